// The order of the questions: what can still change the verdict first, what can change nothing folded away. Pure.
import type { Answers, FormSpec, List, Next, OnlyWhen, Question } from '../api.ts';
import { readAnswer, readDate, type Who } from './record.ts';

export type Item = { kind: 'question'; spec: Question } | { kind: 'list'; spec: List };

/** What an answer to the item can still change; null when nothing is known yet. */
export type Changes = 'verdict' | 'date' | 'note' | 'nothing' | null;

export interface Arrangement {
  open: string[];
  folded: string[];
}

export function itemsOf(form: FormSpec, who: Who): Item[] {
  return [
    ...form.questions.filter((spec) => spec.answered_by === who).map((spec): Item => ({ kind: 'question', spec })),
    ...form.lists.filter((spec) => spec.answered_by === who).map((spec): Item => ({ kind: 'list', spec })),
  ];
}

export function changesOf(next: Next | null, name: string): Changes {
  if (!next) return null;
  const rank = { verdict: 0, date: 1, note: 2 };
  let best: Changes = next.hidden.includes(name) ? 'nothing' : null;
  for (const item of next.ask)
    if ((item.question ?? item.list) === name && (best === null || best === 'nothing' || rank[item.changes] < rank[best])) best = item.changes;
  return best;
}

/** Whether a question that is asked only when another has a certain answer is to be asked; null: the other is open. */
export function applies(only: OnlyWhen | null, asked: (name: string) => Question | undefined, answers: (name: string) => Answers[string] | undefined): boolean | null {
  if (!only) return true;
  const question = asked(only.question);
  if (!question) return true;
  const answer = readAnswer(question, answers(only.question));
  switch (answer.state) {
    case 'blank': return null;
    case 'yes': case 'no': return only.is.includes(answer.state);
    case 'not applicable': return only.is.includes('no');
    case 'option': return only.is.includes(answer.value);
    case 'one_of': return answer.values.some((value) => only.is.includes(value));
    case 'date': return readDate(answers(only.question)).how === 'never' ? only.is.includes('no') : true;
    default: return true;  // it may be any answer, this one too
  }
}

/**
 * The order of `items`: those that are open, by what their answer can change, then what is answered; and those folded
 * away. With `was`, everything up to the item after `at` keeps its place: nothing moves under the fingers or the eyes.
 */
export function arrange(items: Item[], next: Next | null, isAnswered: (name: string) => boolean, was?: Arrangement, at?: string): Arrangement {
  const names = items.map((item) => item.spec.name);
  const byParent = new Map<string, string[]>();
  for (const item of items) {
    const parent = item.spec.only_when?.question;
    if (parent !== undefined && names.includes(parent)) byParent.set(parent, [...(byParent.get(parent) ?? []), item.spec.name]);
  }
  const children = new Set([...byParent.values()].flat());

  const kept: string[] = [];
  if (was && at !== undefined) {
    const place = was.open.indexOf(at);
    if (place >= 0) kept.push(...was.open.slice(0, place + 2).filter((name) => names.includes(name)));
  }
  const held = new Set(kept);

  const rank = new Map<string, number>();
  next?.ask.forEach((item, index) => {
    const name = item.question ?? item.list ?? '';
    if (!rank.has(name)) rank.set(name, index);
  });
  const order = (name: string) => {
    const own = [name, ...(byParent.get(name) ?? [])].map((one) => rank.get(one) ?? Infinity);
    return Math.min(...own);
  };

  const rest = names.filter((name) => !held.has(name) && !children.has(name));
  const folds = (name: string) => !isAnswered(name) && changesOf(next, name) === 'nothing' &&
    !(byParent.get(name) ?? []).some((child) => rank.has(child) || isAnswered(child));
  const asking = rest.filter((name) => !isAnswered(name) && !folds(name));
  const answered = rest.filter((name) => isAnswered(name));
  const sorted = asking.map((name, index) => ({ name, index })).sort((a, b) => {
    const by = order(a.name) - order(b.name);
    return Number.isNaN(by) || by === 0 ? a.index - b.index : by;
  }).map((entry) => entry.name);

  const open: string[] = [];
  for (const name of [...kept, ...sorted, ...answered]) {
    if (open.includes(name)) continue;
    open.push(name);
    for (const child of byParent.get(name) ?? []) if (!open.includes(child) && !held.has(child)) open.push(child);
  }
  return { open, folded: rest.filter(folds) };
}
