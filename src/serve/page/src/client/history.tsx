// The chain of entries of one client: what, when, by whom, with its hash.
import { asGiven, capital, spaced } from '../answer/words.ts';
import { mediumDay } from '../days.ts';
import type { Decision, Json } from '../decision.ts';
import { momentWords } from '../records/calls.ts';
import { Fold } from '../answer/fold.tsx';
import { LoadState, useLoad } from '../ui/load.tsx';
import { VerdictBadge } from '../ui/verdict.tsx';
import { formKinds } from '../records/inputs.tsx';
import { ReplayPart } from '../records/replay.tsx';

export interface Entry {
  number: number;
  at: string;
  kind: string;
  by: string;
  subject: string;
  hash: string;
  body: { [key: string]: Json } | null;
}

const kindWords: Record<string, string> = {
  client: 'Details',
  appointment: 'Appointment',
  form: 'Form signed',
  clearance: 'Clearance',
  clearance_withdrawn: 'Clearance withdrawn',
  decision: 'Decision',
  override: 'Gone against a WAIT',
  session: 'Session done',
  correction: 'Correction',
  deletion: 'Deleted',
};

export function HistoryPart({ client }: { client: string }) {
  const loaded = useLoad<{ entries: Entry[] }>(`/v1/clients/${client}/history`);
  if (!loaded.data) return <LoadState loaded={loaded} />;
  return (
    <ol class="plain history" reversed>
      {[...loaded.data.entries].reverse().map((entry) => (
        <li key={entry.number} class={`history-entry ${entry.kind}`}>
          <p class="row">
            <span class="entry-number">{entry.number}</span>
            <strong>{kindWords[entry.kind] ?? capital(spaced(entry.kind))}</strong>
            <Said entry={entry} />
          </p>
          <p class="muted">
            {momentWords(entry.at)}, {entry.by}
          </p>
          <p class="muted">
            hash <code class="hash">{entry.hash}</code>
          </p>
          {entry.kind === 'decision' && entry.body && <DecisionEntry entry={entry} />}
          {entry.body === null && entry.kind !== 'deletion' && <p class="muted">Its content was deleted.</p>}
        </li>
      ))}
    </ol>
  );
}

/** The few words that tell one entry from another. */
function Said({ entry }: { entry: Entry }) {
  const body = entry.body;
  const text = (key: string): string => {
    const value = body?.[key];
    return typeof value === 'string' ? value : '';
  };
  switch (entry.kind) {
    case 'form':
      return <span>{formKinds[text('kind') as keyof typeof formKinds] ?? text('kind')}, signed {mediumDay(text('signed'))}</span>;
    case 'clearance':
      return <span>{spaced(text('check'))}, {spaced(text('by'))} {text('name')}</span>;
    case 'clearance_withdrawn':
      return <span>of entry {entry.subject}</span>;
    case 'override':
      return <span>decision <a href={`/decisions/${entry.subject}`}>{entry.subject}</a>: “{text('reason')}” {text('name')}</span>;
    case 'session':
      return <span>decision <a href={`/decisions/${entry.subject}`}>{entry.subject}</a>, ended {mediumDay(text('ended').slice(0, 10))} at {text('ended').slice(11)}</span>;
    case 'appointment':
      return <span>{mediumDay(text('day'))} {text('time')} {text('state')}</span>;
    case 'client':
      return <span>{text('name')}</span>;
    case 'correction':
    case 'deletion':
      return <span>{body ? asGiven(body['reason'] ?? null) : ''}</span>;
    default:
      return null;
  }
}

function DecisionEntry({ entry }: { entry: Entry }) {
  const decision = entry.body?.['decision'] as unknown as Decision | undefined;
  if (!decision) return null;
  return (
    <>
      <p class="row">
        <VerdictBadge verdict={decision.verdict} />
        <span>
          for {mediumDay(decision.visit)}: {decision.treatments.map((t) => t.headline).join('; ')}
        </span>
        <a href={`/decisions/${entry.number}`}>Open decision {entry.number}</a>
      </p>
      <p class="muted">
        {decision.engine}; {decision.packs.map((pack) => `${pack.name} ${pack.version} (${pack.hash.slice(0, 12)})`).join(', ')}
      </p>
      <Fold summary={<>Decide it again<span class="unseen"> (decision {entry.number})</span></>}>{() => <ReplayPart entry={entry.number} />}</Fold>
    </>
  );
}
