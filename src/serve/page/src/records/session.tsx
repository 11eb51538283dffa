// The session was done: when it ended. Clock times of the aftercare count from there.
import { useState } from 'preact/hooks';

import { longDay } from '../days.ts';
import { useAct } from '../ui/act.ts';
import { ActFailure } from '../ui/act-failure.tsx';
import { Field } from '../ui/field.tsx';
import { type KeptDecision, momentWords, sessionDone } from './calls.ts';

const now = (): string => new Date().toTimeString().slice(0, 5);

export function SessionPart({ kept, today, onDone }: { kept: KeptDecision; today: string; onDone: () => void }) {
  const act = useAct();
  const day = kept.decision.visit;
  const [time, setTime] = useState(day === today ? now() : '');
  const may = kept.decision.verdict === 'GO' || kept.overrides.length > 0;
  const save = async (event: Event) => {
    event.preventDefault();
    if (time === '') return;
    if (await act.run((key) => sessionDone(kept.entry, `${day}T${time}`, key).then(() => undefined))) onDone();
  };
  return (
    <section class="card stack">
      <h2>The session</h2>
      {kept.session && (
        <p>
          Done. It ended on {longDay(kept.session.ended.slice(0, 10))} at <strong>{kept.session.ended.slice(11)}</strong>. Noted by {kept.session.by},{' '}
          {momentWords(kept.session.at)} (entry {kept.session.entry}).
        </p>
      )}
      {!may ? (
        <p>The decision is WAIT. A session can be noted only after somebody has gone against it, with a reason and a name.</p>
      ) : day > today ? (
        <p>It is planned for {longDay(day)}. Note here when it has ended.</p>
      ) : (
        <form class="row" onSubmit={(event) => void save(event)}>
          <Field label={kept.session ? 'It ended at another time' : `It ended on ${longDay(day)} at`}>
            {(control) => <input {...control} type="time" required value={time} onInput={(event) => setTime((event.currentTarget as HTMLInputElement).value)} />}
          </Field>
          <button class={kept.session ? '' : 'primary'} disabled={act.busy}>{kept.session ? 'Correct the time' : 'Session done'}</button>
        </form>
      )}
      <ActFailure act={act} title="The session was not noted" />
    </section>
  );
}
