// Tokens for programs. A token is shown once, when it is made.
import { useState } from 'preact/hooks';

import { call, type Session } from '../api.ts';
import { listWords } from '../answer/words.ts';
import { mediumDay } from '../days.ts';
import { momentWords } from '../records/calls.ts';
import { useAct } from '../ui/act.ts';
import { ActFailure } from '../ui/act-failure.tsx';
import { announce } from '../ui/announce.ts';
import { DayWords } from '../ui/day-words.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { LoadState, useLoad } from '../ui/load.tsx';

interface Token {
  id: string;
  name: string;
  user: string;
  scopes: string[];
  since: string;
  until: string | null;
}

const scopeWords: Record<string, string> = {
  screen: 'Screen: use the rules; nothing stored is read',
  read: 'Read: clients, appointments, decisions',
  write: 'Write: appointments, forms, decisions',
  manage: 'Manage: users, audit, deletion',
};

export function TokensPart({ who }: { who: Session }) {
  const loaded = useLoad<{ tokens: Token[] }>('/v1/tokens');
  const [open, setOpen] = useState(false);
  const many = loaded.data?.tokens.some((token) => token.user !== who.user) ?? false;
  return (
    <div class="stack">
      <p>A token lets another program, such as your booking program, use the API in your name.</p>
      <p class="row">
        <button type="button" class="primary" onClick={() => setOpen(true)}><Icon name="plus" /> New token</button>
      </p>
      <LoadState loaded={loaded} />
      {loaded.data && loaded.data.tokens.length === 0 && <p class="muted">There is no token.</p>}
      {loaded.data && loaded.data.tokens.length > 0 && (
        <ul class="plain stack">
          {loaded.data.tokens.map((token) => (
            <TokenItem key={token.id} token={token} many={many} onDone={() => {
              announce('The token is removed.');
              loaded.reload();
            }} />
          ))}
        </ul>
      )}
      {open && <NewToken who={who} onMade={loaded.reload} onClose={() => setOpen(false)} />}
    </div>
  );
}

function TokenItem({ token, many, onDone }: { token: Token; many: boolean; onDone: () => void }) {
  const act = useAct();
  const [sure, setSure] = useState(false);
  const remove = async () => {
    if (await act.run(() => call('DELETE', `/v1/tokens/${encodeURIComponent(token.id)}`).then(() => undefined))) onDone();
  };
  return (
    <li class="card token-card">
      <div>
        <p><strong>{token.name}</strong>{many && <span class="muted"> of {token.user}</span>}</p>
        <p class="muted">
          May {listWords(token.scopes)}. Made {momentWords(token.since)}; {token.until ? `valid until ${mediumDay(token.until)}` : 'no end'}. Id <code>{token.id}</code>
        </p>
        <ActFailure act={act} title="The token was not removed" />
      </div>
      {sure ? (
        <div class="row">
          <span>Programs that use it stop working.</span>
          <button type="button" class="danger" disabled={act.busy} onClick={() => void remove()}>Remove</button>
          <button type="button" class="quiet" onClick={() => setSure(false)}>Keep it</button>
        </div>
      ) : (
        <button type="button" onClick={() => setSure(true)}>Remove<span class="unseen"> the token {token.name}</span></button>
      )}
    </li>
  );
}

function NewToken({ who, onMade, onClose }: { who: Session; onMade: () => void; onClose: () => void }) {
  const act = useAct();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>(['screen']);
  const [until, setUntil] = useState('');
  const [secret, setSecret] = useState('');
  const [copied, setCopied] = useState(false);
  const save = async (event: Event) => {
    event.preventDefault();
    const body = { name: name.trim(), scopes, ...(until === '' ? {} : { until }) };
    let made = '';
    // No key: what is shown once must not be kept to be answered again.
    if (await act.run(async () => void (made = (await call<{ id: string; token: string }>('POST', '/v1/tokens', { body })).token))) {
      setSecret(made);
      onMade();
    }
  };
  if (secret !== '')
    return (
      <Dialog title="Your new token" onClose={onClose}>
        <div class="stack">
          <p>Copy it now and keep it in a safe place. <strong>It is not shown again.</strong></p>
          <p class="secret"><code>{secret}</code></p>
          <div class="row end">
            <button type="button" class="primary" onClick={() => void navigator.clipboard?.writeText(secret).then(() => {
              setCopied(true);
              announce('Copied.');
            }, () => undefined)}>{copied ? 'Copied' : 'Copy'}</button>
            <button type="button" onClick={onClose}>I have it</button>
          </div>
        </div>
      </Dialog>
    );
  return (
    <Dialog title="New token" onClose={onClose}>
      <form class="stack" onSubmit={(event) => void save(event)}>
        <ActFailure act={act} title="The token was not made" />
        <Field label="What it is for" help="Such as “booking program”.">
          {(control) => <input {...control} type="text" required autocomplete="off" value={name} onInput={(event) => setName((event.currentTarget as HTMLInputElement).value)} />}
        </Field>
        <fieldset>
          <legend>What it may do</legend>
          {who.scopes.map((scope) => (
            <label key={scope} class="choice">
              <input type="checkbox" checked={scopes.includes(scope)} onChange={(event) =>
                setScopes((event.currentTarget as HTMLInputElement).checked ? [...scopes, scope] : scopes.filter((one) => one !== scope))} />
              {scopeWords[scope] ?? scope}
            </label>
          ))}
        </fieldset>
        <Field label="Valid until (if it ends)">
          {(control) => (
            <>
              <input {...control} type="date" min={who.today} value={until} onInput={(event) => setUntil((event.currentTarget as HTMLInputElement).value)} />
              <DayWords day={until} />
            </>
          )}
        </Field>
        <div class="row end">
          <button type="button" onClick={onClose}>Cancel</button>
          <button class="primary" disabled={act.busy || scopes.length === 0}>Make the token</button>
        </div>
      </form>
    </Dialog>
  );
}
