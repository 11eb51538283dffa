// One appointment: the intake on the left, the live answer on the right; on a narrow screen the answer is a bar that
// opens.
import { useEffect, useRef, useState } from 'preact/hooks';

import type { AppointmentPage as Data, FormSpec } from '../api.ts';
import { AnswerPanel, AnswerSummary } from '../answer/panel.tsx';
import type { PageProps } from '../app.tsx';
import { longDay } from '../days.ts';
import { DraftKeeper } from '../intake/draft.ts';
import { Intake } from '../intake/intake.tsx';
import { forget } from '../live.ts';
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

function Bench({ data, reload }: { data: Data; reload: () => void }) {
  const { appointment } = data;
  const keeper = useRef<DraftKeeper | null>(null);
  keeper.current ??= new DraftKeeper(appointment.id, data.draft, { forms: [], plan: appointment.plan });
  useEffect(() => () => {
    keeper.current?.close();
    forget();
  }, []);

  const query = appointment.plan.map((item) => `treatment=${encodeURIComponent(item.treatment)}`).join('&');
  const form = useLoad<FormSpec>(`/v1/form?${query}`);
  const wide = useMedia('(min-width: 64rem)');
  const [open, setOpen] = useState(false);

  return (
    <div class="bench">
      <div class="bench-intake">
        {form.data ? <Intake data={data} form={form.data} keeper={keeper.current} onSigned={reload} /> : <LoadState loaded={form}>Loading the questions …</LoadState>}
      </div>
      {wide ? (
        <aside class="bench-answer" aria-label="The answer"><AnswerPanel data={data} /></aside>
      ) : (
        <aside class="answer-bar" aria-label="The answer">
          <AnswerSummary />
          <button type="button" aria-haspopup="dialog" onClick={() => setOpen(true)}>Show why</button>
        </aside>
      )}
      {!wide && open && <Dialog title="The answer" onClose={() => setOpen(false)}><AnswerPanel data={data} /></Dialog>}
    </div>
  );
}
