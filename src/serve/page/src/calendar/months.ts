// The days of contra.calendar/1: which state each day has, for one treatment or for all of the plan together.
import { addDays, dayValue } from '../days.ts';
import type { Calendar, CalendarRun, Day, DayState } from '../decision.ts';

/** From the state that says least for a GO to the one that says most: together, the first of them counts. */
const order: DayState[] = ['before_record', 'wait', 'unclear', 'go_once_renewed', 'go_later_is_better', 'go'];

export const stateWords: Record<DayState, string> = {
  before_record: 'before the record',
  go: 'GO',
  go_later_is_better: 'GO, a later day is better',
  go_once_renewed: 'GO once form and clearances are renewed',
  unclear: 'unclear until answers come',
  wait: 'WAIT',
};

/** What stands in the cell beside the number: a shape of its own for each state. */
export const stateSign: Record<DayState, string> = {
  before_record: '',
  go: '●',
  go_later_is_better: '○',
  go_once_renewed: '↻',
  unclear: '?',
  wait: '×',
};

export const legend: DayState[] = ['go', 'go_later_is_better', 'go_once_renewed', 'unclear', 'wait', 'before_record'];

export interface DayOf {
  state: DayState;
  runs: { treatment: string; run: CalendarRun }[]; // one for each treatment that is looked at
}

/** Every day of the calendar. `only`: one treatment, by its place in the plan; null: all together. */
export function daysOf(calendar: Calendar, only: number | null): Map<Day, DayOf> {
  const days = new Map<Day, DayOf>();
  for (const [index, treatment] of calendar.treatments.entries()) {
    if (only !== null && only !== index) continue;
    for (const run of treatment.runs)
      for (let day = run.from; day <= run.to; day = addDays(day, 1)) {
        const known = days.get(day);
        const one = { treatment: treatment.treatment, run };
        if (!known) days.set(day, { state: run.state, runs: [one] });
        else {
          known.runs.push(one);
          if (order.indexOf(run.state) < order.indexOf(known.state)) known.state = run.state;
        }
      }
  }
  return days;
}

/** "2026-03" -> the weeks of that month, Monday first; null where no day of the month stands. */
export function weeksOf(month: string): (Day | null)[][] {
  const first = `${month}-01`;
  const lead = (new Date(dayValue(first) ?? 0).getUTCDay() + 6) % 7;
  const weeks: (Day | null)[][] = [];
  let week: (Day | null)[] = Array.from({ length: lead }, () => null);
  for (let day = first; day.startsWith(month); day = addDays(day, 1)) {
    week.push(day);
    if (week.length === 7) {
      weeks.push(week);
      week = [];
    }
  }
  if (week.length) weeks.push([...week, ...Array.from({ length: 7 - week.length }, () => null)]);
  return weeks;
}

export function nextMonth(month: string, count = 1): string {
  const [year = 0, of = 1] = month.split('-').map(Number);
  const all = year * 12 + (of - 1) + count;
  return `${String(Math.floor(all / 12)).padStart(4, '0')}-${String((all % 12) + 1).padStart(2, '0')}`;
}

export function monthsBetween(from: Day, to: Day): string[] {
  const months: string[] = [];
  for (let month = from.slice(0, 7); month <= to.slice(0, 7) && months.length < 24; month = nextMonth(month)) months.push(month);
  return months;
}

/** The same day of another month, or its last day. */
export function sameDayOf(day: Day, months: number): Day {
  const month = nextMonth(day.slice(0, 7), months);
  for (let of = Number(day.slice(8)); of > 27; of -= 1) {
    const candidate = `${month}-${String(of).padStart(2, '0')}`;
    if (dayValue(candidate) !== null) return candidate;
  }
  return `${month}-${day.slice(8) > '27' ? '27' : day.slice(8)}`;
}
