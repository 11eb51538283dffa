// One client: details, appointments, forms, clearances, history, everything to take away, deletion.
import { useState } from 'preact/hooks';

import { call, type Client, type ClientPage as Data, session } from '../api.ts';
import type { PageProps } from '../app.tsx';
import { longDay } from '../days.ts';
import { NewAppointmentDialog } from '../day/new-appointment.tsx';
import { planWords } from '../day/page.tsx';
import { Clearances } from '../records/clearance.tsx';
import { Inputs } from '../records/inputs.tsx';
import { go } from '../router.ts';
import { useStore } from '../store.ts';
import { useAct } from '../ui/act.ts';
import { ActFailure } from '../ui/act-failure.tsx';
import { announce } from '../ui/announce.ts';
import { Field } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { LoadState, useLoad } from '../ui/load.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { DeletePart } from './delete.tsx';
import { HistoryPart } from './history.tsx';

export function ClientPage({ parts }: PageProps) {
  const id = parts.id ?? '';
  const who = useStore(session);
  const loaded = useLoad<Data>(`/v1/clients/${id}`);
  const [tab, setTab] = useState('appointments');
  const [planning, setPlanning] = useState(false);
  const data = loaded.data;
  if (!data || !who)
    return (
      <>
        <PageHead title="Client" />
        <LoadState loaded={loaded} />
      </>
    );
  const manager = who.scopes.includes('manage');
  const appointments = [...data.appointments].sort((a, b) => (b.day + b.time).localeCompare(a.day + a.time));
  const tabs = [
    {
      id: 'appointments',
      title: `Appointments (${appointments.length})`,
      children: () =>
        appointments.length ? (
          <ul class="plain lines">
            {appointments.map((one) => (
              <li key={one.id} class={one.state}>
                <a href={`/appointments/${one.id}`}>
                  {longDay(one.day)}
                  {one.time ? ` at ${one.time}` : ''}
                </a>
                <span class="muted">{planWords(one.plan) || 'no treatment said'}</span>
                {one.state !== 'planned' && <span class="mark">{one.state}</span>}
              </li>
            ))}
          </ul>
        ) : (
          <p class="muted">No appointment yet.</p>
        ),
    },
    {
      id: 'forms',
      title: `Forms (${data.forms.length})`,
      children: () =>
        data.forms.length ? (
          <div class="stack">
            {data.may_change && <p>A full form stands: the short “has anything changed?” form will do for the next visit.</p>}
            {[...data.forms].reverse().map((one) => (
              <div key={one.entry} class="form-line">
                <FormView form={one.form} />
                <p class="muted">Entry {one.entry}</p>
              </div>
            ))}
          </div>
        ) : (
          <p class="muted">No form is signed yet. It is filled in with an appointment.</p>
        ),
    },
    {
      id: 'clearances',
      title: `Clearances (${data.clearances.length})`,
      children: () => (
        <Clearances
          client={id}
          kept={data.clearances.map((one) => ({ ...one, clearance: { name: '', ...one.clearance } }))}
          onDone={() => {
            announce('The clearance is withdrawn.');
            loaded.reload();
          }}
        />
      ),
    },
    { id: 'history', title: 'History', children: () => <HistoryPart client={id} /> },
    {
      id: 'data',
      title: 'Data',
      children: () => (
        <div class="stack">
          <section class="stack">
            <h2>Everything about this client</h2>
            <p>One JSON file with details, appointments, forms, decisions, and who has looked at them. For the client who asks for it, or for another clinic.</p>
            <p>
              <a class="button" href={`/v1/clients/${id}/export`} download={`client-${id}.json`}>
                <Icon name="down" /> Download
              </a>
            </p>
          </section>
          {manager ? (
            <DeletePart client={data.client} onDone={() => go('/clients')} />
          ) : (
            <p class="muted">A manager may delete the data of a client.</p>
          )}
        </div>
      ),
    },
  ];
  return (
    <div class="client-page">
      <PageHead title={data.client.name}>
        <button type="button" class="primary" onClick={() => setPlanning(true)}>
          <Icon name="plus" /> New appointment
        </button>
      </PageHead>
      <Details key={data.client.version} client={data.client} onDone={loaded.reload} />
      <Tabs label="About the client" tabs={tabs} chosen={tab} onChoose={setTab} />
      {planning && (
        <NewAppointmentDialog day={who.today} client={data.client} onClose={() => setPlanning(false)} onDone={(made) => go(`/appointments/${made}`)} />
      )}
    </div>
  );
}

function FormView({ form }: { form: Data['forms'][number]['form'] }) {
  return <Inputs record={{ record: 'contra.intake/1', visit: form.signed, plan: [], forms: [form], clearances: [] }} bare />;
}

function Details({ client, onDone }: { client: Client; onDone: () => void }) {
  const act = useAct();
  const [editing, setEditing] = useState(false);
  const [name, setName] = useState(client.name);
  const [contact, setContact] = useState(client.contact);
  const [note, setNote] = useState(client.note);
  if (!editing)
    return (
      <section class="card details" aria-label="Details">
        <dl class="facts">
          <div>
            <dt>Contact</dt>
            <dd>{client.contact || <span class="muted">none</span>}</dd>
          </div>
          <div>
            <dt>Note</dt>
            <dd class="lines-kept">{client.note || <span class="muted">none</span>}</dd>
          </div>
          <div>
            <dt>Client id</dt>
            <dd><code>{client.id}</code></dd>
          </div>
        </dl>
        <button type="button" onClick={() => setEditing(true)}>Change</button>
      </section>
    );
  const save = async (event: Event) => {
    event.preventDefault();
    const body = { version: client.version, name: name.trim(), contact: contact.trim(), note: note.trim() };
    if (await act.run((key) => call('PUT', `/v1/clients/${client.id}`, { body, key }).then(() => undefined))) {
      setEditing(false);
      announce('The details are changed.');
      onDone();
    }
  };
  return (
    <form class="card stack" onSubmit={(event) => void save(event)} aria-label="Details">
      <ActFailure act={act} title="The details were not changed" />
      <Field label="Name">
        {(control) => <input {...control} type="text" required autocomplete="off" value={name} onInput={(event) => setName((event.currentTarget as HTMLInputElement).value)} />}
      </Field>
      <Field label="Telephone or e-mail">
        {(control) => <input {...control} type="text" autocomplete="off" value={contact} onInput={(event) => setContact((event.currentTarget as HTMLInputElement).value)} />}
      </Field>
      <Field label="Note" help="For the reception. What concerns health belongs in the form.">
        {(control) => <textarea {...control} value={note} onInput={(event) => setNote((event.currentTarget as HTMLTextAreaElement).value)} />}
      </Field>
      <div class="row end">
        <button type="button" onClick={() => setEditing(false)}>Cancel</button>
        <button class="primary" disabled={act.busy}>Save</button>
      </div>
    </form>
  );
}
