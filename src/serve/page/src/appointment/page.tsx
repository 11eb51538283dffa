// One appointment: the intake on the left, the live answer on the right; on a narrow screen the answer is a bar that
// opens.
import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import type { AppointmentPage as Data, FormSpec } from '../api.ts';
import { AnswerPanel, AnswerSummary } from '../answer/panel.tsx';
import type { PageProps } from '../app.tsx';
import { longDay } from '../days.ts';
import { DraftKeeper } from '../intake/draft.ts';
import { goToPointer, goToQuestion } from '../intake/focus.ts';
import { Intake } from '../intake/intake.tsx';
import { dated, sameJson } from '../intake/record.ts';
import { forget, live } from '../live.ts';
import { useStore } from '../store.ts';
import { Dialog } from '../ui/dialog.tsx';
import { LoadState, useLoad } from '../ui/load.tsx';
import { useMedia } from '../ui/media.ts';
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

  const query = appointment.plan.map((item) => `treatment=${encodeURIComponent(item.treatment)}`).join('&');
  const form = useLoad<FormSpec>(`/v1/form?${query}`);
  const draft = useStore(keeper.draft);
  const wide = useMedia('(min-width: 64rem)');
  const [open, setOpen] = useState(false);

  // A window over the form is closed first: the focus goes where the question is.
  const leave = (then: () => void) => {
    setOpen(false);
    requestAnimationFrame(then);
  };
  const panel = (
    <Panel appointment={data} onRecord={() => void reload()} unsigned={draft.forms.length > 0 || !sameJson(draft.plan, appointment.plan)}
      onAsk={({ question, pointer }) => leave(() => void (question ? goToQuestion(question) : goToPointer(pointer ?? '')))}
      onChange={(pointer) => leave(() => void goToPointer(pointer))} />
  );

  return (
    <div class="bench">
      <div class="bench-intake">
        {form.data ? <Intake data={data} form={form.data} keeper={keeper} onSigned={reload} /> : <LoadState loaded={form}>Loading the questions …</LoadState>}
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

/** A verdict is never shown as if it knew what was typed since. */
function OldAnswer() {
  const { error } = useStore(live);
  return error ? <p class="error">Without what was entered last</p> : null;
}
