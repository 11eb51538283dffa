// Going against a WAIT: only with a reason and a name, shown ever after. The decision itself stays as it is.
import { useState } from 'preact/hooks';

import { useAct } from '../ui/act.ts';
import { ActFailure } from '../ui/act-failure.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import { longDay } from '../days.ts';
import type { Decision } from '../decision.ts';
import { goAgainst, momentWords, type Override } from './calls.ts';

const shortest = 10; // characters of a reason, as the server asks for

export function OverrideBand({ overrides }: { overrides: Override[] }) {
  if (!overrides.length) return null;
  return (
    <section class="override-band" aria-label="Gone against this WAIT">
      <Icon name="warning" />
      <div class="stack">
        <p class="notice-title">The practitioner goes against this WAIT</p>
        {overrides.map((one) => (
          <blockquote key={one.entry}>
            <p>“{one.reason}”</p>
            <footer>
              {one.name}, {momentWords(one.at)} (signed in as {one.by}, entry {one.entry})
            </footer>
          </blockquote>
        ))}
      </div>
    </section>
  );
}

interface Props {
  entry: number;
  decision: Decision;
  onClose: () => void;
  onDone: () => void;
}

export function OverrideDialog({ entry, decision, onClose, onDone }: Props) {
  const act = useAct();
  const [reason, setReason] = useState('');
  const [name, setName] = useState('');
  const [sure, setSure] = useState(false);
  const [tried, setTried] = useState(false);
  const faults = {
    reason: reason.trim().length < shortest ? `Say why, in at least ${shortest} characters.` : '',
    name: name.trim() === '' ? 'Write your name.' : '',
    sure: sure ? '' : 'Tick this to go on.',
  };
  const save = async (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (faults.reason || faults.name || faults.sure) return;
    if (await act.run((key) => goAgainst(entry, reason.trim(), name.trim(), key).then(() => undefined))) onDone();
  };
  const reasons = decision.treatments.flatMap((t) => t.reasons);
  return (
    <Dialog title="Go against this WAIT" onClose={onClose}>
      <form class="stack" onSubmit={(event) => void save(event)} noValidate>
        <p>
          <strong>The rules recommend to wait on {longDay(decision.visit)}.</strong> You decide. If you treat all the same, your reason
          and your name stand beside this decision ever after. The decision itself stays WAIT.
        </p>
        <ul class="short">
          {reasons.slice(0, 4).map((one) => (
            <li key={one.check}>{one.title}</li>
          ))}
          {reasons.length > 4 && <li class="muted">and {reasons.length - 4} more</li>}
        </ul>
        <ActFailure act={act} title="Nothing was recorded" />
        <Field label="Why do you go against it?" {...(tried && faults.reason ? { error: faults.reason } : {})}>
          {(control) => (
            <textarea {...control} rows={4} value={reason} onInput={(event) => setReason((event.currentTarget as HTMLTextAreaElement).value)} />
          )}
        </Field>
        <Field label="Your name" {...(tried && faults.name ? { error: faults.name } : {})}>
          {(control) => (
            <input {...control} type="text" autocomplete="off" value={name} onInput={(event) => setName((event.currentTarget as HTMLInputElement).value)} />
          )}
        </Field>
        <div>
          <label class="choice">
            <input type="checkbox" checked={sure} onChange={(event) => setSure((event.currentTarget as HTMLInputElement).checked)} />
            I have read the reasons to wait. I treat on my own responsibility.
          </label>
          {tried && faults.sure && <p class="error" role="alert">{faults.sure}</p>}
        </div>
        <div class="row end">
          <button type="button" onClick={onClose}>Cancel</button>
          <button class="danger" disabled={act.busy}>Go against this WAIT</button>
        </div>
      </form>
    </Dialog>
  );
}
