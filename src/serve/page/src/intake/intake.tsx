// The intake of one appointment: the plan, what the client says, what the practitioner finds, and the signing of each.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';

import { type Appointment, type AppointmentPage, call, type Draft, type Form, type FormSpec, type IntakeRecord, type Json, type Next, type PlanItem, Problem, reason, session } from '../api.ts';
import { longDay, mediumDay } from '../days.ts';
import { ask, live } from '../live.ts';
import { useStore } from '../store.ts';
import { announce } from '../ui/announce.ts';
import { ChoiceGroup } from '../ui/choice.tsx';
import { DayWords } from '../ui/day-words.tsx';
import { Icon } from '../ui/icon.tsx';
import { Notice } from '../ui/notice.tsx';
import type { DraftKeeper } from './draft.ts';
import { goToNext, noteFocus } from './focus.ts';
import { Part } from './part.tsx';
import { PlanEditor } from './plan.tsx';
import { draftRecord, earlierAnswers, formBy, newForm, questionAt, sameJson, saysNothing, setAnswer, type Who, withForm } from './record.ts';
import { SavingNotice, SavingState } from './saving.tsx';
import { prepare } from './spec.ts';

export function Intake(props: { data: AppointmentPage; form: FormSpec; keeper: DraftKeeper; onSigned: () => Promise<void> }) {
  const { data, keeper } = props;
  const vocabulary = useMemo(() => prepare(props.form), [props.form]);
  const draft = useStore(keeper.draft);
  const next = useStore(live, (value) => value.answer?.next ?? null);
  const today = session.value?.today ?? data.appointment.day;

  // The answer is asked for in the handler itself, before anything is drawn; here only what comes from elsewhere.
  const asked = useRef<{ draft: Draft; record: IntakeRecord } | null>(null);
  useEffect(() => {
    if (asked.current?.draft === draft && asked.current.record === data.record) return;
    asked.current = { draft, record: data.record };
    ask(draftRecord(data.record, draft));
  }, [draft, data.record]);

  function change(to: Draft, since: number) {
    asked.current = { draft: to, record: data.record };
    ask(draftRecord(data.record, to), since);
    keeper.change(to);
  }

  const signed = useMemo(() => ({
    client: earlierAnswers(data.record.forms.filter((form) => form.kind !== 'practitioner')),
    practitioner: earlierAnswers(data.record.forms.filter((form) => form.kind === 'practitioner')),
  }), [data.record]);
  const areas = [...new Set(draft.plan.flatMap((item) => (Array.isArray(item.area) ? item.area : item.area ? [item.area] : [])))].join(' ');

  const part = { data, keeper, draft, vocabulary, next, today, areas, change, onSigned: props.onSigned };
  const [planFailure, setPlanFailure] = useState('');
  const planChanged = !sameJson(draft.plan, data.appointment.plan);
  async function savePlan() {
    setPlanFailure('');
    try {
      await keeper.flush();
      await keepPlan(data.appointment, draft.plan);
      await props.onSigned();
      if (draft.forms.length === 0) await keeper.reduce(draft);
      announce('The plan is kept.');
    } catch (error) {
      setPlanFailure(reason(error));
    }
  }

  return (
    <div class="intake" onFocusIn={(event) => noteFocus(event.target as Element)}>
      <Progress next={next} keeper={keeper} unsaid={draft.forms.some((form) => form.nothing_changed === 'no' && Object.keys(form.answers).length === 0)} />
      <SavingNotice keeper={keeper} />
      <PlanEditor plan={draft.plan} vocabulary={vocabulary} ask={next?.ask ?? []} onChange={(plan, since) => change({ ...draft, plan }, since)}>
        {planChanged && <p class="row"><button type="button" onClick={() => void savePlan()}>Keep this plan for the appointment</button></p>}
        {planFailure && <Notice kind="problem" title="The plan is not kept">{planFailure}</Notice>}
      </PlanEditor>
      <PartForm {...part} who="client" title="The client" earlier={signed.client} />
      <PartForm {...part} who="practitioner" title="The practitioner" earlier={signed.practitioner} />
    </div>
  );
}

/** How many questions are left, and the way to the next. */
function Progress({ next, keeper, unsaid }: { next: Next | null; keeper: DraftKeeper; unsaid: boolean }) {
  const verdict = next?.ask.filter((item) => item.changes === 'verdict').length ?? 0;
  const date = next?.ask.filter((item) => item.changes === 'date').length ?? 0;
  const text = !next ? '' : verdict > 0 ? `${count(verdict)} left that can change the answer`
    : date > 0 ? `No question left that can change the answer; ${count(date)} can move the earliest day`
    // No question of the rules: something has changed, and only the client can say what.
    : unsaid ? 'Say below what has changed'
    : 'No question left that can change the answer';
  function toNext() {
    const most = next?.ask.some((item) => item.changes === 'verdict') ? 'verdict' : next?.ask.some((item) => item.changes === 'date') ? 'date' : 'note';
    const items = (next?.ask ?? []).filter((item) => item.changes === most);
    goToNext(new Set(items.map((item) => item.question ?? item.list ?? '')), items.some((item) => item.what.startsWith('plan_')));
  }
  return (
    <div class="progress">
      <p class="progress-text">{text}</p>
      <nav class="jumps" aria-label="Parts of the form"><a href="#client-title">Client</a><a href="#practitioner-title">Practitioner</a></nav>
      <SavingState keeper={keeper} />
      {next && next.ask.length > 0 && <button type="button" aria-label="Next question" onClick={toNext}>Next <Icon name="down" /></button>}
    </div>
  );
}
const count = (number: number) => (number === 1 ? '1 question' : `${number} questions`);

function PartForm(props: {
  data: AppointmentPage;
  keeper: DraftKeeper;
  draft: Draft;
  vocabulary: ReturnType<typeof prepare>;
  next: Next | null;
  today: string;
  areas: string;
  who: Who;
  title: string;
  earlier: ReturnType<typeof earlierAnswers>;
  change: (draft: Draft, since: number) => void;
  onSigned: () => Promise<void>;
}) {
  const { data, draft, who, today } = props;
  const [faults, setFaults] = useState<ReadonlyMap<string, string>>(new Map());
  const full = data.record.forms.filter((form) => form.kind === 'full').at(-1);
  const last = data.record.forms.filter((form) => (form.kind === 'practitioner') === (who === 'practitioner')).at(-1);
  const kind = who === 'practitioner' ? 'practitioner' : full ? 'change' : 'full';
  const form = formBy(draft, who) ?? newForm(kind, today);
  const isChange = form.kind === 'change';
  const set = (to: Form, since: number) => props.change(withForm(draft, who, saysNothing(to) && to.kind === kind ? null : to), since);
  const onAnswer = (name: string, json: Json, since: number) => {
    // An answer in a form that asks what has changed says that something has.
    const began = isChange && (form.nothing_changed === undefined || form.nothing_changed === 'yes') && json !== null ? { ...form, nothing_changed: 'no' as const } : form;
    set(setAnswer(began, name, json), since);
  };
  const title = `${who}-title`;
  const signedToday = last !== undefined && last.signed >= today && formBy(draft, who) === undefined;
  return (
    <section class="part-form" aria-labelledby={title}>
      <h2 id={title} tabIndex={-1}>{props.title}</h2>
      {signedToday ? (
        <Notice kind="done" title={`Signed today, ${longDay(last.signed)}`}>
          <p><button type="button" onClick={(event) => set({ ...newForm(kind, today), ...(kind === 'change' ? { nothing_changed: 'no' as const } : {}) }, event.timeStamp)}>Something is different</button></p>
        </Notice>
      ) : last && <p class="muted">Last signed {longDay(last.signed)}.</p>}
      {isChange && last && !signedToday && (
        <div class="question change">
          <ChoiceGroup label={`Has anything changed since ${mediumDay(last.signed)}?`} clear="Clear"
            value={form.nothing_changed === 'yes' ? 'no' : form.nothing_changed === 'no' ? 'yes' : (form.nothing_changed ?? '')}
            choices={[{ value: 'no', label: 'No, nothing' }, { value: 'yes', label: 'Yes' }, { value: 'unsure', label: 'Not sure' }]}
            onChoose={(value, since) => {
              const { nothing_changed: _, ...rest } = form;
              set(value === '' ? rest : { ...rest, nothing_changed: value === 'no' ? 'yes' : value === 'yes' ? 'no' : 'unsure' }, since);
            }} />
          {form.nothing_changed === 'yes' && Object.keys(form.answers).length > 0 && (
            <p class="error" role="alert">Below are answers that were changed. <button type="button" onClick={(event) => set({ ...form, answers: {} }, event.timeStamp)}>Take them back</button></p>
          )}
          {form.nothing_changed === 'no' && <p class="help">Change what is different now; the rest stays as it was said.</p>}
          {form.nothing_changed === 'unsure' && <p class="help">Then ask what may have changed: “not sure” alone leaves everything open.</p>}
          <p><button type="button" class="quiet" onClick={(event) => set(newForm('full', today), event.timeStamp)}>Ask everything anew instead</button></p>
        </div>
      )}
      {form.kind === 'full' && full && (
        <p><button type="button" class="quiet" onClick={(event) => set(newForm('change', today), event.timeStamp)}>Only ask what has changed</button></p>
      )}
      <Part key={form.kind} who={who} form={form} vocabulary={props.vocabulary} next={props.next} earlier={props.earlier} keepsEarlier={form.kind !== 'full'}
        showStanding={form.nothing_changed === 'no' || form.nothing_changed === 'unsure'}
        faults={faults as Map<string, string>} areas={props.areas} onAnswer={onAnswer} />
      <Sign {...props} form={form} onFaults={setFaults} setForm={set} />
    </section>
  );
}

function Sign(props: {
  data: AppointmentPage;
  keeper: DraftKeeper;
  draft: Draft;
  form: Form;
  who: Who;
  today: string;
  onFaults: (faults: ReadonlyMap<string, string>) => void;
  setForm: (form: Form, since: number) => void;
  onSigned: () => Promise<void>;
}) {
  const { data, keeper, form, who } = props;
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  if (saysNothing(form)) return null;

  async function sign() {
    setBusy(true);
    setFailure('');
    props.onFaults(new Map());
    try {
      await keeper.flush();
      const { appointment } = data;
      const draft = keeper.draft.value;
      if (await keepPlan(appointment, draft.plan)) await props.onSigned();
      // The same key for the same draft: pressed twice, or again after an answer that was lost, it is one form.
      await call('POST', `/v1/clients/${appointment.client}/forms`, { body: form, key: await keyOf([appointment.id, form]) });
      // The record with the signed form comes first: there is no moment at which the answer is without it.
      await props.onSigned();
      await keeper.reduce(withForm(draft, who, null));
      announce('Signed.');
      document.getElementById(`${who}-title`)?.focus();
    } catch (error) {
      if (error instanceof Problem && error.errors.length > 0) {
        const faults = new Map<string, string>();
        for (const fault of error.errors) {
          const name = questionAt(fault.pointer ?? '');
          if (name) faults.set(name, fault.detail);
        }
        props.onFaults(faults);
        setFailure(faults.size > 0 ? 'Please look at the questions that are marked.' : reason(error));
      } else {
        setFailure(reason(error));
      }
    } finally {
      setBusy(false);
    }
  }

  return (
    <div class="sign">
      <label class="row">
        <span>{who === 'client' ? 'Given by the client on' : 'Found on'}</span>
        <input type="date" value={form.signed} max={props.today} onChange={(event) => {
          if (event.currentTarget.value) props.setForm({ ...form, signed: event.currentTarget.value }, event.timeStamp);
        }} />
      </label>
      <DayWords day={form.signed} />
      <button type="button" class="primary" disabled={busy} onClick={() => void sign()}>
        {who === 'client' ? `Sign as given by ${data.client.name}` : `Sign as found by ${session.value?.user ?? ''}`}
      </button>
      {failure && <Notice kind="problem" title="Not signed">{failure}</Notice>}
    </div>
  );
}

/** True when the appointment has changed. */
async function keepPlan(appointment: Appointment, plan: PlanItem[]): Promise<boolean> {
  if (sameJson(plan, appointment.plan)) return false;
  const { id, version, day, time } = appointment;
  await call('PUT', `/v1/appointments/${id}`, { body: { version, day, time, plan } });
  return true;
}

/** A key that is the same for the same content. */
async function keyOf(content: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(content));
  // Without TLS, away from this machine, the browser has no digest: then a random key must do.
  if (!globalThis.crypto.subtle) return crypto.getRandomValues(new Uint32Array(4)).join('-');
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('').slice(0, 40);
}
