// The follow-up sessions: the earliest day of each, when each is done on the day before it in the list.
//
// Each day is asked of the server: the decision for a day says from when the next session may be ("next session from"),
// and the decision for that day says when it is GO. What is not known then is what the sessions themselves will bring, so
// these are plans; every session is asked about anew.
import type { Day, Decision } from '../decision.ts';

export interface Session {
  number: number; // 1: the planned one
  day: Day;
  renewed: boolean; // only once form and clearances are renewed
  waits: boolean; // the answers as they stand do not let it be on the first day after the interval
}

export interface Series {
  treatment: string;
  sessions: Session[];
  stopped: string; // why there are no more; empty: as many as were asked for
}

/** The day that a decision gives its treatment: the asked one on GO, else the earliest. */
function dayOf(decision: Decision, index: number): { day: Day; renewed: boolean } | null {
  const t = decision.treatments[index];
  if (!t) return null;
  if (t.verdict === 'GO') return { day: decision.visit, renewed: false };
  return t.earliest === null ? null : { day: t.earliest, renewed: t.earliest_kind === 'renewed' };
}

/** `ask` hands out the decision of a day. `index`: the treatment's place in the plan. */
export async function seriesOf(first: Decision, index: number, count: number, ask: (day: Day) => Promise<Decision>): Promise<Series> {
  const treatment = first.treatments[index]?.treatment ?? '';
  const series: Series = { treatment, sessions: [], stopped: '' };
  let decision = first;
  while (series.sessions.length < count) {
    const found = dayOf(decision, index);
    if (!found) {
      series.stopped = series.sessions.length
        ? 'After that no day can be named while the answers stand as they are.'
        : 'No day can be named while the answers stand as they are.';
      break;
    }
    series.sessions.push({
      number: series.sessions.length + 1,
      day: found.day,
      renewed: found.renewed,
      waits: series.sessions.length > 0 && found.day !== decision.visit,
    });
    if (series.sessions.length === count) break;
    const there = found.day === decision.visit ? decision : await ask(found.day);
    const next = there.treatments[index]?.aftercare.find((care) => care.verb === 'next_session' && care.from !== null)?.from;
    if (!next || next <= found.day) {
      series.stopped = series.sessions.length > 1 ? '' : 'The rules name no interval to a next session.';
      break;
    }
    decision = await ask(next);
  }
  return series;
}

/** Whether the rules name an interval at all. */
export const hasSeries = (decision: Decision, index: number): boolean =>
  decision.treatments[index]?.aftercare.some((care) => care.verb === 'next_session') ?? false;
