// The HTTP API as the page sees it: one function that calls, the errors that it throws, and the types of what comes back.
import type { Calendar, Decision } from './decision.ts';
import type { DecisionLine } from './records/calls.ts';
import { Store } from './store.ts';

/** RFC 9457 problem details, thrown. */
export class Problem extends Error {
  readonly status: number;
  readonly detail: string;
  readonly errors: Fault[];
  readonly body: Record<string, unknown>;

  constructor(status: number, body: Record<string, unknown>) {
    super(typeof body.title === 'string' ? body.title : `The server answered ${status}`);
    this.status = status;
    this.detail = typeof body.detail === 'string' ? body.detail : '';
    this.errors = Array.isArray(body.errors) ? (body.errors as Fault[]) : [];
    this.body = body;
  }
}
export interface Fault {
  pointer?: string;
  detail: string;
  line?: number;
  column?: number;
}

/** The server could not be reached: nothing is known of what was sent. */
export class Away extends Error {
  constructor() {
    super('The server cannot be reached');
  }
}

/** Who is signed in; undefined until it is known. */
export const session = new Store<Session | null | undefined>(undefined);
/** Whether the last call reached the server. */
export const reachable = new Store<boolean>(true);

export interface CallOptions {
  body?: unknown;  // sent as JSON; a text with `type` as it is
  type?: string;
  signal?: AbortSignal;
  keepalive?: boolean;
  key?: string;  // Idempotency-Key: the same key makes a repeated write harmless
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export async function call<T>(method: Method, path: string, options: CallOptions = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json, application/problem+json' };
  const init: RequestInit = { method, headers, credentials: 'same-origin' };
  if (options.body !== undefined) {
    headers['Content-Type'] = options.type ?? 'application/json';
    init.body = options.type ? String(options.body) : JSON.stringify(options.body);
  }
  if (method !== 'GET' && session.value) headers['X-Contra-Token'] = session.value.csrf;
  if (options.key) headers['Idempotency-Key'] = options.key;
  if (options.signal) init.signal = options.signal;
  if (options.keepalive) init.keepalive = true;

  let response: Response;
  let text: string;
  try {
    response = await fetch(path, init);
    text = await response.text();
  } catch (error) {
    if (options.signal?.aborted) throw error;
    reachable.set(false);
    throw new Away();
  }
  // A gateway before the server may answer for it.
  if (response.status === 502 || response.status === 504) {
    reachable.set(false);
    throw new Away();
  }
  reachable.set(true);
  if (!response.ok) {
    if (response.status === 401 && path !== '/v1/session') session.set(null);
    throw new Problem(response.status, parsed(text));
  }
  const kind = response.headers.get('Content-Type') ?? '';
  return (text === '' ? null : kind.includes('json') ? JSON.parse(text) : text) as T;
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

export const get = <T>(path: string, signal?: AbortSignal) => call<T>('GET', path, signal ? { signal } : {});

/** A key for one act of the user, the same for every try. */
export const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');

/** What went wrong, for a person. */
export function reason(error: unknown): string {
  if (error instanceof Problem) return error.detail || error.message;
  if (error instanceof Away) return 'The server cannot be reached.';
  return error instanceof Error ? error.message : String(error);
}

// --- session --------------------------------------------------------------------------------------------------

export interface Session {
  user: string;
  role: 'practitioner' | 'manager';
  scopes: string[];
  csrf: string;
  single_user: boolean;
  clinic: string;
  today: string;
  engine: string;
}

// --- contra.intake/1 (samples/intake-record.md) ---------------------------------------------------------------

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type Depth = null | string | { mm: number | { from?: number; to?: number } };
export interface PlanItem {
  treatment: string;
  area?: string[] | string | null;
  depth?: Depth;
  device?: string;
}
export type Answers = Record<string, Json>;
export interface Form {
  kind: 'full' | 'change' | 'practitioner';
  signed: string;
  by: 'client' | 'practitioner';
  answers: Answers;
  nothing_changed?: 'yes' | 'no' | 'unsure';
}
export interface Clearance {
  check: string;
  by: string;
  name?: string;
  on: string;
  until?: string;
  for?: string[];
}
export interface IntakeRecord {
  record: 'contra.intake/1';
  id?: string;
  visit: string;
  as_of?: string;
  plan: PlanItem[];
  forms: Form[];
  clearances: Clearance[];
}

// --- contra.form/1 --------------------------------------------------------------------------------------------

export interface Option {
  value: string;
  label: string;
}
export interface OnlyWhen {
  question: string;
  is: string[];
  else_no: boolean;
}
export interface CheckName {
  name: string;
  title: string;
}
export type AnswerKind = 'yes_no' | 'options' | 'number' | 'past_day' | 'future_day' | 'text' | 'area';
export interface Detail {
  name: string;
  kind: AnswerKind;
  options?: Option[];
  unit?: string;
  from?: number;
  to?: number;
  for: string[];
}
export interface Question {
  name: string;
  text: string;
  kind: Exclude<AnswerKind, 'area'>;
  options?: Option[];
  unit?: string;
  from?: number;
  to?: number;
  answered_by: 'client' | 'practitioner';
  box_for?: string[];
  not_applicable: boolean;
  only_when: OnlyWhen | null;
  needed: boolean;
  checks: CheckName[];
}
export interface List {
  name: string;
  text: string;
  role: string;
  planned_too: boolean;
  answered_by: 'client' | 'practitioner';
  looks_back: string | null;
  only_when: OnlyWhen | null;
  needed: boolean;
  terms: string[];
  asks_for: string[];
  dating: 'past' | 'past_or_planned' | 'planned' | 'now' | 'none';
  details: Detail[];
  checks: CheckName[];
}
export interface Term {
  name: string;
  title: string;
  also: string[];
  is_a: string[];
  prescribed: boolean;
}
export interface Area {
  name: string;
  title: string;
  also: string[];
  part_of: string[];
}
export interface Treatment {
  name: string;
  title: string;
  depth: null | { kind: 'number'; unit: string; from: number; to: number } | { kind: 'options'; options: Option[] };
}
export interface FormSpec {
  form: 'contra.form/1';
  treatments: Treatment[];
  questions: Question[];
  lists: List[];
  terms: Term[];
  areas: Area[];
  roles: { name: string; title: string }[];
}

// --- contra.next/1 --------------------------------------------------------------------------------------------

export interface NextItem {
  question?: string;
  list?: string;
  pointer?: string;
  what: string;
  text: string;
  state: string;
  checks: string[];
  changes: 'verdict' | 'date' | 'note';
  group: 'ask_first' | 'other';
}
export interface Next {
  next: 'contra.next/1';
  settled: boolean;
  left: number;
  ask: NextItem[];
  hidden: string[];
}

// --- contra.decision/1 ----------------------------------------------------------------------------------------

export type { Calendar, Decision, Treatment as TreatmentDecision, Verdict } from './decision.ts';

export interface LiveAnswer {
  decision: Decision;
  next: Next;
  calendar: Calendar;
}

// --- clients and appointments ---------------------------------------------------------------------------------

export interface Client {
  id: string;
  name: string;
  contact: string;
  note: string;
  version: number;
}
export interface Appointment {
  id: string;
  client: string;
  day: string;
  time: string;
  plan: PlanItem[];
  state: 'planned' | 'done' | 'cancelled';
  version: number;
}
/** What is being filled in. */
export interface Draft {
  forms: Form[];
  plan: PlanItem[];
}
export interface StoredDraft {
  version: number;
  draft: Draft;
  at: string;
  by: string;
}
export interface AppointmentPage {
  appointment: Appointment;
  record: IntakeRecord;
  draft: StoredDraft | null;
  client: Client;
  decisions: DecisionLine[];  // recorded, oldest first
}
export interface ClientPage {
  client: Client;
  forms: { entry: number; form: Form }[];
  clearances: { entry: number; clearance: Clearance; title: string; withdrawn: boolean }[];
  appointments: Appointment[];
  may_change: boolean;
}
