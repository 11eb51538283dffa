// What stands in the fields of an editor while it has no JSON yet, such as half a date. It is held beside the JSON that
// it was written as, and given up when the JSON comes from somewhere else.
import { useReducer, useRef } from 'preact/hooks';

import type { Json } from '../api.ts';
import { sameJson } from './record.ts';

/**
 * What is typed, and what sets it with the JSON that it means; that tells whether the JSON is another. Compared while
 * drawing, not in an effect: an effect runs after the next keystroke when one types quickly, and would undo it.
 */
export function useTyped<T>(value: Json | undefined, read: (json: Json | undefined) => T): [typed: T, set: (typed: T, json: Json) => boolean] {
  const held = useRef<{ typed: T; json: Json } | null>(null);
  const [, draw] = useReducer<number, void>((n) => n + 1, 0);
  if (held.current === null || !sameJson(held.current.json, value ?? null)) held.current = { typed: read(value), json: value ?? null };
  const set = (typed: T, json: Json) => {
    const other = !sameJson(held.current?.json ?? null, json);
    held.current = { typed, json };
    draw();
    return other;
  };
  return [held.current.typed, set];
}
