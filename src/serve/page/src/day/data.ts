// The day list as the API gives it, and what the filter keeps of it.
import type { Appointment } from '../api.ts';
import type { Day, Verdict } from '../decision.ts';

export interface DayLine {
  appointment: Appointment;
  client_name: string;
  verdict: Verdict;
  open_questions: number;
  settled: boolean;
  headline: string;
  why: string;
  earliest: Day | null;
  has_draft: boolean;
  decision: number | null;
  overridden: boolean;
}

export interface DayList {
  day: Day;
  appointments: DayLine[];
}

export const filters = [
  ['all', 'All'],
  ['go', 'GO'],
  ['wait', 'WAIT'],
  ['questions', 'Questions open'],
  ['done', 'Done'],
] as const;

export type Filter = (typeof filters)[number][0];

export function keeps(filter: Filter, line: DayLine): boolean {
  const { state } = line.appointment;
  if (filter === 'done') return state === 'done';
  if (filter === 'all') return true;
  if (state !== 'planned') return false;
  if (filter === 'questions') return line.open_questions > 0;
  return filter === 'go' ? line.verdict === 'GO' : line.verdict === 'WAIT';
}

/** By time; those without one last, then by name. */
export const inOrder = (lines: readonly DayLine[]): DayLine[] =>
  [...lines].sort(
    (a, b) =>
      (a.appointment.time || '99').localeCompare(b.appointment.time || '99') || a.client_name.localeCompare(b.client_name),
  );

/** The line of why in two parts: what holds it, and the rest without repeating the verdict that stands beside it. */
export function whyParts(line: DayLine): { title: string; rest: string } {
  const text = line.why === line.verdict ? '' : line.why;
  const found = /^(.{1,80}?): WAIT recommended(?:[.:]|\b)\s*(.*)$/s.exec(text);
  return found ? { title: found[1] ?? '', rest: found[2] ?? '' } : { title: '', rest: text };
}
