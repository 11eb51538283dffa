// What a screen reader is told, politely, without moving the focus.
import { Store } from '../store.ts';

export const announcement = new Store<string>('');

/** The same text twice is told twice. */
export function announce(text: string): void {
  announcement.set(announcement.value === text ? text + '\u00a0' : text);
}
