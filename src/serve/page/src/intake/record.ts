// Answers as contra.intake/1 writes them (samples/intake-record.md), and back: pure functions, without the page. The
// state of the form is that JSON itself; what is here reads it for the controls and writes what the controls say.
import type { Detail, Draft, Form, IntakeRecord, Json, List, Question } from '../api.ts';
import { addDays, dayValue } from '../days.ts';

export type Unit = 'days' | 'weeks' | 'months' | 'years';
export const units: Unit[] = ['days', 'weeks', 'months', 'years'];

// --- state words ------------------------------------------------------------------------------------------------

type StateWord = 'yes' | 'no' | 'never' | 'unsure' | 'declined' | 'not applicable' | 'ongoing' | 'blank';

const words: [StateWord, string][] = [
  ['yes', 'yes y yeah yep true'],
  ['no', 'no n nope none false'],
  ['never', 'never'],
  ['unsure', 'unsure|not sure|i\'m not sure|im not sure|don\'t know|dont know|do not know|i don\'t know|i dont know|i do not know|unknown|maybe|perhaps|possibly|can\'t remember|cannot remember|don\'t remember|no idea|?'],
  ['declined', 'declined|prefer not to say|rather not say|i\'d rather not say|refused'],
  ['not applicable', 'not applicable|n/a|does not apply|doesn\'t apply'],
  ['ongoing', 'ongoing|still|still using|still using it|still taking|still taking it|current|currently'],
];
const stateWords = new Map<string, StateWord>(
  words.flatMap(([state, text]) => text.split(text.includes('|') ? '|' : ' ').map((word) => [word, state] as const)),
);

export function stateWord(text: string): StateWord | null {
  const plain = text.trim().toLowerCase().replaceAll('-', ' ').replace(/\.$/, '').replace(/\s+/g, ' ');
  return plain === '' ? 'blank' : (stateWords.get(plain) ?? null);
}

const isObject = (json: Json | undefined): json is { [key: string]: Json } =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

// --- dates ------------------------------------------------------------------------------------------------------

export type DateSaid =
  | { how: 'blank' | 'never' | 'yes' | 'declined' | 'ongoing' }
  | { how: 'on'; text: string }  // "2026-11-20", "2026-11", "2026"
  | { how: 'about' | 'last' | 'not_last'; amount: string; unit: Unit }
  | { how: 'between'; from: string; to: string }
  | { how: 'one_of'; days: string[] }
  | { how: 'words'; words: string }
  | { how: 'unsure'; words: string }
  | { how: 'other'; json: Json };  // written by another program; kept as it is
export type DateHow = DateSaid['how'];

const numeric = /^\d{4}(-\d{1,2}(-\d{1,2})?)?$/;

export function readDate(json: Json | undefined): DateSaid {
  if (json === null || json === undefined) return { how: 'blank' };
  if (typeof json === 'string') {
    const text = json.trim();
    switch (stateWord(text)) {
      case 'blank': return { how: 'blank' };
      case 'never': case 'no': case 'not applicable': return { how: 'never' };
      case 'yes': return { how: 'yes' };
      case 'declined': return { how: 'declined' };
      case 'unsure': return { how: 'unsure', words: '' };
      case 'ongoing': return { how: 'ongoing' };
    }
    return numeric.test(text) ? { how: 'on', text } : { how: 'words', words: json };
  }
  if (isObject(json)) {
    const [key, value] = Object.entries(json)[0] ?? ['', null];
    if (key === 'about' || key === 'in the last' || key === 'not in the last') {
      const parts = typeof value === 'string' ? /^\s*(?:about\s+)?([\d.,]+)\s*(day|week|month|year)s?(\s+ago)?\s*$/i.exec(value) : null;
      if (parts) {
        const how = key === 'about' ? 'about' : key === 'in the last' ? 'last' : 'not_last';
        return { how, amount: parts[1] ?? '', unit: `${parts[2]?.toLowerCase()}s` as Unit };
      }
    }
    if (key === 'between' && Array.isArray(value) && value.length === 2 && value.every((end) => typeof end === 'string'))
      return { how: 'between', from: value[0] as string, to: value[1] as string };
    if (key === 'one of' && Array.isArray(value) && value.every((day) => typeof day === 'string'))
      return { how: 'one_of', days: value as string[] };
    if (key === 'words' && typeof value === 'string') return { how: 'words', words: value };
    if (key === 'unsure') return { how: 'unsure', words: typeof value === 'string' ? value : '' };
  }
  return { how: 'other', json };
}

/** What is not finished is null: not asked, which may be any day. */
export function writeDate(date: DateSaid): Json {
  switch (date.how) {
    case 'blank': return null;
    case 'never': case 'yes': case 'declined': case 'ongoing': return date.how;
    case 'on': return date.text === '' ? null : date.text;
    case 'about': case 'last': case 'not_last': {
      if (!/^\d+$/.test(date.amount.trim())) return null;
      const amount = Number(date.amount);
      const text = `${amount} ${amount === 1 ? date.unit.slice(0, -1) : date.unit}`;
      return date.how === 'about' ? { about: `${text} ago` } : date.how === 'last' ? { 'in the last': text } : { 'not in the last': text };
    }
    case 'between': return date.from && date.to ? { between: [date.from, date.to] } : null;
    case 'one_of': {
      const days = date.days.filter(Boolean);
      return days.length > 0 ? { 'one of': days } : null;
    }
    case 'words': return date.words.trim() === '' ? null : { words: date.words };
    case 'unsure': return date.words.trim() === '' ? 'unsure' : { unsure: date.words };
    case 'other': return date.json;
  }
}

/**
 * Day, month and year as typed, to a date as far as it is known. What is no date yet is not sure, with the words kept: a
 * half-typed date never stands for a day, as the words "4 May" would.
 */
export function joinDate(day: string, month: string, year: string): { json: Json; fault: string } {
  const d = day.trim(), m = month.trim(), y = year.trim();
  if (!d && !m && !y) return { json: null, fault: '' };
  const half = (fault: string) => ({ json: { unsure: [d, monthNames[Number(m) - 1] ?? m, y].filter(Boolean).join(' ') }, fault });
  if (![d, m, y].every((part) => /^\d*$/.test(part))) return half('Write the date in figures.');
  if (y.length !== 4) return half('Write the year in four figures.');
  if (!m && d) return half('Which month?');
  if (!m) return { json: y, fault: '' };
  const text = [y, m.padStart(2, '0'), ...(d ? [d.padStart(2, '0')] : [])].join('-');
  return { json: text, fault: dayValue(d ? text : `${text}-01`) === null ? 'There is no such day.' : '' };
}

export function splitDate(text: string): { day: string; month: string; year: string } {
  const [year = '', month = '', day = ''] = numeric.test(text) ? text.split('-') : [];
  return { day: day.replace(/^0/, ''), month: month.replace(/^0/, ''), year };
}

export const monthNames = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** "20 November 2026", "November 2026", "2026" */
export function partialInWords(text: string): string {
  const { day, month, year } = splitDate(text);
  if (!year) return text;
  return [day, month ? (monthNames[Number(month) - 1] ?? month) : '', year].filter(Boolean).join(' ');
}

export function dateInWords(json: Json | undefined): string {
  const date = readDate(json);
  switch (date.how) {
    case 'blank': return '';
    case 'never': return 'never';
    case 'yes': return 'yes, the day is not known';
    case 'declined': return 'rather not say';
    case 'ongoing': return 'still going on';
    case 'on': return partialInWords(date.text);
    case 'about': return `about ${written(date)} ago`;
    case 'last': return `in the last ${written(date)}`;
    case 'not_last': return `not in the last ${written(date)}`;
    case 'between': return `between ${partialInWords(date.from)} and ${partialInWords(date.to)}`;
    case 'one_of': return date.days.map(partialInWords).join(' or ');
    case 'words': return `“${date.words}”`;
    case 'unsure': return date.words ? `not sure (“${date.words}”)` : 'not sure';
    case 'other': return JSON.stringify(date.json);
  }
}
const written = (date: { amount: string; unit: Unit }) => `${date.amount} ${date.amount === '1' ? date.unit.slice(0, -1) : date.unit}`;

/**
 * A date of a form signed on `signed`, said again on another day without changing what it means; null when it counts
 * from the signing in a way that no absolute date expresses.
 */
export function absoluteDate(json: Json | undefined, signed: string): Json {
  const date = readDate(json);
  if (date.how === 'last' && date.unit !== 'months' && date.unit !== 'years') {
    const days = Number(date.amount) * (date.unit === 'weeks' ? 7 : 1);
    return Number.isFinite(days) ? { between: [addDays(signed, -days), signed] } : null;
  }
  return date.how === 'on' || date.how === 'between' || date.how === 'one_of' ? writeDate(date) : null;
}

// --- answers to questions ---------------------------------------------------------------------------------------

export type Answer =
  | { state: 'blank' | 'yes' | 'no' | 'declined' | 'not applicable' }
  | { state: 'unsure'; words: string }
  | { state: 'option'; value: string }
  | { state: 'one_of'; values: string[] }
  | { state: 'number'; value: number }
  | { state: 'range'; from: number | null; to: number | null }
  | { state: 'date'; date: DateSaid }
  | { state: 'text'; text: string }
  | { state: 'other'; json: Json };

type Asked = Pick<Question, 'kind' | 'options' | 'unit'> | Pick<Detail, 'kind' | 'options' | 'unit'>;

export function readAnswer(question: Asked, json: Json | undefined): Answer {
  if (question.kind === 'past_day' || question.kind === 'future_day') {
    const date = readDate(json);
    return date.how === 'blank' ? { state: 'blank' } : { state: 'date', date };
  }
  if (json === null || json === undefined) return { state: 'blank' };
  if (typeof json === 'string') {
    // An option may be named like a state.
    const option = optionOf(question, json);
    if (option !== null) return { state: 'option', value: option };
    const word = stateWord(json);
    if (word === 'blank') return { state: 'blank' };
    if (word === 'unsure') return { state: 'unsure', words: '' };
    if (word === 'declined' || word === 'not applicable') return { state: word };
    if (word === 'never') return { state: 'no' };
    if (word === 'yes' || word === 'no') return { state: word };
    return question.kind === 'text' ? { state: 'text', text: json } : { state: 'other', json };
  }
  if (isObject(json)) {
    if ('unsure' in json) return { state: 'unsure', words: typeof json.unsure === 'string' ? json.unsure : '' };
    const among = json['one of'];
    if (Array.isArray(among)) {
      const values = among.map((value) => (typeof value === 'string' ? optionOf(question, value) : null));
      if (values.every((value) => value !== null)) return { state: 'one_of', values };
    }
    const value = json[question.unit ?? ''];
    if (typeof value === 'number') return { state: 'number', value };
    if (isObject(value)) {
      const end = (name: string) => (typeof value[name] === 'number' ? (value[name] as number) : null);
      return { state: 'range', from: end('from'), to: end('to') };
    }
  }
  return { state: 'other', json };
}

function optionOf(question: Asked, text: string): string | null {
  const plain = text.trim().toLowerCase();
  return question.options?.find((option) => option.value.toLowerCase() === plain || option.label.toLowerCase() === plain)?.value ?? null;
}

export function writeAnswer(question: Asked, answer: Answer): Json {
  switch (answer.state) {
    case 'blank': return null;
    case 'yes': case 'no': case 'declined': case 'not applicable': return answer.state;
    case 'unsure': return answer.words.trim() === '' ? 'unsure' : { unsure: answer.words };
    case 'option': return answer.value;
    case 'one_of': return answer.values.length === 0 ? 'unsure' : { 'one of': answer.values };
    case 'number': return { [question.unit ?? '']: answer.value };
    case 'range': {
      if (answer.from === null && answer.to === null) return null;
      const range: { [key: string]: Json } = {};
      if (answer.from !== null) range.from = answer.from;
      if (answer.to !== null) range.to = answer.to;
      return { [question.unit ?? '']: range };
    }
    case 'date': return writeDate(answer.date);
    case 'text': return answer.text.trim() === '' ? null : answer.text;
    case 'other': return answer.json;
  }
}

/** "1,5" and "1.5"; null when it is no number. */
export function readNumber(text: string): number | null {
  const plain = text.trim().replace(',', '.');
  return /^\d+(\.\d*)?$|^\.\d+$/.test(plain) ? Number(plain) : null;
}

export function answerInWords(question: Asked, json: Json | undefined): string {
  const answer = readAnswer(question, json);
  const label = (value: string) => question.options?.find((option) => option.value === value)?.label ?? value;
  switch (answer.state) {
    case 'blank': return '';
    case 'yes': case 'no': return answer.state;
    case 'declined': return 'rather not say';
    case 'not applicable': return 'does not apply';
    case 'unsure': return answer.words ? `not sure (“${answer.words}”)` : 'not sure';
    case 'option': return label(answer.value);
    case 'one_of': return answer.values.map(label).join(' or ');
    case 'number': return `${answer.value} ${question.unit ?? ''}`;
    case 'range': return answer.from !== null && answer.to !== null ? `${answer.from} to ${answer.to} ${question.unit ?? ''}`
      : answer.from !== null ? `${answer.from} ${question.unit ?? ''} or more` : `${answer.to} ${question.unit ?? ''} or less`;
    case 'date': return dateInWords(json);
    case 'text': return `“${answer.text}”`;
    case 'other': return JSON.stringify(answer.json);
  }
}

// --- answers to lists -------------------------------------------------------------------------------------------

export type Entry = { [field: string]: Json };
/** `unknown`: not asked yet. It is read as not sure, so that a half-filled list never says that there is nothing else. */
export type More = 'no' | 'yes' | 'unsure' | 'unknown';
export interface ListAnswer {
  state: 'blank' | 'no' | 'yes' | 'unsure' | 'declined' | 'entries' | 'other';
  words: string;  // with unsure
  entries: Entry[];
  more: More;
  asked: string[] | null;  // only these terms were asked
  said: string;
  json: Json;  // with other
}

const emptyList: ListAnswer = { state: 'blank', words: '', entries: [], more: 'no', asked: null, said: '', json: null };

export function readList(json: Json | undefined): ListAnswer {
  if (json === null || json === undefined) return emptyList;
  if (typeof json === 'string') {
    const word = stateWord(json);
    switch (word) {
      case 'blank': return emptyList;
      case 'no': case 'never': return { ...emptyList, state: 'no' };
      case 'yes': case 'unsure': case 'declined': return { ...emptyList, state: word };
      default: return { ...emptyList, state: 'other', json };
    }
  }
  if (Array.isArray(json)) {
    if (json.length === 0) return { ...emptyList, state: 'no' };
    return json.every(isObject) ? { ...emptyList, state: 'entries', entries: json as Entry[] } : { ...emptyList, state: 'other', json };
  }
  if (isObject(json)) {
    if ('unsure' in json) return { ...emptyList, state: 'unsure', words: typeof json.unsure === 'string' ? json.unsure : '' };
    const said = typeof json.said === 'string' ? json.said : '';
    const asked = Array.isArray(json.asked) ? (json.asked as string[]) : null;
    let more: More = 'no';
    if (typeof json.more === 'string') {
      const word = json.more === 'unknown' ? 'unknown' : stateWord(json.more);
      more = word === 'unknown' ? 'unknown' : word === 'yes' ? 'yes' : word === 'no' || word === 'blank' ? 'no' : 'unsure';
    }
    const inner = readList(json.entries ?? null);
    if (inner.state !== 'other') {
      const some = inner.state === 'no' && more !== 'no' ? 'entries' : inner.state;
      return { ...inner, state: some, asked, said, more };
    }
  }
  return { ...emptyList, state: 'other', json };
}

export function writeList(answer: ListAnswer): Json {
  const { state } = answer;
  if (state === 'other') return answer.json;
  let value: Json = state === 'blank' ? null : state === 'entries' ? answer.entries : state;
  if (state === 'unsure' && answer.words.trim() && answer.asked === null && !answer.said) value = { unsure: answer.words };
  const more = state === 'entries' && answer.more !== 'no' ? answer.more : null;
  if (answer.asked === null && !answer.said && more === null) return value;
  if (value === null && !answer.said) return null;
  const out: { [key: string]: Json } = {};
  if (answer.asked !== null) out.asked = answer.asked;
  out.entries = value;
  if (more !== null) out.more = more;
  if (answer.said) out.said = answer.said;
  return out;
}

/** With one more entry. Until somebody has said that this is all, there may be others. */
export function addEntry(answer: ListAnswer, entry: Entry): ListAnswer {
  const more = answer.state === 'entries' ? answer.more : answer.state === 'yes' ? 'yes' : 'unknown';
  return { ...answer, state: 'entries', entries: [...answer.entries, entry], more };
}

export function setEntry(answer: ListAnswer, index: number, entry: Entry): ListAnswer {
  return { ...answer, entries: answer.entries.map((old, at) => (at === index ? entry : old)) };
}

/** Without the entry; the last one gone leaves the list unanswered, not answered with no. */
export function removeEntry(answer: ListAnswer, index: number): ListAnswer {
  const entries = answer.entries.filter((_, at) => at !== index);
  if (entries.length > 0) return { ...answer, entries };
  return { ...answer, entries, state: answer.more === 'yes' ? 'yes' : 'blank', more: 'no' };
}

/** A field of an entry; null takes it away. */
export function setField(entry: Entry, field: string, json: Json): Entry {
  const { [field]: _, ...rest } = entry;
  return json === null || (Array.isArray(json) && json.length === 0) ? rest : { ...rest, [field]: json };
}

/** How an entry is dated, as one choice. */
export type Timing = 'none' | 'on' | 'last' | 'period' | 'ongoing' | 'never' | 'unsure';

export function readTiming(entry: Entry): Timing {
  if (readDate(entry.last).how === 'never' || readDate(entry.on).how === 'never') return 'never';
  if ('on' in entry) return 'on';
  if ('last' in entry) return 'last';
  const ongoing = typeof entry.ongoing === 'string' ? stateWord(entry.ongoing) : null;
  if (ongoing === 'yes' || ongoing === 'ongoing') return 'ongoing';
  if ('start' in entry || 'end' in entry) return 'period';
  if (ongoing === 'unsure' || ongoing === 'declined') return 'unsure';
  return 'none';
}

/** Another way of dating; the day that was given moves with it. */
export function setTiming(entry: Entry, timing: Timing): Entry {
  const { on, last, start, end, ongoing: _, ...rest } = entry;
  const day = [on, last, end, start].find((json) => json !== undefined && json !== null && readDate(json).how !== 'never') ?? null;
  switch (timing) {
    case 'none': return rest;
    case 'on': return { ...rest, on: day };
    case 'last': return { ...rest, last: day };
    case 'period': return { ...rest, start: start ?? null, end: end ?? last ?? on ?? null };
    case 'ongoing': return { ...rest, ongoing: 'yes', ...(start !== undefined ? { start } : {}) };
    case 'never': return { ...rest, last: 'never' };
    case 'unsure': return { ...rest, ongoing: 'unsure' };
  }
}

export const entryName = (entry: Entry): string =>
  typeof entry.term === 'string' ? entry.term : typeof entry.text === 'string' ? `“${entry.text}”` : '';

export function timingInWords(entry: Entry): string {
  const over = typeof entry.ongoing === 'string' ? stateWord(entry.ongoing) : null;
  const tail = over === 'no' ? ', over' : over === 'unsure' ? ', perhaps still' : '';
  switch (readTiming(entry)) {
    case 'none': return '';
    case 'on': return dateInWords(entry.on) + tail;
    case 'last': return entry.last === null ? '' : `last ${dateInWords(entry.last)}${tail}`;
    case 'period': return [entry.start ? `from ${dateInWords(entry.start)}` : '', entry.end ? `to ${dateInWords(entry.end)}` : ''].filter(Boolean).join(' ') + tail;
    case 'ongoing': return `still going on${entry.start ? `, since ${dateInWords(entry.start)}` : ''}`;
    case 'never': return 'never';
    case 'unsure': return 'not sure when';
  }
}

export function entryInWords(list: List, entry: Entry): string {
  const details = list.details.map((detail) => {
    const json = entry[detail.name];
    return detail.kind === 'area' ? areaNames(json).join(', ') : answerInWords(detail, json);
  });
  return [entryName(entry), timingInWords(entry), ...details.filter(Boolean)].filter(Boolean).join(', ');
}

export function listInWords(list: List, json: Json | undefined): string {
  const answer = readList(json);
  switch (answer.state) {
    case 'blank': return '';
    case 'no': return 'no, none of these';
    case 'yes': return 'yes, not named';
    case 'unsure': return answer.words ? `not sure (“${answer.words}”)` : 'not sure';
    case 'declined': return 'rather not say';
    case 'other': return JSON.stringify(answer.json);
    case 'entries': {
      const more = answer.more === 'yes' ? ['and others'] : answer.more === 'no' ? [] : ['perhaps others'];
      return [...answer.entries.map((entry) => entryInWords(list, entry)), ...more].join('; ');
    }
  }
}

export function areaNames(json: Json | undefined): string[] {
  if (typeof json === 'string') return stateWord(json) === null ? [json] : [];
  return Array.isArray(json) ? json.filter((name) => typeof name === 'string') : [];
}

/** A list of an earlier form, to be changed in a form of today: what counted from its own signing is asked anew. */
export function carryOver(json: Json | undefined, signed: string): Json {
  const answer = readList(json);
  if (answer.state !== 'entries') return json ?? null;
  const entries = answer.entries.map((entry) => {
    const out: Entry = { ...entry };
    const lost: string[] = [];
    for (const field of ['on', 'last', 'start', 'end']) {
      const value = entry[field];
      if (value === undefined || readDate(value).how === 'never') continue;
      const kept = absoluteDate(value, signed);
      if (kept === null) {
        delete out[field];
        if (value !== null) lost.push(dateInWords(value));
      } else {
        out[field] = kept;
      }
    }
    if (lost.length > 0) out.said = [entry.said, `on ${partialInWords(signed)}: ${lost.join(', ')}`].filter(Boolean).join('; ');
    return out;
  });
  return writeList({ ...answer, entries });
}

// --- forms and the record ---------------------------------------------------------------------------------------

export type Who = 'client' | 'practitioner';

export const formBy = (draft: Draft, who: Who): Form | undefined =>
  draft.forms.find((form) => (form.kind === 'practitioner') === (who === 'practitioner'));

export function withForm(draft: Draft, who: Who, form: Form | null): Draft {
  const others = draft.forms.filter((old) => (old.kind === 'practitioner') !== (who === 'practitioner'));
  return { ...draft, forms: form ? [...others, form] : others };
}

export const newForm = (kind: Form['kind'], signed: string): Form => ({
  kind,
  signed,
  by: kind === 'practitioner' ? 'practitioner' : 'client',
  answers: {},
});

/** A draft as another program wrote it: its forms count from the day on which it was written, as far as they do not say. */
export function dated(draft: Draft, day: string): Draft {
  if (draft.forms.every((form) => form.signed)) return draft;
  return { ...draft, forms: draft.forms.map((form) => (form.signed ? form : { ...form, signed: day })) };
}

/** With the answer; null takes it away. */
export function setAnswer(form: Form, name: string, json: Json): Form {
  const { [name]: _, ...rest } = form.answers;
  return { ...form, answers: json === null ? rest : { ...rest, [name]: json } };
}

/** A form that says nothing would be asked about. */
export const saysNothing = (form: Form): boolean => Object.keys(form.answers).length === 0 && form.nothing_changed === undefined;

/** The record with the draft in it: what the live answer is about. */
export function draftRecord(record: IntakeRecord, draft: Draft): IntakeRecord {
  return { ...record, plan: draft.plan, forms: [...record.forms, ...draft.forms.filter((form) => !saysNothing(form))] };
}

/** The newest signed answer to each question and list, with its day. */
export function earlierAnswers(forms: Form[]): Map<string, { json: Json; signed: string }> {
  const found = new Map<string, { json: Json; signed: string }>();
  for (const form of [...forms].sort((a, b) => (a.signed < b.signed ? -1 : a.signed > b.signed ? 1 : 0)))
    for (const [name, json] of Object.entries(form.answers ?? {}))
      if (json !== null && json !== '') found.set(name, { json, signed: form.signed });
  return found;
}

/** Equal as JSON: the order of keys does not count. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const left = Object.entries(a).filter(([, value]) => value !== undefined), right = Object.entries(b).filter(([, value]) => value !== undefined);
  return left.length === right.length && left.every(([key, value]) => key in b && sameJson(value, (b as Record<string, unknown>)[key]));
}

/** Which question a JSON pointer into a form ("/answers/products/0/last") is about. */
export function questionAt(pointer: string): string | null {
  const parts = /(?:^|\/)answers\/([^/]+)/.exec(pointer);
  return parts?.[1]?.replaceAll('~1', '/').replaceAll('~0', '~') ?? null;
}
