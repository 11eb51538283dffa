// Deleting all data of a client: a manager's act, confirmed by typing the name. A tombstone stays in the chain.
import { useState } from 'preact/hooks';

import { call, type Client } from '../api.ts';
import { useAct } from '../ui/act.ts';
import { ActFailure } from '../ui/act-failure.tsx';
import { announce } from '../ui/announce.ts';
import { Field } from '../ui/field.tsx';

export function DeletePart({ client, onDone }: { client: Client; onDone: () => void }) {
  const act = useAct();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const right = typed.trim() === client.name;
  const remove = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (!right || reason.trim().length < 3) return;
    if (await act.run((key) => call('DELETE', `/v1/clients/${client.id}`, { body: { reason: reason.trim() }, key }).then(() => undefined))) {
      announce('The data of the client are deleted.');
      onDone();
    }
  };
  return (
    <section class="stack danger-zone">
      <h2>Delete this client’s data</h2>
      <p>
        Details, appointments, forms, clearances and decisions of {client.name} are removed for good. Their numbers and hashes stay, with who
        deleted them and why, so that the chain of records can still be checked. Download the data first if you must keep them.
      </p>
      {!open ? (
        <p><button type="button" class="danger-line" onClick={() => setOpen(true)}>Delete …</button></p>
      ) : (
        <form class="stack" onSubmit={(event) => void remove(event)} noValidate>
          <ActFailure act={act} title="Nothing was deleted" />
          <Field label="Why" help="Kept in the chain. No health data here." {...(tried && reason.trim().length < 3 ? { error: 'Say why.' } : {})}>
            {(control) => <input {...control} type="text" autocomplete="off" value={reason} onInput={(event) => setReason((event.currentTarget as HTMLInputElement).value)} />}
          </Field>
          <Field label={`Type the name, ${client.name}, to confirm`} {...(tried && !right ? { error: 'This is not the name.' } : {})}>
            {(control) => <input {...control} type="text" autocomplete="off" value={typed} onInput={(event) => setTyped((event.currentTarget as HTMLInputElement).value)} />}
          </Field>
          <div class="row end">
            <button type="button" onClick={() => setOpen(false)}>Keep the data</button>
            <button class="danger" disabled={act.busy}>Delete for good</button>
          </div>
        </form>
      )}
    </section>
  );
}
