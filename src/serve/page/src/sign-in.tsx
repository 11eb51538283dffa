// Signing in. The address stays, so that one comes back to where one was.
import { useState } from 'preact/hooks';

import { Problem, reason } from './api.ts';
import { signIn } from './session.ts';
import { Field } from './ui/field.tsx';
import { Icon } from './ui/icon.tsx';
import { PageHead } from './ui/page-head.tsx';

export function SignInPage() {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');

  async function submit(event: Event) {
    event.preventDefault();
    setBusy(true);
    setFailure('');
    try {
      await signIn(name.trim(), password);
    } catch (error) {
      setPassword('');
      setFailure(error instanceof Problem && error.status === 401 ? 'The name or the password is not right.' : reason(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <main class="alone" id="main">
      <p class="brand"><Icon name="mark" /><span>contra</span></p>
      <PageHead title="Sign in" />
      <form onSubmit={submit} class="stack">
        <Field label="Name">
          {(props) => <input {...props} name="username" autocomplete="username" autocapitalize="none" spellcheck={false} required value={name} onInput={(e) => setName(e.currentTarget.value)} />}
        </Field>
        <Field label="Password" error={failure}>
          {(props) => <input {...props} name="password" type="password" autocomplete="current-password" required value={password} onInput={(e) => setPassword(e.currentTarget.value)} />}
        </Field>
        <button type="submit" class="primary" disabled={busy}>Sign in</button>
      </form>
    </main>
  );
}
