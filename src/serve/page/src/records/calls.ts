// What the API says of recorded decisions, and the calls that write beside them.
import { type Appointment, call, type IntakeRecord, type PlanItem } from '../api.ts';
import type { Day, Decision } from '../decision.ts';

export interface Override {
  entry: number;
  at: string;
  by: string;
  name: string;
  reason: string;
}

export interface SessionDone {
  entry: number;
  at: string;
  by: string;
  ended: string; // "2026-03-16T15:10", where the clinic is
  done?: PlanItem[];
}

/** GET /v1/decisions/{entry} */
export interface KeptDecision {
  entry: number;
  at: string;
  by: string;
  hash: string;
  appointment: string;
  client: string;
  record: IntakeRecord;
  decision: Decision;
  overrides: Override[];
  session: SessionDone | null;
}

/** What GET /v1/appointments/{id} says of a recorded decision. */
export interface DecisionLine {
  entry: number;
  at: string;
  by: string;
  verdict: 'GO' | 'WAIT';
  overridden: boolean;
  session: SessionDone | null;
}

export interface Written {
  entry: number;
  hash: string;
}

export interface Replay {
  same: boolean;
  differences: string[];
  now: Decision | null;
}

export interface ClearanceBody {
  check: string;
  by: string;
  name: string;
  on: Day;
  until?: Day;
  for?: string[];
}

export interface KeptClearance {
  entry: number;
  clearance: ClearanceBody;
  title: string;
  withdrawn: boolean;
}

const post = <T>(path: string, body: unknown, key: string) => call<T>('POST', path, { body, key });

export const recordClearance = (client: string, body: ClearanceBody, key: string) =>
  post<Written>(`/v1/clients/${client}/clearances`, body, key);

export const withdrawClearance = (client: string, entry: number) => call<null>('DELETE', `/v1/clients/${client}/clearances/${entry}`);

export const recordDecision = (appointment: string, key: string) =>
  post<Written & { decision: Decision }>(`/v1/appointments/${appointment}/decisions`, {}, key);

export const goAgainst = (entry: number, reason: string, name: string, key: string) =>
  post<Written>(`/v1/decisions/${entry}/override`, { reason, name }, key);

export const sessionDone = (entry: number, ended: string, key: string) =>
  post<Written>(`/v1/decisions/${entry}/session`, { ended }, key);

export const planAppointment = (body: { client: string; day: Day; time: string; plan: PlanItem[] }, key: string) =>
  post<{ appointment: Appointment }>('/v1/appointments', body, key);

export const moveAppointment = ({ id, version, time, plan }: Appointment, day: Day, key: string) =>
  call<{ appointment: Appointment }>('PUT', `/v1/appointments/${id}`, { body: { version, day, time, plan }, key });

/** The decision of a record for another day; nothing is stored. */
export const decisionFor = (record: IntakeRecord, day: Day) =>
  call<Decision>('POST', `/v1/screen?on=${day}`, { body: record });

const moment = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit' });

/** "16 March 2026 at 14:05", where the reader is, of a time in UTC. */
export function momentWords(at: string): string {
  const value = new Date(at);
  return Number.isNaN(value.getTime()) ? at : moment.format(value).replace(', ', ' at ');
}
