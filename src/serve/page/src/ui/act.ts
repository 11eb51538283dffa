// One act of the user that writes: sent once at a time, with a key that makes trying again harmless, and what went wrong.
import { useRef, useState } from 'preact/hooks';

import { type Fault, newKey, Problem, reason } from '../api.ts';

export interface Act {
  busy: boolean;
  failure: string; // empty: nothing went wrong
  faults: Fault[];
  /** `send` is handed the key; returns whether it went well. */
  run: (send: (key: string) => Promise<void>) => Promise<boolean>;
  clear: () => void;
}

export function useAct(): Act {
  const [state, setState] = useState<{ busy: boolean; failure: string; faults: Fault[] }>({ busy: false, failure: '', faults: [] });
  const key = useRef('');
  return {
    ...state,
    clear: () => setState({ busy: false, failure: '', faults: [] }),
    run: async (send) => {
      if (state.busy) return false;
      // The same key while the server could not be reached: nothing is known of the first try.
      if (key.current === '') key.current = newKey();
      setState({ busy: true, failure: '', faults: [] });
      try {
        await send(key.current);
        key.current = '';
        setState({ busy: false, failure: '', faults: [] });
        return true;
      } catch (error) {
        if (error instanceof Problem) key.current = '';
        setState({ busy: false, failure: reason(error), faults: error instanceof Problem ? error.errors : [] });
        return false;
      }
    },
  };
}
