// Deciding a recorded record again under the rules of today: the same bytes, or what differs.
import { useState } from 'preact/hooks';

import { get, reason } from '../api.ts';
import { Notice } from '../ui/notice.tsx';
import type { Replay } from './calls.ts';

export function ReplayPart({ entry }: { entry: number }) {
  const [state, setState] = useState<{ asking: boolean; replay: Replay | null; failure: string }>({ asking: false, replay: null, failure: '' });
  const run = async () => {
    setState({ asking: true, replay: null, failure: '' });
    try {
      setState({ asking: false, replay: await get<Replay>(`/v1/decisions/${entry}/replay`), failure: '' });
    } catch (error) {
      setState({ asking: false, replay: null, failure: reason(error) });
    }
  };
  const { replay } = state;
  return (
    <div class="stack">
      <p class="row">
        <button type="button" disabled={state.asking} onClick={() => void run()}>Decide it again with the rules of today</button>
      </p>
      {state.failure !== '' && <Notice kind="problem" title="It could not be decided again"><p>{state.failure}</p></Notice>}
      {replay?.same && <Notice kind="done" title="The same, byte for byte"><p>The rules of today give exactly this decision.</p></Notice>}
      {replay && !replay.same && (
        <Notice kind="warning" title="Today it would be another decision">
          <p>The recorded one stands. What differs:</p>
          <ul class="short">
            {replay.differences.map((difference) => (
              <li key={difference}>{difference}</li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
}
