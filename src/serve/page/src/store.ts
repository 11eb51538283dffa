// A value that tells its readers when it changes, and the hook by which a component reads it.
import { useEffect, useReducer, useRef } from 'preact/hooks';

export class Store<T> {
  #value: T;
  #readers = new Set<() => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const reader of [...this.#readers]) reader();
  }

  update(change: (value: T) => T): void {
    this.set(change(this.#value));
  }

  /** Returns what ends it. */
  subscribe(reader: () => void): () => void {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  }
}

/** Draws again when the store changes; with `pick`, only when what it picks does. */
export function useStore<T>(store: Store<T>): T;
export function useStore<T, P>(store: Store<T>, pick: (value: T) => P): P;
export function useStore<T, P>(store: Store<T>, pick?: (value: T) => P): T | P {
  const read = () => (pick ? pick(store.value) : store.value);
  const [, draw] = useReducer<number, void>((n) => n + 1, 0);
  const shown = useRef<T | P>(read());
  const reader = useRef(read);
  reader.current = read;
  shown.current = read();
  useEffect(() => {
    const look = () => {
      if (!Object.is(reader.current(), shown.current)) draw();
    };
    look();  // what happened between drawing and now
    return store.subscribe(look);
  }, [store]);
  return shown.current;
}
