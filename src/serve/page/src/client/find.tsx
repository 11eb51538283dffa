// Searching for a client by name or contact. The words go in the body of the request, never in an address.
import { useEffect, useState } from 'preact/hooks';

import { call, type Client, reason } from '../api.ts';
import { plural } from '../answer/words.ts';
import { Field } from '../ui/field.tsx';

export function ClientSearch({ onChoose, link = false }: { onChoose?: (client: Client) => void; link?: boolean }) {
  const [words, setWords] = useState('');
  const [found, setFound] = useState<Client[] | null>(null);
  const [failure, setFailure] = useState('');
  useEffect(() => {
    const control = new AbortController();
    const timer = setTimeout(() => {
      call<{ clients: Client[] }>('POST', '/v1/clients/search', { body: { words: words.trim() }, signal: control.signal }).then(
        (answer) => {
          setFound(answer.clients);
          setFailure('');
        },
        (error: unknown) => !control.signal.aborted && setFailure(reason(error)),
      );
    }, words === '' ? 0 : 200);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [words]);
  return (
    <div class="stack client-search">
      <Field label="Search for a client" help="Part of the name, telephone or e-mail.">
        {(control) => (
          <input {...control} type="search" autocomplete="off" spellcheck={false} value={words} onInput={(event) => setWords((event.currentTarget as HTMLInputElement).value)} />
        )}
      </Field>
      {failure && <p class="error" role="alert">{failure}</p>}
      <p class="unseen" role="status">{found ? `${plural(found.length, 'client')} found` : ''}</p>
      {found && found.length === 0 && <p class="muted">{words.trim() === '' ? 'There is no client yet.' : 'No client of that name.'}</p>}
      {found && found.length > 0 && (
        <ul class="plain found">
          {found.map((client) => (
            <li key={client.id}>
              {link ? (
                <a href={`/clients/${client.id}`}>
                  <strong>{client.name}</strong> <span class="muted">{client.contact}</span>
                </a>
              ) : (
                <button type="button" onClick={() => onChoose?.(client)}>
                  <strong>{client.name}</strong> <span class="muted">{client.contact}</span>
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
