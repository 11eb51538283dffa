// The decision (contra.decision/1) and the calendar (contra.calendar/1) as the server hands them out. A test walks
// src/present/decision.schema.json and holds every property of it against the page.

export type Day = string; // "2026-03-16"
export type Verdict = 'GO' | 'WAIT';
export type Range = [Day | null, Day | null];
export type Json = null | string | number | boolean | Json[] | { [key: string]: Json };
export type Strength = 'law' | 'label' | 'guideline' | 'study' | 'guidance' | 'house';

export interface Source {
  id: string;
  part: string;
  strength: Strength;
  title: string;
  at?: string;
}

export interface Evidence {
  pointer: string; // empty: nobody was asked
  value: Json;
  days?: Range[];
  vague?: true;
}

export interface Question {
  pointer?: string;
  question?: string;
  what: string;
  text: string;
  state?: string;
  checks: string[];
}

export interface Edit {
  edit: string;
  question?: string;
  list?: string;
  entry?: number;
  pointer?: string;
  term?: string;
  detail?: string;
  is?: Json;
  never?: true;
  on?: Day;
  on_or_before?: Day;
  on_or_after?: Day;
  not_read_by?: string[];
  check?: string;
  by?: string;
  up_to?: string;
  area?: string;
}

export interface Condition {
  check: string;
  text: string;
  client_text: string;
  sure: boolean;
  evidence: Evidence[];
  sources: Source[];
  spread?: string;
  changed_by?: string;
  better_until?: Day;
  questions: Question[];
}

export interface IdleClearance {
  pointer: string;
  value: Json;
  why: string;
}

export interface Reason {
  check: string;
  title: string;
  kind: 1 | 2 | 3 | 4 | 6;
  sure: boolean;
  text: string;
  because: string;
  client_text: string;
  evidence: Evidence[];
  window: string | null;
  until: Day | null;
  not_before: Day | null;
  cleared_by: string[];
  idle_clearances?: IdleClearance[];
  sources: Source[];
  spread?: string;
  changed_by?: string;
  resolved_when?: string;
  limit?: string;
  instead?: string[];
  questions: Question[];
}

export interface PromiseOf {
  if: Edit | { all?: Edit[] };
  text: string;
  verdict: Verdict;
  earliest: Day | null;
  earliest_kind?: 'go' | 'renewed' | null;
  about?: string;
}

export interface Care {
  name: string;
  title: string;
  treatment: string;
  verb: 'avoid' | 'do' | 'watch_for' | 'next_session';
  what: string;
  text: string;
  from: Day | null;
  until: Day | null;
  better_until: Day | null;
  from_hours: number | null;
  for_hours: number | null; // counted from the end of the session
  better_hours: number | null;
  until_words?: string;
  may?: true;
  because?: string;
  sources: Source[];
}

export interface PreCare {
  check: string;
  what: string;
  last_day: Day | null;
  better: boolean;
  for_day: Day;
  text: string;
}

export interface Passed {
  check: string;
  margin_days?: number;
  vague?: true;
}

export interface Treatment {
  treatment: string;
  title: string;
  setting: { area: string[] | null; depth: Json; device?: string };
  verdict: Verdict;
  headline: string;
  earliest: Day | null;
  earliest_kind: 'go' | 'renewed' | null;
  preferred: Day | null;
  holds_until: Day | null;
  recheck_by: Day | null;
  loosened?: { check: string; text: string }[];
  closed_between: string[];
  go: Range[];
  renewed: Range[];
  reasons: Reason[];
  conditions: Condition[];
  notes: Condition[];
  questions: Question[];
  better_questions: Question[];
  ask_first: Question[];
  ask_first_answers: Edit[];
  promises: PromiseOf[];
  alternatives: { treatment: string; text: string; if_cleared: boolean }[];
  passed: Passed[];
  pre_care: PreCare[];
  care_before: Care[];
  aftercare: Care[];
}

export interface Pack {
  name: string;
  version: string;
  hash: string;
  policy?: string;
  policies?: string[];
}

export interface Decision {
  record: 'contra.decision/1';
  id: string;
  visit: Day;
  as_of: Day;
  engine: string;
  packs: Pack[];
  verdict: Verdict;
  treatments: Treatment[];
  aftercare: Care[];
}

export type DayState = 'before_record' | 'go' | 'go_later_is_better' | 'go_once_renewed' | 'unclear' | 'wait';

export interface Closing {
  check: string;
  title: string;
  message?: string;
  until?: Day | null;
}

export interface CalendarRun {
  from: Day;
  to: Day;
  state: DayState;
  closed_by?: Closing[];
  ask?: string[];
}

export interface TreatmentCalendar {
  treatment: string;
  verdict: Verdict;
  earliest: Day | null;
  earliest_renewed: boolean;
  preferred: Day | null;
  runs: CalendarRun[];
}

export interface Calendar {
  calendar: 'contra.calendar/1';
  engine: string;
  id: string;
  visit: Day;
  as_of: Day;
  from: Day;
  to: Day;
  treatments: TreatmentCalendar[];
}
