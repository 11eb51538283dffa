// All clients: search, or write down a new one.
import { useState } from 'preact/hooks';

import { newClient } from '../day/new-appointment.tsx';
import { go } from '../router.ts';
import { useAct } from '../ui/act.ts';
import { ActFailure } from '../ui/act-failure.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { ClientSearch } from './find.tsx';

export function ClientsPage() {
  const [open, setOpen] = useState(false);
  return (
    <div class="clients-page">
      <PageHead title="Clients">
        <button type="button" class="primary" onClick={() => setOpen(true)}>
          <Icon name="plus" /> New client
        </button>
      </PageHead>
      <ClientSearch link />
      {open && <NewClientDialog onClose={() => setOpen(false)} />}
    </div>
  );
}

function NewClientDialog({ onClose }: { onClose: () => void }) {
  const act = useAct();
  const [name, setName] = useState('');
  const [contact, setContact] = useState('');
  const [missing, setMissing] = useState(false);
  const save = async (event: Event) => {
    event.preventDefault();
    setMissing(name.trim() === '');
    if (name.trim() === '') return;
    let id = '';
    if (await act.run(async (key) => void (id = (await newClient(name, contact, key)).id))) go(`/clients/${id}`);
  };
  return (
    <Dialog title="New client" onClose={onClose}>
      <form class="stack" onSubmit={(event) => void save(event)} noValidate>
        <ActFailure act={act} title="The client was not written down" />
        <Field label="Name" {...(missing ? { error: 'Write the name.' } : {})}>
          {(control) => <input {...control} type="text" autocomplete="off" value={name} onInput={(event) => setName((event.currentTarget as HTMLInputElement).value)} />}
        </Field>
        <Field label="Telephone or e-mail" help="May stay empty.">
          {(control) => <input {...control} type="text" autocomplete="off" value={contact} onInput={(event) => setContact((event.currentTarget as HTMLInputElement).value)} />}
        </Field>
        <div class="row end">
          <button type="button" onClick={onClose}>Cancel</button>
          <button class="primary" disabled={act.busy}>Write down</button>
        </div>
      </form>
    </Dialog>
  );
}
