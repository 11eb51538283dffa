// One appointment: the intake on the left, the live answer on the right; on a narrow screen the answer is a bar that
// opens.
import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import { type AppointmentPage as Data, call, type FormSpec, get, type PlanItem, Problem, reason } from '../api.ts';
import { AnswerPanel, AnswerSummary } from '../answer/panel.tsx';
import type { PageProps } from '../app.tsx';
import { longDay } from '../days.ts';
import { DraftKeeper } from '../intake/draft.ts';
import { goToPointer, goToQuestion } from '../intake/focus.ts';
import { Intake } from '../intake/intake.tsx';
import { dated, sameJson } from '../intake/record.ts';
import { ask, forget, live } from '../live.ts';
import { useStore } from '../store.ts';
import { announce } from '../ui/announce.ts';
import { Dialog } from '../ui/dialog.tsx';
import { type Loaded, LoadState, useLoad } from '../ui/load.tsx';
import { useMedia } from '../ui/media.ts';
import { Notice } from '../ui/notice.tsx';
import { PageHead } from '../ui/page-head.tsx';
import '../styles/intake.css';

export function AppointmentPage({ parts }: PageProps) {
  const id = parts.id ?? '';
  const loaded = useLoad<Data>(`/v1/appointments/${id}`);
  const data = loaded.data;
  return (
    <>
      <PageHead title={data?.client.name ?? 'Appointment'}>
        {data && <p class="muted"><a href={`/day/${data.appointment.day}`}>{longDay(data.appointment.day)}</a>{data.appointment.time && `, ${data.appointment.time}`} · <a href={`/clients/${data.client.id}`}>Client’s record</a></p>}
      </PageHead>
      {data ? <Bench key={id} data={data} reload={loaded.reload} /> : <LoadState loaded={loaded} />}
    </>
  );
}

/** What the answer may ask of this page. */
interface PanelProps {
  appointment: Data;
  onAsk: (question: { question?: string; pointer?: string }) => void;
  onChange: (pointer: string) => void;
  onRecord: () => void;
  onVisit: (day: string) => void;
  unsigned: boolean;
}
const Panel: ComponentType<PanelProps> = AnswerPanel;

function Bench({ data, reload }: { data: Data; reload: () => Promise<void> }) {
  const { appointment } = data;
  const kept = useRef<DraftKeeper | null>(null);
  const stored = data.draft && { ...data.draft, draft: dated(data.draft.draft, data.draft.at.slice(0, 10)) };
  const keeper = (kept.current ??= new DraftKeeper(appointment.id, stored, { forms: [], plan: appointment.plan }));
  useEffect(() => () => {
    keeper.close();
    forget();
  }, []);

  const { form, without } = useForm(appointment.plan);
  const draft = useStore(keeper.draft);
  const wide = useMedia('(min-width: 64rem)');
  const [open, setOpen] = useState(false);
  const [failure, setFailure] = useState('');

  // A window over the form is closed first: the focus goes where the question is.
  const leave = (then: () => void) => {
    setOpen(false);
    requestAnimationFrame(then);
  };
  async function move(day: string) {
    setFailure('');
    const { id, version, time, plan } = appointment;
    try {
      await call('PUT', `/v1/appointments/${id}`, { body: { version, day, time, plan } });
      await reload();
      announce(`The appointment is on ${longDay(day)} now.`);
    } catch (error) {
      setFailure(reason(error));
    }
  }
  const panel = (
    <Panel appointment={data} onRecord={() => void reload()} onVisit={(day) => void move(day)} unsigned={draft.forms.length > 0 || !sameJson(draft.plan, appointment.plan)}
      onAsk={({ question, pointer }) => leave(() => void (question ? goToQuestion(question) : goToPointer(pointer ?? '')))}
      onChange={(pointer) => leave(() => void goToPointer(pointer))} />
  );

  return (
    <div class="bench">
      <div class="bench-intake">
        {failure && <Notice kind="problem" title="The appointment was not moved">{failure}</Notice>}
        {without.length > 0 && <Notice kind="warning" title={`There are no rules for ${without.join(' and ')}`}>Nothing can be asked about it, and the answer waits.</Notice>}
        {form.data ? <Intake data={data} form={form.data} keeper={keeper} onSigned={reload} /> : without.length < appointment.plan.length ? <LoadState loaded={form}>Loading the questions …</LoadState> : <NothingToAsk data={data} />}
      </div>
      {wide ? (
        <aside class="bench-answer" aria-label="The answer">{panel}</aside>
      ) : (
        <aside class="answer-bar" aria-label="The answer">
          <div><AnswerSummary /><OldAnswer /></div>
          <button type="button" aria-haspopup="dialog" onClick={() => setOpen(true)}>Why?</button>
        </aside>
      )}
      {!wide && open && <Dialog title="The answer" onClose={() => setOpen(false)}>{panel}</Dialog>}
    </div>
  );
}

/** The questions of the plan's treatments, of those at least that there are rules for. */
function useForm(plan: PlanItem[]): { form: Loaded<FormSpec>; without: string[] } {
  const names = plan.map((item) => item.treatment);
  const [known, setKnown] = useState<string[] | null>(null);
  const wanted = names.filter((name) => known === null || known.includes(name.toLowerCase()));
  const form = useLoad<FormSpec>(wanted.length > 0 ? `/v1/form?${wanted.map((name) => `treatment=${encodeURIComponent(name)}`).join('&')}` : '/v1/packs');
  const missing = known === null && form.error instanceof Problem && form.error.status === 404;
  useEffect(() => {
    if (missing)
      void get<{ packs: { name: string; title: string }[] }>('/v1/packs').then(({ packs }) => setKnown(packs.flatMap((pack) => [pack.name, pack.title].map((name) => name.toLowerCase()))), () => undefined);
  }, [missing]);
  const loaded = wanted.length > 0 && !missing ? form : { ...form, data: null, error: null };
  return { form: loaded, without: known === null ? [] : names.filter((name) => !wanted.includes(name)) };
}

function NothingToAsk({ data }: { data: Data }) {
  useEffect(() => ask(data.record), [data.record]);
  return null;
}

/** A verdict is never shown as if it knew what was typed since. */
function OldAnswer() {
  const { error } = useStore(live);
  return error ? <p class="error">Without what was entered last</p> : null;
}
