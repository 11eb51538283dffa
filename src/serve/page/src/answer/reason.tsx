// A reason to wait, a condition, a note.
import { longDay, mediumDay } from '../days.ts';
import type { Condition, Day, IdleClearance, Reason } from '../decision.ts';
import { useActions } from './actions.ts';
import { EvidenceList } from './evidence.tsx';
import { Fold } from './fold.tsx';
import { Questions } from './question.tsx';
import { SourceLine, Sources } from './sources.tsx';
import { Timeline } from './timeline.tsx';
import { asGiven, capital, dayOr, jsonOr, kindWords, listWords, plural, pointerWords, spaced } from './words.ts';

interface When {
  visit: Day;
  asOf: Day;
}

function Idle({ idle }: { idle: IdleClearance[] }) {
  return (
    <div class="idle" data-shows="reason.idle_clearances">
      <p>A clearance is recorded, and does not lift this:</p>
      <ul>
        {idle.map((one) => (
          <li key={one.pointer}>
            <span data-shows="reason.idle_clearances.why">{one.why}</span>{' '}
            <span data-shows="reason.idle_clearances.value">{capital(asGiven(jsonOr(one.value)))}</span>{' '}
            <span class="muted" data-shows="reason.idle_clearances.pointer">({pointerWords(one.pointer)})</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const most = 4; // questions of a group that are seen at once

/** A reason that only waits for questions that nobody has answered yet. */
export const onlyUnanswered = (reason: Reason): boolean =>
  !reason.sure && reason.kind === 4 && reason.evidence.every((one) => one.pointer === '' && one.value === null);

/** Reasons of one check may stand several times, one for each question that it lacks. */
export const keyOf = (reason: Reason): string =>
  [reason.check, reason.questions[0]?.pointer ?? reason.questions[0]?.question ?? '', reason.evidence[0]?.pointer ?? ''].join(' ');

/** Several reasons of one check: its questions together, the reasons themselves folded. */
export function ReasonGroup({ reasons, ...when }: { reasons: Reason[] } & When) {
  const [first] = reasons;
  if (!first) return null;
  const texts = new Set<string>();
  const questions = reasons
    .flatMap((reason) => reason.questions)
    .filter(({ text }) => !texts.has(text) && texts.add(text));
  return (
    <article class={`reason kind-${first.kind} ${first.sure ? 'sure' : 'open'}`} data-check={first.check}>
      <h5>
        {first.title}
        <span class="count">{reasons.length}</span>
        <span class="mark">{kindWords[first.kind] ?? `Kind ${first.kind}`}</span>
      </h5>
      {questions.length > 0 && <Questions questions={questions.slice(0, most)} shows="reason.questions" quiet />}
      {questions.length > most && (
        <Fold summary={plural(questions.length - most, 'more question')}>{() => <Questions questions={questions.slice(most)} shows="reason.questions" quiet />}</Fold>
      )}
      <Fold summary={<>Each of them in full<span class="unseen">: {first.title}</span></>}>
        {() => reasons.map((reason) => <ReasonCard key={keyOf(reason)} reason={reason} {...when} />)}
      </Fold>
    </article>
  );
}

/** One line that opens into the whole reason: where there are many. */
export function ReasonLine({ reason, ...when }: { reason: Reason } & When) {
  return (
    <Fold
      class="reason-line"
      summary={
        <>
          {reason.title}
          {reason.until !== null && <span class="muted"> at the latest until {mediumDay(reason.until)}</span>}
        </>
      }
    >
      {() => <ReasonCard reason={reason} {...when} />}
    </Fold>
  );
}

export function ReasonCard({ reason, visit, asOf }: { reason: Reason } & When) {
  const { clear } = useActions();
  const who = listWords(reason.cleared_by.map(spaced), 'or');
  return (
    <article class={`reason kind-${reason.kind} ${reason.sure ? 'sure' : 'open'}`} data-check={reason.check}>
      <h5>
        <span data-shows="reason.title">{reason.title}</span>
        <span class="mark" data-shows="reason.kind">{kindWords[reason.kind] ?? `Kind ${reason.kind}`}</span>
        <span class="mark muted" data-shows="reason.sure">
          {reason.sure ? 'certain' : 'an answer may lift it'}
        </span>
      </h5>
      <p data-shows="reason.text">{reason.text}</p>
      <EvidenceList evidence={reason.evidence} shows="reason.evidence" />
      <Timeline evidence={reason.evidence} visit={visit} asOf={asOf} until={reason.until} notBefore={reason.not_before} sure={reason.sure} />
      <dl class="facts">
        {reason.window !== null && (
          <div>
            <dt>Needed</dt>
            <dd data-shows="reason.window">{reason.window}</dd>
          </div>
        )}
        {(reason.kind === 1 || reason.until !== null) && (
          <div>
            <dt>{reason.sure ? 'Until' : 'At the latest until'}</dt>
            <dd data-shows="reason.until">{dayOr(reason.until)}</dd>
          </div>
        )}
        {reason.not_before !== null && (
          <div>
            <dt>Not before</dt>
            <dd data-shows="reason.not_before">{longDay(reason.not_before)}, whatever is answered</dd>
          </div>
        )}
        {reason.resolved_when !== undefined && (
          <div>
            <dt>Over when</dt>
            <dd data-shows="reason.resolved_when">{reason.resolved_when}</dd>
          </div>
        )}
        {reason.limit !== undefined && (
          <div>
            <dt>Limit here</dt>
            <dd data-shows="reason.limit">{reason.limit}</dd>
          </div>
        )}
        {reason.instead !== undefined && reason.instead.length > 0 && (
          <div>
            <dt>Instead</dt>
            <dd data-shows="reason.instead">{listWords(reason.instead.map(spaced), 'or')}</dd>
          </div>
        )}
        {reason.cleared_by.length > 0 && (
          <div>
            <dt>May be cleared by</dt>
            <dd data-shows="reason.cleared_by">{who}</dd>
          </div>
        )}
        {reason.changed_by !== undefined && (
          <div>
            <dt>Clinic policy</dt>
            <dd data-shows="reason.changed_by">{reason.changed_by}</dd>
          </div>
        )}
      </dl>
      {reason.idle_clearances !== undefined && reason.idle_clearances.length > 0 && <Idle idle={reason.idle_clearances} />}
      {reason.questions.length > 0 && (
        <div class="ask-box">
          <p class="ask-title">This would settle it</p>
          <Questions questions={reason.questions} shows="reason.questions" quiet />
        </div>
      )}
      <SourceLine sources={reason.sources} spread={reason.spread} shows="reason" />
      {clear && reason.cleared_by.length > 0 && (
        <p>
          <button type="button" class="clear-button" onClick={() => clear(reason)}>
            Record a clearance<span class="unseen"> for {reason.title}</span>
          </button>
        </p>
      )}
      <Fold summary={<>Why, sources, words for the client<span class="unseen">: {reason.title}</span></>}>
        {() => (
          <>
            <p data-shows="reason.because">{reason.because}.</p>
            <Sources sources={reason.sources} shows="reason.sources" />
            <blockquote class="client-words" data-shows="reason.client_text">
              <span class="client-words-label">You can say:</span> {reason.client_text}
            </blockquote>
            <p class="muted">
              Check <code data-shows="reason.check">{reason.check}</code>
            </p>
          </>
        )}
      </Fold>
    </article>
  );
}

/** A condition of a GO, or a note beside it. */
export function ConditionCard({ condition, visit, asOf }: { condition: Condition } & When) {
  const better = condition.better_until;
  return (
    <article class={`condition ${condition.sure ? 'sure' : 'open'}`} data-check={condition.check}>
      <p>
        <span data-shows="condition.text">{condition.text}</span>{' '}
        <span class="mark muted" data-shows="condition.sure">{condition.sure ? 'applies' : 'may apply'}</span>
      </p>
      {better !== undefined && (
        <>
          <p>
            Better from <strong data-shows="condition.better_until">{longDay(better)}</strong>
          </p>
          <Timeline evidence={condition.evidence} visit={visit} asOf={asOf} until={better} notBefore={null} sure={condition.sure} closes={false} />
        </>
      )}
      {condition.questions.length > 0 && <Questions questions={condition.questions} shows="condition.questions" quiet />}
      <SourceLine sources={condition.sources} spread={condition.spread} shows="condition" />
      {condition.changed_by !== undefined && (
        <p>
          Clinic policy: <span data-shows="condition.changed_by">{condition.changed_by}</span>
        </p>
      )}
      <Fold summary={<>Answer, sources, words for the client<span class="unseen">: {condition.text}</span></>}>
        {() => (
          <>
            <EvidenceList evidence={condition.evidence} shows="condition.evidence" />
            <Sources sources={condition.sources} shows="condition.sources" />
            <blockquote class="client-words" data-shows="condition.client_text">
              <span class="client-words-label">You can say:</span> {condition.client_text}
            </blockquote>
            <p class="muted">
              Check <code data-shows="condition.check">{condition.check}</code>
            </p>
          </>
        )}
      </Fold>
    </article>
  );
}
