// Reading something from the server for a page: loading, ready, or failed with a way to try again.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

import { Away, get, reachable, reason } from '../api.ts';
import { useStore } from '../store.ts';
import { Notice } from './notice.tsx';

export interface Loaded<T> {
  data: T | null;
  error: unknown;
  /** Reads again; done when it is here, or has failed. */
  reload: () => Promise<void>;
}

/** Reads `path` again whenever it changes, on `reload`, and when a server that was away is back. */
export function useLoad<T>(path: string): Loaded<T> {
  const [state, setState] = useState<{ path: string; data: T | null; error: unknown }>({ path, data: null, error: null });
  const control = useRef<AbortController | null>(null);
  const there = useStore(reachable);
  const waiting = there && state.error instanceof Away;
  const read = () => {
    control.current?.abort();
    const { signal } = (control.current = new AbortController());
    return get<T>(path, signal).then(
      (data) => setState({ path, data, error: null }),
      (error: unknown) => {
        if (!signal.aborted) setState((was) => ({ path, data: was.path === path ? was.data : null, error }));
      },
    );
  };
  useEffect(() => {
    void read();
    return () => control.current?.abort();
  }, [path, waiting]);
  const current = state.path === path;
  return { data: current ? state.data : null, error: current ? state.error : null, reload: read };
}

export function LoadState({ loaded, children }: { loaded: Loaded<unknown>; children?: ComponentChildren }) {
  if (loaded.error) {
    return (
      <Notice kind="problem" title="This could not be loaded">
        <p>{reason(loaded.error)}</p>
        <p><button onClick={() => void loaded.reload()}>Try again</button></p>
      </Notice>
    );
  }
  return loaded.data === null ? <p class="loading">{children ?? 'Loading …'}</p> : null;
}
