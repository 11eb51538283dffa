// Who may come in: a manager's page.
import { useState } from 'preact/hooks';

import { call, type Session } from '../api.ts';
import { momentWords } from '../records/calls.ts';
import { useAct } from '../ui/act.ts';
import { ActFailure } from '../ui/act-failure.tsx';
import { announce } from '../ui/announce.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { LoadState, useLoad } from '../ui/load.tsx';
import { capital } from '../answer/words.ts';

interface User {
  name: string;
  role: string;
  disabled: boolean;
  password: boolean;
  since: string;
}

const roles = ['practitioner', 'manager'];

export function UsersPart({ who }: { who: Session }) {
  const loaded = useLoad<{ users: User[] }>('/v1/users');
  const [open, setOpen] = useState<'' | 'new' | User>('');
  const done = (what: string) => {
    setOpen('');
    announce(what);
    loaded.reload();
  };
  return (
    <div class="stack">
      <p class="row">
        <button type="button" class="primary" onClick={() => setOpen('new')}><Icon name="plus" /> New user</button>
      </p>
      <LoadState loaded={loaded} />
      {loaded.data && loaded.data.users.length === 0 && (
        <p class="muted">There is no user yet: whoever can reach this program may use it. Add the first one, a manager, before others can reach it.</p>
      )}
      {loaded.data && loaded.data.users.length > 0 && (
        <div class="wide">
          <table>
            <caption class="unseen">Users</caption>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Role</th>
                <th scope="col">State</th>
                <th scope="col">Since</th>
                <th scope="col"><span class="unseen">Change</span></th>
              </tr>
            </thead>
            <tbody>
              {loaded.data.users.map((user) => (
                <tr key={user.name}>
                  <th scope="row">{user.name}{user.name === who.user && <span class="muted"> (you)</span>}</th>
                  <td>{capital(user.role)}</td>
                  <td>{user.disabled ? 'May not come in' : user.password ? 'May come in' : 'No password yet'}</td>
                  <td>{momentWords(user.since)}</td>
                  <td><button type="button" onClick={() => setOpen(user)}>Change<span class="unseen"> {user.name}</span></button></td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {open === 'new' && <NewUser first={loaded.data?.users.length === 0} onClose={() => setOpen('')} onDone={() => done('The user is added.')} />}
      {open !== '' && open !== 'new' && <ChangeUser user={open} own={open.name === who.user} onClose={() => setOpen('')} onDone={() => done('The user is changed.')} />}
    </div>
  );
}

function RoleField({ role, onRole }: { role: string; onRole: (role: string) => void }) {
  return (
    <Field label="Role" help="A manager may also change users, read who looked at what, and delete a client’s data.">
      {(control) => (
        <select {...control} value={role} onChange={(event) => onRole((event.currentTarget as HTMLSelectElement).value)}>
          {roles.map((one) => <option key={one} value={one}>{capital(one)}</option>)}
        </select>
      )}
    </Field>
  );
}

function NewUser({ first, onClose, onDone }: { first: boolean; onClose: () => void; onDone: () => void }) {
  const act = useAct();
  const [name, setName] = useState('');
  const [role, setRole] = useState(first ? 'manager' : 'practitioner');
  const [password, setPassword] = useState('');
  const save = async (event: Event) => {
    event.preventDefault();
    if (await act.run((key) => call('POST', '/v1/users', { body: { name: name.trim(), role, password }, key }).then(() => undefined))) onDone();
  };
  return (
    <Dialog title="New user" onClose={onClose}>
      <form class="stack" onSubmit={(event) => void save(event)}>
        <ActFailure act={act} title="The user was not added" />
        <Field label="Name to sign in with">
          {(control) => <input {...control} type="text" required autocomplete="off" autocapitalize="none" spellcheck={false} value={name} onInput={(event) => setName((event.currentTarget as HTMLInputElement).value)} />}
        </Field>
        <RoleField role={role} onRole={setRole} />
        <Field label="First password" help="Hand it over in person; the user can change it under Settings.">
          {(control) => <input {...control} type="password" required autocomplete="new-password" value={password} onInput={(event) => setPassword((event.currentTarget as HTMLInputElement).value)} />}
        </Field>
        <div class="row end">
          <button type="button" onClick={onClose}>Cancel</button>
          <button class="primary" disabled={act.busy}>Add the user</button>
        </div>
      </form>
    </Dialog>
  );
}

function ChangeUser({ user, own, onClose, onDone }: { user: User; own: boolean; onClose: () => void; onDone: () => void }) {
  const act = useAct();
  const [role, setRole] = useState(user.role);
  const [password, setPassword] = useState('');
  const [disabled, setDisabled] = useState(user.disabled);
  const save = async (event: Event) => {
    event.preventDefault();
    const body: Record<string, unknown> = {};
    if (role !== user.role) body['role'] = role;
    if (password !== '') body['password'] = password;
    if (disabled !== user.disabled) body['disabled'] = disabled;
    if (!Object.keys(body).length) return onClose();
    if (await act.run((key) => call('PATCH', `/v1/users/${encodeURIComponent(user.name)}`, { body, key }).then(() => undefined))) onDone();
  };
  return (
    <Dialog title={`Change ${user.name}`} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void save(event)}>
        <ActFailure act={act} title="The user was not changed" />
        <RoleField role={role} onRole={setRole} />
        {own ? (
          <p class="muted">You change your own password under “Password”.</p>
        ) : (
          <Field label="New password" help="Leave empty to keep the one there is. The user’s sessions are signed out.">
            {(control) => <input {...control} type="password" autocomplete="new-password" value={password} onInput={(event) => setPassword((event.currentTarget as HTMLInputElement).value)} />}
          </Field>
        )}
        <label class="choice">
          <input type="checkbox" checked={disabled} onChange={(event) => setDisabled((event.currentTarget as HTMLInputElement).checked)} />
          May not come in any more
        </label>
        <div class="row end">
          <button type="button" onClick={onClose}>Cancel</button>
          <button class="primary" disabled={act.busy}>Save</button>
        </div>
      </form>
    </Dialog>
  );
}
