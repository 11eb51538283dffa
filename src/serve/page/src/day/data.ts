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
  if (filter === 'questions') return line.open_questions > 0 && !line.settled;
  return filter === 'go' ? line.verdict === 'GO' : line.verdict === 'WAIT';
}

/** By time; those without one last, then by name. */
export const inOrder = (lines: readonly DayLine[]): DayLine[] =>
  [...lines].sort(
    (a, b) =>
      (a.appointment.time || '99').localeCompare(b.appointment.time || '99') || a.client_name.localeCompare(b.client_name),
  );
