// Recording a clearance for a check, and the list of those recorded.
import { useState } from 'preact/hooks';

import type { Day, Json, Reason } from '../decision.ts';
import { mediumDay } from '../days.ts';
import { useAct } from '../ui/act.ts';
import { ActFailure } from '../ui/act-failure.tsx';
import { DayWords } from '../ui/day-words.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { capital, listWords, spaced } from '../answer/words.ts';
import { type ClearanceBody, type KeptClearance, recordClearance, withdrawClearance } from './calls.ts';

/** The terms named in the answers that the reason rests on: a clearance may be for them alone. */
export function termsOf(reason: Reason): string[] {
  const terms = new Set<string>();
  const look = (value: Json): void => {
    if (Array.isArray(value)) value.forEach(look);
    else if (value !== null && typeof value === 'object') {
      const term = value['term'];
      if (typeof term === 'string') terms.add(term);
      look(value['entries'] ?? null);
    }
  };
  for (const one of reason.evidence) look(one.value);
  return [...terms];
}

interface Props {
  client: string;
  reason: Reason;
  today: Day;
  onClose: () => void;
  onDone: () => void;
}

export function ClearanceDialog({ client, reason, today, onClose, onDone }: Props) {
  const act = useAct();
  const terms = termsOf(reason);
  const [by, setBy] = useState(reason.cleared_by[0] ?? '');
  const [name, setName] = useState('');
  const [on, setOn] = useState(today);
  const [until, setUntil] = useState('');
  const [only, setOnly] = useState<string[]>([]);
  const [missing, setMissing] = useState(false);
  const save = async (event: Event) => {
    event.preventDefault();
    setMissing(name.trim() === '');
    if (name.trim() === '') return;
    const body: ClearanceBody = { check: reason.check, by, name: name.trim(), on };
    if (until !== '') body.until = until;
    if (only.length) body.for = only;
    if (await act.run((key) => recordClearance(client, body, key).then(() => undefined))) onDone();
  };
  const text = (set: (value: string) => void) => (event: Event) => set((event.currentTarget as HTMLInputElement).value);
  return (
    <Dialog title={`Clearance: ${reason.title}`} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void save(event)} noValidate>
        <p>
          Somebody who may clear this check has looked at it and says that the session is fine. Write down who said so, and keep
          the note itself with your papers.
        </p>
        <ActFailure act={act} title="The clearance was not recorded" />
        <Field label="Who cleared it">
          {(control) => (
            <select {...control} value={by} onChange={(event) => setBy((event.currentTarget as HTMLSelectElement).value)}>
              {reason.cleared_by.map((role) => (
                <option key={role} value={role}>{capital(spaced(role))}</option>
              ))}
            </select>
          )}
        </Field>
        <Field label="Name" {...(missing ? { error: 'Write the name of the person who cleared it.' } : {})}>
          {(control) => <input {...control} type="text" autocomplete="off" value={name} onInput={text(setName)} />}
        </Field>
        <div class="two">
          <Field label="Given on">
            {(control) => (
              <>
                <input {...control} type="date" required max={today} value={on} onInput={text(setOn)} />
                <DayWords day={on} />
              </>
            )}
          </Field>
          <Field label="Valid until (if it ends)">
            {(control) => (
              <>
                <input {...control} type="date" min={on} value={until} onInput={text(setUntil)} />
                <DayWords day={until} />
              </>
            )}
          </Field>
        </div>
        {terms.length > 0 && (
          <fieldset>
            <legend>What it is for</legend>
            <p class="help">Leave all open when it is for everything that this check looks at.</p>
            {terms.map((term) => (
              <label key={term} class="choice">
                <input
                  type="checkbox"
                  checked={only.includes(term)}
                  onChange={(event) =>
                    setOnly((event.currentTarget as HTMLInputElement).checked ? [...only, term] : only.filter((one) => one !== term))
                  }
                />
                only for {term}
              </label>
            ))}
          </fieldset>
        )}
        <div class="row end">
          <button type="button" onClick={onClose}>Cancel</button>
          <button class="primary" disabled={act.busy}>Record the clearance</button>
        </div>
      </form>
    </Dialog>
  );
}

function ClearanceItem({ client, kept, onDone }: { client: string; kept: KeptClearance; onDone: () => void }) {
  const act = useAct();
  const [sure, setSure] = useState(false);
  const { clearance } = kept;
  const withdraw = async () => {
    if (await act.run(() => withdrawClearance(client, kept.entry).then(() => undefined))) onDone();
  };
  return (
    <li class={`clearance ${kept.withdrawn ? 'withdrawn' : ''}`}>
      <p>
        <strong>{kept.title || capital(spaced(clearance.check))}</strong>
        {kept.withdrawn && <span class="mark">withdrawn</span>}
      </p>
      <p>
        {capital(spaced(clearance.by))}
        {clearance.name ? `, ${clearance.name}` : ''}, {mediumDay(clearance.on)}
        {clearance.until ? `, valid until ${mediumDay(clearance.until)}` : ', no end'}
        {clearance.for?.length ? `, only for ${listWords(clearance.for)}` : ''}
      </p>
      <p class="muted">Entry {kept.entry}</p>
      <ActFailure act={act} title="The clearance was not withdrawn" />
      {!kept.withdrawn &&
        (sure ? (
          <div class="row">
            <span>New decisions will no longer count it. Earlier ones stay.</span>
            <button type="button" disabled={act.busy} onClick={() => void withdraw()}>Yes, withdraw</button>
            <button type="button" class="quiet" onClick={() => setSure(false)}>Keep it</button>
          </div>
        ) : (
          <p>
            <button type="button" class="quiet" onClick={() => setSure(true)}>
              Withdraw<span class="unseen"> the clearance of {kept.title}</span>
            </button>
          </p>
        ))}
    </li>
  );
}

export function Clearances({ client, kept, onDone }: { client: string; kept: KeptClearance[]; onDone: () => void }) {
  if (!kept.length) return <p class="muted">No clearance is recorded. A reason that somebody may clear has a button for it.</p>;
  return (
    <ul class="plain stack">
      {kept.map((one) => (
        <ClearanceItem key={one.entry} client={client} kept={one} onDone={onDone} />
      ))}
    </ul>
  );
}
