// Values of the decision in plain words: days and ranges, answers as they were given, edits, strengths.
import { daysBetween, longDay, mediumDay } from '../days.ts';
import type { Day, Edit, Json, PromiseOf, Range, Strength } from '../decision.ts';

/** "a, b and c" */
export function listWords(words: readonly string[], last = 'and'): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} ${last} ${words[words.length - 1]}`;
}

/** "age_guardian" -> "age guardian" */
export const spaced = (name: string): string => name.replaceAll('_', ' ');

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const plural = (count: number, one: string, many = one + 's'): string => `${count} ${count === 1 ? one : many}`;

/** "5 days earlier", "the same day", "3 days later" */
export function distance(from: Day, to: Day): string {
  const days = daysBetween(from, to);
  if (days === 0) return 'the same day';
  return `${plural(Math.abs(days), 'day')} ${days < 0 ? 'earlier' : 'later'}`;
}

/** "4 to 12 March 2026", "from 15 April 2026 on" */
export function rangeWords([first, last]: Range): string {
  if (first === null && last === null) return 'every day';
  if (first === null) return `up to ${mediumDay(last ?? '')}`;
  if (last === null) return `from ${mediumDay(first)} on`;
  if (first === last) return mediumDay(first);
  const [from, to] = [mediumDay(first), mediumDay(last)];
  if (first.slice(0, 7) === last.slice(0, 7)) return `${Number(first.slice(8))} to ${to}`;
  if (first.slice(0, 4) === last.slice(0, 4)) return `${from.slice(0, -5)} to ${to}`;
  return `${from} to ${to}`;
}

export const rangesWords = (ranges: readonly Range[]): string => listWords(ranges.map(rangeWords));

/** A day in words, "no day can be named" for none. */
export const dayOr = (day: Day | null, none = 'no day can be named'): string => (day === null ? none : longDay(day));

const isObject = (value: Json): value is { [key: string]: Json } =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** An answer as it was given: the same words as the command's. */
export function asGiven(value: Json): string {
  if (value === null) return 'not answered';
  if (typeof value === 'string') return value === '' ? 'not answered' : value;
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.length ? listWords(value.map(asGiven)) : 'none';
  const keys = Object.keys(value);
  const [key] = keys;
  if (keys.length === 1 && key !== undefined) {
    const only = value[key] ?? null;
    if (key === 'about') return 'about ' + asGiven(only);
    if (key === 'in the last' || key === 'not in the last') return `${key} ${asGiven(only)}`;
    if (key === 'words') return asGiven(only);
    if (key === 'unsure') return 'unsure: ' + asGiven(only);
    if (key === 'one of' && Array.isArray(only)) return listWords(only.map(asGiven), 'or');
    if (key === 'between' && Array.isArray(only) && only.length === 2)
      return `between ${dated(only[0] ?? null)} and ${dated(only[1] ?? null)}`;
    if (typeof only === 'number') return `${only} ${key}`;
    if (isObject(only) && 'from' in only && 'to' in only)
      return `${asGiven(only['from'] ?? null)} to ${asGiven(only['to'] ?? null)} ${key}`;
  }
  if ('entries' in value) {
    const entries = value['entries'] ?? null;
    const none = Array.isArray(entries) && entries.length === 0;
    let out = none && value['more'] === 'yes' ? 'yes, not named' : asGiven(entries);
    if (!none && value['more'] === 'yes') out += ', and more';
    if (!none && value['more'] === 'unsure') out += ', perhaps more';
    if (value['asked'] !== undefined) out += ` (asked about: ${asGiven(value['asked'])})`;
    return out;
  }
  let name = '';
  const rest: string[] = [];
  for (const [field, part] of Object.entries(value)) {
    if (field === 'said') rest.push(`in their words: “${asGiven(part)}”`);
    else if (field === 'term' || field === 'text') name = field === 'text' ? `“${asGiven(part)}”` : asGiven(part);
    else rest.push(`${spaced(field)} ${dated(part)}`);
  }
  return [name, ...rest].filter((part) => part !== '').join(', ');
}

/** A full day written out, everything else as given. */
export function dated(value: Json): string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? mediumDay(value) : asGiven(value);
}

/** The text of a clearance or an answer that stands as JSON in a text, or the text itself. */
export function jsonOr(value: Json): Json {
  if (typeof value !== 'string' || !/^[{[]/.test(value)) return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value;
  }
}

/** Where in the record an answer stands: "form 1, products, entry 1, last". */
export function pointerWords(pointer: string): string {
  if (pointer === '') return 'nobody was asked yet';
  const parts = pointer.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const out: string[] = [];
  for (const [index, part] of parts.entries()) {
    if (!/^\d+$/.test(part)) {
      if (['forms', 'answers', 'entries', 'clearances', 'plan'].includes(part)) continue;
      out.push(spaced(part));
      continue;
    }
    const before = parts[index - 1];
    const kind =
      before === 'forms' ? 'form' : before === 'clearances' ? 'clearance' : before === 'plan' ? 'treatment' : 'entry';
    out.push(`${kind} ${Number(part) + 1}`);
  }
  return out.join(', ') || spaced(parts.join(', '));
}

/** One change of the record in words: what a promise or an answer to ask for rests on. */
export function editWords(edit: Edit): string {
  const subject = edit.term ?? (edit.question ? spaced(edit.question) : edit.list ? spaced(edit.list) : '');
  const out: string[] = [];
  const entry = edit.entry === undefined ? '' : ` (entry ${edit.entry + 1} of ${spaced(edit.list ?? 'the list')})`;
  switch (edit.edit) {
    case 'answer':
      out.push(`${capital(subject)}: answered ${asGiven(edit.is ?? null)}`);
      break;
    case 'list_no':
      out.push(`${capital(spaced(edit.list ?? ''))}: none`);
      break;
    case 'no_more':
      out.push(`${capital(spaced(edit.list ?? ''))}: nothing more than what is named`);
      break;
    case 'entry_date':
      out.push(`${subject}${entry}: dated`);
      break;
    case 'entry_ended':
      out.push(`${subject}${entry}: ended`);
      break;
    case 'entry_detail':
      out.push(`${subject}${entry}: ${spaced(edit.detail ?? 'detail')} ${asGiven(edit.is ?? null)}`);
      break;
    case 'entry_other':
      out.push(`${subject}${entry}: something else`);
      break;
    case 'clearance':
      out.push('Cleared');
      break;
    case 'renewal':
      out.push('Form and clearances renewed');
      break;
    case 'resolved':
      out.push(`Resolved${subject === '' ? '' : ': ' + subject}`);
      break;
    case 'depth':
      out.push('Another depth');
      break;
    case 'area':
      out.push('Another area');
      break;
    default:
      out.push(capital(spaced(edit.edit)));
  }
  const said = new Set<string>();
  if (edit.edit === 'answer' || edit.edit === 'entry_detail') said.add('is');
  if (edit.edit === 'entry_detail') said.add('detail');
  const more: string[] = [];
  const head = out[0] ?? '';
  const missing = (text: string) => !head.toLowerCase().includes(text.toLowerCase());
  if (edit.term !== undefined && missing(edit.term)) more.push(edit.term);
  if (edit.question !== undefined && missing(spaced(edit.question))) more.push(`question “${spaced(edit.question)}”`);
  if (edit.list !== undefined && missing(spaced(edit.list))) more.push(`list “${spaced(edit.list)}”`);
  if (edit.entry !== undefined && missing(`entry ${edit.entry + 1}`)) more.push(`entry ${edit.entry + 1}`);
  if (edit.detail !== undefined && !said.has('detail')) more.push(spaced(edit.detail));
  if (edit.is !== undefined && !said.has('is')) more.push(`is ${asGiven(edit.is)}`);
  if (edit.never) more.push('it never happened');
  if (edit.on !== undefined) more.push(`on ${mediumDay(edit.on)}`);
  if (edit.on_or_before !== undefined) more.push(`on or before ${mediumDay(edit.on_or_before)}`);
  if (edit.on_or_after !== undefined) more.push(`on or after ${mediumDay(edit.on_or_after)}`);
  if (edit.by !== undefined) more.push(`by the ${spaced(edit.by)}`);
  if (edit.check !== undefined) more.push(`for the check “${spaced(edit.check)}”`);
  if (edit.up_to !== undefined) more.push(`up to ${edit.up_to}`);
  if (edit.area !== undefined) more.push(`area ${spaced(edit.area)}`);
  if (edit.not_read_by?.length) more.push(`nothing to do with ${listWords(edit.not_read_by.map(spaced))}`);
  if (edit.pointer !== undefined) more.push(`(${pointerWords(edit.pointer)})`);
  return [out.join(' '), ...more].join(', ').replaceAll(', (', ' (');
}

export function editsOf(change: PromiseOf['if']): Edit[] {
  if ('edit' in change) return [change];
  return change.all ?? [];
}

export const strengthWords: Record<Strength, string> = {
  law: 'law',
  label: 'device label',
  guideline: 'guideline',
  study: 'study',
  guidance: 'guidance',
  house: 'house default',
};

export const kindWords: Record<number, string> = {
  1: 'Waits until a day',
  2: 'Waits while this lasts',
  3: 'Waits for a clearance',
  4: 'Waits for an answer',
  6: 'Not at this setting',
};
