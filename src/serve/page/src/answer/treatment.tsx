// The answer for one treatment of the plan.
import { longDay } from '../days.ts';
import type { Decision, Edit, Json, PromiseOf, Question, Reason, Treatment } from '../decision.ts';
import { Icon } from '../ui/icon.tsx';
import { VerdictBadge } from '../ui/verdict.tsx';
import { CareLists, PreCareTable } from './care.tsx';
import { Fold } from './fold.tsx';
import { QuestionItem, Questions } from './question.tsx';
import { ConditionCard, keyOf, onlyUnanswered, ReasonCard, ReasonGroup, ReasonLine } from './reason.tsx';
import { asGiven, capital, dayOr, editsOf, editWords, listWords, plural, rangesWords, spaced } from './words.ts';

function Setting({ setting }: { setting: Treatment['setting'] }) {
  return (
    <p class="setting">
      <span data-shows="treatment.setting.area">
        {setting.area === null ? 'area not said' : listWords(setting.area.map(spaced))}
      </span>
      {' · '}
      <span data-shows="treatment.setting.depth">{depthWords(setting.depth)}</span>
      {setting.device !== undefined && (
        <>
          {' · '}
          <span data-shows="treatment.setting.device">{setting.device}</span>
        </>
      )}
    </p>
  );
}

const depthWords = (depth: Json): string => (depth === null ? 'no depth said' : asGiven(depth));

/** Days of the treatment: the earliest, better, GO, once renewed, how long it holds. */
function Days({ t }: { t: Treatment }) {
  return (
    <dl class="facts days">
      <div>
        <dt>Earliest</dt>
        <dd>
          <strong data-shows="treatment.earliest">{dayOr(t.earliest)}</strong>
          {t.earliest_kind !== null && (
            <span data-shows="treatment.earliest_kind">
              {t.earliest_kind === 'renewed' ? ', once form and clearances are renewed' : ' (GO)'}
            </span>
          )}
        </dd>
      </div>
      {t.preferred !== null && (
        <div>
          <dt>Better from</dt>
          <dd data-shows="treatment.preferred">
            {t.preferred === t.earliest ? 'that day: nothing speaks for a later one' : longDay(t.preferred)}
          </dd>
        </div>
      )}
      {t.go.length > 0 && (
        <div>
          <dt>GO days</dt>
          <dd data-shows="treatment.go">{rangesWords(t.go)}</dd>
        </div>
      )}
      {t.renewed.length > 0 && (
        <div>
          <dt>GO once renewed</dt>
          <dd data-shows="treatment.renewed">{rangesWords(t.renewed)}</dd>
        </div>
      )}
      {t.holds_until !== null && (
        <div>
          <dt>GO holds until</dt>
          <dd data-shows="treatment.holds_until">{longDay(t.holds_until)}</dd>
        </div>
      )}
      {t.recheck_by !== null && (
        <div>
          <dt>Ask again by</dt>
          <dd data-shows="treatment.recheck_by">{longDay(t.recheck_by)}</dd>
        </div>
      )}
      {t.closed_between.length > 0 && (
        <div>
          <dt>Closed in between by</dt>
          <dd data-shows="treatment.closed_between">{listWords(t.closed_between.map(spaced))}</dd>
        </div>
      )}
    </dl>
  );
}

/** The headline; beside the badge, which says the verdict, without that word. */
function headlineOf(t: Treatment, decision: Decision, alone: boolean): string {
  const text = t.headline === t.verdict ? `${t.verdict} on ${longDay(decision.visit)}` : t.headline;
  return !alone && text.startsWith(`${t.verdict} `) ? text.slice(t.verdict.length + 1) : text;
}

const sameEdit = (a: Edit, b: Edit): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What to ask first, and which answer would bring the GO. */
function AskFirst({ t }: { t: Treatment }) {
  if (!t.ask_first.length) return null;
  const matching = t.promises.find((promise) => {
    const edits = editsOf(promise.if);
    return edits.length === t.ask_first_answers.length && edits.every((edit, n) => sameEdit(edit, t.ask_first_answers[n] ?? { edit: '' }));
  });
  return (
    <section class="ask-first">
      <h4>Ask first</h4>
      <ul class="questions" data-shows="treatment.ask_first">
        {t.ask_first.map((question, index) => (
          <QuestionItem key={index} question={question} quiet />
        ))}
      </ul>
      {t.ask_first_answers.length > 0 && (
        <div class="settles">
          <p>{matching ? matching.text : 'These answers would settle it:'}</p>
          <Fold summary={matching ? 'Which answers exactly' : 'Which answers'} open={!matching} shows="treatment.ask_first_answers">
            {() => <Edits edits={t.ask_first_answers} />}
          </Fold>
        </div>
      )}
    </section>
  );
}

/** Changes of the record, in words. */
function Edits({ edits }: { edits: Edit[] }) {
  return (
    <ul class="edits">
      {edits.map((edit, index) => (
        <li key={index} data-shows="edit.edit edit.question edit.list edit.entry edit.pointer edit.term edit.detail edit.is edit.never edit.on edit.on_or_before edit.on_or_after edit.not_read_by edit.check edit.by edit.up_to edit.area">
          {editWords(edit)}
        </li>
      ))}
    </ul>
  );
}

function PromiseItem({ promise }: { promise: PromiseOf }) {
  const renewed = promise.earliest_kind === 'renewed';
  return (
    <li class="promise">
      <p data-shows="promise.text">{promise.text}</p>
      <Fold summary={<>Exactly<span class="unseen">: {promise.text}</span></>}>
        {() => (
          <>
            <div data-shows="promise.if">
              <Edits edits={editsOf(promise.if)} />
            </div>
            <p>
              Then on the asked day: <strong data-shows="promise.verdict">{promise.verdict}</strong>. Earliest day:{' '}
              <span data-shows="promise.earliest">{dayOr(promise.earliest)}</span>
              <span data-shows="promise.earliest_kind">
                {promise.earliest_kind == null ? '' : renewed ? ', once form and clearances are renewed' : ', GO'}
              </span>
              .
            </p>
            {promise.about !== undefined && (
              <p class="muted">
                About the check <span data-shows="promise.about">{spaced(promise.about)}</span>
              </p>
            )}
          </>
        )}
      </Fold>
    </li>
  );
}

/** All questions that could still change something, beyond those that stand with their reasons. */
function AllQuestions({ questions, better }: { questions: Question[]; better: Question[] }) {
  if (!questions.length && !better.length) return null;
  return (
    <Fold summary={`All open questions (${questions.length + better.length})`}>
      {() => (
        <>
          {questions.length > 0 && (
            <>
              <p>They decide whether it is GO:</p>
              <Questions questions={questions} shows="treatment.questions" />
            </>
          )}
          {better.length > 0 && (
            <>
              <p>They could bring a better day, a condition or a note:</p>
              <Questions questions={better} shows="treatment.better_questions" />
            </>
          )}
        </>
      )}
    </Fold>
  );
}

function Passed({ t }: { t: Treatment }) {
  if (!t.passed.length) return null;
  const vague = t.passed.filter((check) => check.vague).length;
  const sorted = [...t.passed].sort((a, b) => (a.margin_days ?? 1e9) - (b.margin_days ?? 1e9));
  return (
    <Fold
      shows="treatment.passed"
      summary={`${plural(t.passed.length, 'check passes', 'checks pass')} on this day${vague ? `, ${vague} although an answer is vague` : ''}`}
    >
      {() => (
        <ul class="passed">
          {sorted.map((check) => (
            <li key={check.check}>
              <span data-shows="treatment.passed.check">{capital(spaced(check.check))}</span>
              {check.margin_days !== undefined && (
                <span class="muted" data-shows="treatment.passed.margin_days">{plural(check.margin_days, 'day')} to spare</span>
              )}
              {check.vague && <span class="mark vague" data-shows="treatment.passed.vague">although vague</span>}
            </li>
          ))}
        </ul>
      )}
    </Fold>
  );
}

/** Those of one check together, in the order of the first of each. */
function grouped(reasons: Reason[]): Reason[][] {
  const groups = new Map<string, Reason[]>();
  for (const reason of reasons) groups.set(reason.check, [...(groups.get(reason.check) ?? []), reason]);
  return [...groups.values()];
}

interface Props {
  t: Treatment;
  decision: Decision;
  alone: boolean; // the only one of the plan
  careOfDay: boolean; // its aftercare is that of the day
}

export function TreatmentAnswer({ t, decision, alone, careOfDay }: Props) {
  const when = { visit: decision.visit, asOf: decision.as_of };
  const certain = t.reasons.filter((reason) => reason.sure);
  const unsettled = t.reasons.filter((reason) => !reason.sure && !onlyUnanswered(reason));
  const waiting = t.reasons.filter(onlyUnanswered);
  const strong = certain.length + unsettled.length;
  const notes = t.notes.filter((note) => note.sure || note.better_until !== undefined);
  const mayNotes = t.notes.filter((note) => !notes.includes(note));
  const conditions = t.conditions.filter((condition) => condition.sure);
  const mayConditions = t.conditions.filter((condition) => !condition.sure);
  return (
    <section class={`treatment ${t.verdict.toLowerCase()}`} data-treatment={t.treatment}>
      <header class="treatment-head">
        <h3>
          <span data-shows="treatment.title">{t.title}</span>{' '}
          {!t.title.toLowerCase().includes(spaced(t.treatment)) && (
            <span class="muted treatment-name" data-shows="treatment.treatment">({spaced(t.treatment)})</span>
          )}
        </h3>
        <Setting setting={t.setting} />
        <p class="headline">
          {!alone && (
            <span data-shows="treatment.verdict">
              <VerdictBadge verdict={t.verdict} />
            </span>
          )}{' '}
          <span data-shows={alone ? 'treatment.headline treatment.verdict' : 'treatment.headline'}>{headlineOf(t, decision, alone)}</span>
        </p>
      </header>
      <Days t={t} />
      <AskFirst t={t} />

      {t.reasons.length > 0 && (
        <section class="reasons" data-shows="treatment.reasons">
          <h4>
            Why wait {strong > 0 && <span class="count">{strong}</span>}
          </h4>
          {grouped(certain).map((group) =>
            group.length > 1 ? (
              <ReasonGroup key={group[0]?.check} reasons={group} {...when} />
            ) : (
              group.map((reason) => <ReasonCard key={keyOf(reason)} reason={reason} {...when} />)
            ),
          )}
          {unsettled.length <= 3
            ? unsettled.map((reason) => <ReasonCard key={keyOf(reason)} reason={reason} {...when} />)
            : unsettled.map((reason) => <ReasonLine key={keyOf(reason)} reason={reason} {...when} />)}
          {waiting.length > 0 && (
            <Fold
              class="waiting"
              summary={
                strong
                  ? `${plural(waiting.length, 'more check waits', 'more checks wait')} for answers`
                  : `${plural(waiting.length, 'check waits', 'checks wait')} for answers`
              }
            >
              {() => waiting.map((reason) => <ReasonLine key={keyOf(reason)} reason={reason} {...when} />)}
            </Fold>
          )}
        </section>
      )}

      {t.conditions.length > 0 && (
        <section class="conditions" data-shows="treatment.conditions">
          <h4>{t.verdict === 'GO' ? 'GO on these conditions' : 'Conditions of a GO'}</h4>
          {conditions.map((condition, n) => (
            <ConditionCard key={`${condition.check} ${n}`} condition={condition} {...when} />
          ))}
          {mayConditions.length > 0 && (
            <Fold summary={`${plural(mayConditions.length, 'condition')} may apply`}>
              {() => mayConditions.map((condition, n) => <ConditionCard key={`${condition.check} ${n}`} condition={condition} {...when} />)}
            </Fold>
          )}
        </section>
      )}

      {t.notes.length > 0 && (
        <section class="notes" data-shows="treatment.notes">
          <h4>Notes</h4>
          {notes.map((note, n) => (
            <ConditionCard key={`${note.check} ${n}`} condition={note} {...when} />
          ))}
          {mayNotes.length > 0 && (
            <Fold summary={`${plural(mayNotes.length, 'note')} may apply`}>
              {() => mayNotes.map((note, n) => <ConditionCard key={`${note.check} ${n}`} condition={note} {...when} />)}
            </Fold>
          )}
        </section>
      )}

      {t.promises.length > 0 && (
        <section>
          <h4>If … then</h4>
          <ul class="promises" data-shows="treatment.promises">
            {t.promises.map((promise) => (
              <PromiseItem key={promise.text} promise={promise} />
            ))}
          </ul>
        </section>
      )}

      {t.alternatives.length > 0 && (
        <section>
          <h4>Instead, on this day</h4>
          <ul class="alternatives" data-shows="treatment.alternatives">
            {t.alternatives.map((other) => (
              <li key={other.treatment + other.text}>
                <Icon name="next" />{' '}
                <span data-shows="treatment.alternatives.text">{capital(other.text)}</span>{' '}
                {!other.text.toLowerCase().includes(spaced(other.treatment)) && (
                  <span class="muted" data-shows="treatment.alternatives.treatment">({spaced(other.treatment)}) </span>
                )}
                <span class="mark" data-shows="treatment.alternatives.if_cleared">{other.if_cleared ? 'GO once cleared' : 'GO'}</span>
              </li>
            ))}
          </ul>
        </section>
      )}

      {t.loosened !== undefined && t.loosened.length > 0 && (
        <section class="loosened">
          <h4>Loosened by the clinic’s policy</h4>
          <ul data-shows="treatment.loosened">
            {t.loosened.map((one) => (
              <li key={one.check}>
                <span data-shows="treatment.loosened.text">{one.text}</span>{' '}
                <span class="muted" data-shows="treatment.loosened.check">(check {spaced(one.check)})</span>
              </li>
            ))}
          </ul>
        </section>
      )}

      <div class="folds">
        <AllQuestions questions={t.questions} better={t.better_questions} />
        {t.care_before.length > 0 && (
          <Fold summary={`Before the session (${t.care_before.length})`}>
            {() => <CareLists care={t.care_before} shows="treatment.care_before" />}
          </Fold>
        )}
        <PreCareTable lines={t.pre_care} />
        {t.aftercare.length > 0 && (
          <Fold summary={`After the session (${t.aftercare.length})`}>
            {() => <CareLists care={t.aftercare} shows={careOfDay ? 'treatment.aftercare decision.aftercare' : 'treatment.aftercare'} />}
          </Fold>
        )}
        <Passed t={t} />
      </div>
    </section>
  );
}
