// One appointment: the intake beside the live answer.
import type { AppointmentPage as Data } from '../api.ts';
import type { PageProps } from '../app.tsx';
import { AnswerPanel } from '../answer/panel.tsx';
import { LoadState, useLoad } from '../ui/load.tsx';
import { PageHead } from '../ui/page-head.tsx';

export function AppointmentPage({ parts }: PageProps) {
  const loaded = useLoad<Data>(`/v1/appointments/${parts.id ?? ''}`);
  const data = loaded.data;
  return (
    <>
      <PageHead title={data?.client.name ?? 'Appointment'} />
      <LoadState loaded={loaded} />
      {data && <AnswerPanel />}
    </>
  );
}
