// Reading something from the server for a page: loading, ready, or failed with a way to try again.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { Away, get, reachable, reason } from '../api.ts';
import { useStore } from '../store.ts';
import { Notice } from './notice.tsx';

export interface Loaded<T> {
  data: T | null;
  error: unknown;
  reload: () => void;
}

/** Reads `path` again whenever it changes, on `reload`, and when a server that was away is back. */
export function useLoad<T>(path: string): Loaded<T> {
  const [state, setState] = useState<{ path: string; data: T | null; error: unknown }>({ path, data: null, error: null });
  const [turn, setTurn] = useState(0);
  const there = useStore(reachable);
  const waiting = there && state.error instanceof Away;
  useEffect(() => {
    const control = new AbortController();
    get<T>(path, control.signal).then(
      (data) => setState({ path, data, error: null }),
      (error: unknown) => {
        if (!control.signal.aborted) setState((was) => ({ path, data: was.path === path ? was.data : null, error }));
      },
    );
    return () => control.abort();
  }, [path, turn, waiting]);
  const current = state.path === path;
  return { data: current ? state.data : null, error: current ? state.error : null, reload: () => setTurn((n) => n + 1) };
}

export function LoadState({ loaded, children }: { loaded: Loaded<unknown>; children?: ComponentChildren }) {
  if (loaded.error) {
    return (
      <Notice kind="problem" title="This could not be loaded">
        <p>{reason(loaded.error)}</p>
        <p><button onClick={loaded.reload}>Try again</button></p>
      </Notice>
    );
  }
  return loaded.data === null ? <p class="loading">{children ?? 'Loading …'}</p> : null;
}
