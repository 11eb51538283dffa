// The answer beside the form: the newest that the server gave, the calendar, the clearances, and recording it.
import { useMemo, useRef, useState } from 'preact/hooks';

import { type AppointmentPage, type ClientPage, type LiveAnswer, reason as failureWords, session } from '../api.ts';
import { CalendarView } from '../calendar/calendar.tsx';
import { longDay } from '../days.ts';
import type { Day, Decision, Question, Reason } from '../decision.ts';
import { type Live, live, showMonths } from '../live.ts';
import { type DecisionLine, decisionFor, momentWords, moveAppointment, recordDecision } from '../records/calls.ts';
import { ClearanceDialog, Clearances } from '../records/clearance.tsx';
import { go } from '../router.ts';
import { useStore } from '../store.ts';
import { useAct } from '../ui/act.ts';
import { ActFailure } from '../ui/act-failure.tsx';
import { announce } from '../ui/announce.ts';
import { useLoad } from '../ui/load.tsx';
import { Notice } from '../ui/notice.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { VerdictBadge } from '../ui/verdict.tsx';
import { type AnswerActions, Actions } from './actions.ts';
import { Answer } from './answer.tsx';
import './spoken.ts';
import { plural } from './words.ts';

export interface PanelProps {
  appointment?: AppointmentPage;
  /** Go to a question of the form. */
  onAsk?: (question: Question) => void;
  /** Go to the answer at this pointer of the record. */
  onChange?: (pointer: string) => void;
  /** A clearance was recorded or withdrawn, or the day is another: the record of the appointment has changed. */
  onRecord?: () => void;
  /** Answers that nobody has signed yet: a decision would be recorded without them. */
  unsigned?: boolean;
}

export function AnswerPanel(props: PanelProps) {
  const { answer, record, asking, error } = useStore(live);
  if (answer) return <Panel {...props} answer={answer} record={record} asking={asking} error={error} />;
  return error ? (
    <Notice kind="problem" title="There is no answer"><p>{failureWords(error)}</p></Notice>
  ) : (
    <p class="loading">Working out the answer …</p>
  );
}

function Panel(props: PanelProps & Omit<Live, 'answer'> & { answer: LiveAnswer }) {
  const { answer, record, asking, error } = props;
  const { decision, next, calendar } = answer;
  const who = useStore(session);
  const [tab, setTab] = useState('answer');
  const [clearing, setClearing] = useState<Reason | null>(null);
  const moving = useAct();
  const client = props.appointment?.client.id;
  const today = who?.today ?? decision.as_of;
  // A keystroke draws this panel twice, when the question goes out and when the answer is there. The answer itself is
  // drawn once: it and what its parts may ask of the page stay the same objects between.
  const latest = useRef(props);
  latest.current = props;
  const { onAsk, onChange } = props;
  const actions = useMemo(
    (): AnswerActions => ({
      ask: onAsk && ((question) => latest.current.onAsk?.(question)),
      change: onChange && ((pointer) => latest.current.onChange?.(pointer)),
      clear: client === undefined ? undefined : setClearing,
    }),
    [onAsk === undefined, onChange === undefined, client],
  );
  const shown = useMemo(() => <Answer decision={decision} />, [decision]);
  const ask = useMemo(() => (record ? (day: Day): Promise<Decision> => decisionFor(record, day) : undefined), [record]);
  const move = async (day: Day) => {
    const { appointment } = props.appointment ?? {};
    if (!appointment) return;
    if (await moving.run((key) => moveAppointment(appointment, day, key).then(() => undefined))) {
      announce(`The appointment is on ${longDay(day)} now.`);
      props.onRecord?.();
    }
  };
  const tabs = [
    { id: 'answer', title: 'Answer', children: () => shown },
    {
      id: 'calendar',
      title: 'Calendar',
      children: () => (
        <>
          <ActFailure act={moving} title="The appointment was not moved" />
          <CalendarView
            calendar={calendar}
            decision={decision}
            today={today}
            ask={ask}
            onMonths={(from, months) => showMonths({ from, months })}
            onVisit={props.appointment && ((day) => void move(day))}
          />
        </>
      ),
    },
    ...(client
      ? [{ id: 'clearances', title: 'Clearances', children: () => <ClearancesPart client={client} onDone={() => props.onRecord?.()} /> }]
      : []),
  ];
  return (
    <Actions.Provider value={actions}>
      <div class={`panel ${asking ? 'asking' : ''}`} aria-busy={asking}>
        <h2 class="unseen">Answer</h2>
        {error && (
          <Notice kind="warning" title="This answer is an old one">
            <p>{failureWords(error)} What you typed since is not in it.</p>
          </Notice>
        )}
        <p class="left" data-left={next.left}>
          {next.settled
            ? 'No open question can change the verdict of this day.'
            : `${plural(next.left, 'question')} left that can change something.`}
        </p>
        {props.appointment && <Recorded lines={props.appointment.decisions ?? []} />}
        {props.appointment && <RecordPart appointment={props.appointment} decision={decision} left={next.settled ? 0 : next.left} unsigned={props.unsigned ?? false} />}
        <Tabs label="Answer" tabs={tabs} chosen={tab} onChoose={setTab} />
      </div>
      {clearing && client && (
        <ClearanceDialog
          client={client}
          reason={clearing}
          today={today}
          onClose={() => setClearing(null)}
          onDone={() => {
            setClearing(null);
            announce('The clearance is recorded.');
            props.onRecord?.();
          }}
        />
      )}
    </Actions.Provider>
  );
}

function ClearancesPart({ client, onDone }: { client: string; onDone: () => void }) {
  const loaded = useLoad<ClientPage>(`/v1/clients/${client}`);
  if (!loaded.data) return <p class="loading">Loading …</p>;
  return (
    <div class="card">
      <Clearances
        client={client}
        kept={loaded.data.clearances.map((one) => ({ ...one, clearance: { name: '', ...one.clearance } }))}
        onDone={() => {
          loaded.reload();
          onDone();
        }}
      />
    </div>
  );
}

/** The decisions that stand for this appointment; one that somebody went against says so. */
function Recorded({ lines }: { lines: DecisionLine[] }) {
  if (!lines.length) return null;
  return (
    <ul class="plain recorded">
      {[...lines].reverse().map((line) => (
        <li key={line.entry} class={line.overridden ? 'against' : ''}>
          <VerdictBadge verdict={line.verdict} />
          <a href={`/decisions/${line.entry}`}>Decision {line.entry}</a>
          <span class="muted">{momentWords(line.at)}</span>
          {line.overridden && <span class="mark overridden">gone against</span>}
          {line.session && <span class="mark">session done</span>}
        </li>
      ))}
    </ul>
  );
}

/** Recording: from then on the decision stands, with a number and a hash. */
function RecordPart(props: { appointment: AppointmentPage; decision: Decision; left: number; unsigned: boolean }) {
  const { appointment, decision, left, unsigned } = props;
  const act = useAct();
  const record = async () => {
    let entry = 0;
    const well = await act.run(async (key) => {
      entry = (await recordDecision(appointment.appointment.id, key)).entry;
    });
    if (well) {
      announce(`The decision is recorded as entry ${entry}.`);
      go(`/decisions/${entry}`);
    }
  };
  return (
    <section class="record-part">
      <ActFailure act={act} title="The decision was not recorded" />
      <div class="row">
        {/* While an answer can still change the verdict, answering is the next step. */}
        <button type="button" class={left === 0 ? 'primary' : ''} disabled={act.busy || unsigned} onClick={() => void record()}>
          Record this decision
        </button>
        <span class="help">for {longDay(decision.visit)}</span>
      </div>
      <p class="help">
        {unsigned
          ? 'Sign the form first: a decision is made from signed answers.'
          : left > 0
            ? `${plural(left, 'question is', 'questions are')} still open. Recorded now, it stays ${decision.verdict}.`
            : 'It is kept as it is. Sheets, the session and going against a WAIT come next.'}
      </p>
    </section>
  );
}

/** One line for a narrow screen. */
export function AnswerSummary() {
  const { answer, asking } = useStore(live);
  if (!answer) return null;
  const { decision, next } = answer;
  const [first] = decision.treatments;
  return (
    <p class="answer-summary" aria-busy={asking}>
      <VerdictBadge verdict={decision.verdict} />
      <span class="answer-summary-words">
        {decision.treatments.length === 1 && first && first.headline !== first.verdict && (
          <span class="answer-summary-text">{first.headline.replace(`${first.verdict} `, '')}</span>
        )}
        <span class="muted">{next.settled ? 'no question left' : `${plural(next.left, 'question')} left`}</span>
      </span>
    </p>
  );
}
