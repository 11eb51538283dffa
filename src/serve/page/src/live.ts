// The live answer. The form asks with the record as it stands after each change; the panel beside it shows what came
// back. A question is dropped when a newer one is asked, and an older answer never covers a newer one.
//
// How long it takes from the keystroke until the answer is painted stands in the browser's measures "contra-live".
import { Away, call, type IntakeRecord, type LiveAnswer, Problem } from './api.ts';
import { Store } from './store.ts';

export interface Live {
  answer: LiveAnswer | null;      // the newest; stands while the next is on its way
  record: IntakeRecord | null;    // what `answer` is the answer to
  asking: boolean;                // a newer one is on its way
  error: Problem | Away | null;   // why the newest could not be had; `answer` is then an old one
}

const nothing: Live = { answer: null, record: null, asking: false, error: null };
export const live = new Store<Live>(nothing);

/** The months that the calendar shows: from a month "2026-03", how many. */
export interface Span {
  from: string;
  months: number;
}

let newest = 0;
let under: AbortController | null = null;
let asked: IntakeRecord | null = null;
let span: Span | null = null;
let again: ReturnType<typeof setTimeout> | undefined;

/** Asks for the answer to `record`. `since`: when the user acted (performance.now()), for the measure. */
export function ask(record: IntakeRecord, since?: number): void {
  asked = record;
  void fetchAnswer(since);
}

/** Other months in the calendar. */
export function showMonths(wanted: Span): void {
  span = wanted;
  if (asked) void fetchAnswer();
}

/** Forgets everything: another client comes. */
export function forget(): void {
  newest += 1;
  under?.abort();
  clearTimeout(again);
  asked = null;
  span = null;
  live.set(nothing);
}

async function fetchAnswer(since?: number): Promise<void> {
  const record = asked;
  if (!record) return;
  const mine = (newest += 1);
  under?.abort();
  clearTimeout(again);
  const control = (under = new AbortController());
  live.update((was) => (was.asking ? was : { ...was, asking: true }));
  try {
    const query = span ? `?from=${span.from}-01&months=${span.months}` : '';
    const answer = await call<LiveAnswer>('POST', `/v1/live${query}`, { body: record, signal: control.signal });
    if (mine !== newest) return;
    live.set({ answer, record, asking: false, error: null });
    if (since !== undefined) measure(since);
  } catch (error) {
    if (mine !== newest) return;
    live.update((was) => ({ ...was, asking: false, error: error instanceof Problem ? error : new Away() }));
    // The record is right here; only the way to the server is not.
    if (!(error instanceof Problem)) again = setTimeout(() => void fetchAnswer(), 2000);
  }
}

/** Preact draws in a microtask; the frame after that is painted when the message arrives. */
function measure(since: number): void {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      performance.measure('contra-live', { start: since, end: performance.now() });
    };
    channel.port2.postMessage(null);
  });
}
