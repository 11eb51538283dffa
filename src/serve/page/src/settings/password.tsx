// A user's own password.
import { useState } from 'preact/hooks';

import { call, session, type Session } from '../api.ts';
import { useAct } from '../ui/act.ts';
import { ActFailure } from '../ui/act-failure.tsx';
import { Field } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';

export function PasswordPart({ who }: { who: Session }) {
  const act = useAct();
  const [current, setCurrent] = useState('');
  const [fresh, setFresh] = useState('');
  const [again, setAgain] = useState('');
  const [tried, setTried] = useState(false);
  const [done, setDone] = useState(false);
  const differs = fresh !== again ? 'The two are not the same.' : '';
  const save = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    setDone(false);
    if (current === '' || fresh === '' || differs) return;
    const well = await act.run(async () => {
      session.set(await call<Session>('PUT', '/v1/session/password', { body: { current, password: fresh } }));
    });
    if (!well) return;
    setDone(true);
    setTried(false);
    setCurrent('');
    setFresh('');
    setAgain('');
  };
  const secret = (label: string, value: string, set: (text: string) => void, complete: 'current-password' | 'new-password', error = '') => (
    <Field label={label} {...(error ? { error } : {})}>
      {(control) => <input {...control} type="password" autocomplete={complete} value={value} onInput={(event) => set((event.currentTarget as HTMLInputElement).value)} />}
    </Field>
  );
  return (
    <form class="card stack narrow-form" onSubmit={(event) => void save(event)} noValidate>
      <h2>Change your password</h2>
      <p>Your other sessions are signed out.</p>
      <input class="unseen" type="text" autocomplete="username" value={who.user} readOnly tabIndex={-1} aria-hidden="true" />
      <ActFailure act={act} title="The password was not changed" />
      {done && <Notice kind="done" title="The password is changed" />}
      {secret('Password that you have now', current, setCurrent, 'current-password', tried && current === '' ? 'Write the password that you have now.' : '')}
      {secret('New password', fresh, setFresh, 'new-password', tried && fresh === '' ? 'Write a new password.' : '')}
      {secret('New password again', again, setAgain, 'new-password', tried ? differs : '')}
      <div class="row end"><button class="primary" disabled={act.busy}>Change it</button></div>
    </form>
  );
}
