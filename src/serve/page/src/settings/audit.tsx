// Who has read or written what of whom, newest first.
import { useEffect, useState } from 'preact/hooks';

import { get, reason } from '../api.ts';
import { capital } from '../answer/words.ts';
import { momentWords } from '../records/calls.ts';
import { Field } from '../ui/field.tsx';

interface Line {
  number: number;
  at: string;
  user: string;
  action: string;
  client: string;
  subject: string;
}

const atOnce = 100;

export function AuditPart() {
  const [client, setClient] = useState('');
  const [lines, setLines] = useState<Line[]>([]);
  const [more, setMore] = useState(false);
  const [failure, setFailure] = useState('');
  const load = async (before: number | null, signal?: AbortSignal) => {
    const query = new URLSearchParams({ limit: String(atOnce) });
    if (client.trim() !== '') query.set('client', client.trim());
    if (before !== null) query.set('before', String(before));
    try {
      const answer = await get<{ lines: Line[] }>(`/v1/audit?${query}`, signal);
      setLines((was) => (before === null ? answer.lines : [...was, ...answer.lines]));
      setMore(answer.lines.length === atOnce);
      setFailure('');
    } catch (error) {
      if (!signal?.aborted) setFailure(reason(error));
    }
  };
  useEffect(() => {
    const control = new AbortController();
    const timer = setTimeout(() => void load(null, control.signal), client === '' ? 0 : 250);
    return () => {
      clearTimeout(timer);
      control.abort();
    };
  }, [client]);
  const last = lines[lines.length - 1];
  return (
    <div class="stack">
      <Field label="Of one client only" help="The client’s id, which stands on the client’s page." class="narrow-form">
        {(control) => <input {...control} type="text" autocomplete="off" spellcheck={false} value={client} onInput={(event) => setClient((event.currentTarget as HTMLInputElement).value)} />}
      </Field>
      {failure && <p class="error" role="alert">{failure}</p>}
      {lines.length === 0 && !failure && <p class="muted">Nothing yet.</p>}
      {lines.length > 0 && (
        <div class="wide" tabIndex={0} role="region" aria-label="Who looked at what">
          <table>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">Who</th>
                <th scope="col">What</th>
                <th scope="col">Client</th>
                <th scope="col">About</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <tr key={line.number}>
                  <td class="nowrap">{momentWords(line.at)}</td>
                  <td>{line.user}</td>
                  <td>{capital(line.action)}</td>
                  <td>{line.client && <a href={`/clients/${line.client}`}>{line.client}</a>}</td>
                  <td>{line.subject}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {more && last && <p><button type="button" onClick={() => void load(last.number)}>Older lines</button></p>}
    </div>
  );
}
