// The order of the questions: what can still change the verdict first, what can change nothing folded away. Pure.
import type { Answers, FormSpec, List, Next, OnlyWhen, Question } from '../api.ts';
import { readAnswer, readDate, type Who } from './record.ts';

export type Item = { kind: 'question'; spec: Question } | { kind: 'list'; spec: List };

/** What an answer to the item can still change; null when nothing is known yet. */
export type Changes = 'verdict' | 'date' | 'note' | 'nothing' | null;

export interface Arrangement {
  open: string[];
  standing: string[];  // answered by an earlier form, and nothing to ask about that
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

/** How an item is answered: in this form, by an earlier form whose answer stands, or not. */
export type Answered = 'now' | 'stands' | 'no';

/**
 * The order of `items`: those that are open, by what their answer can change, then what is answered; what an earlier form
 * has answered; and what can change nothing. With `was`, everything up to the item after `at` keeps its place: nothing
 * moves under the fingers or the eyes.
 */
export function arrange(items: Item[], next: Next | null, answered: (name: string) => Answered, was?: Arrangement, at?: string): Arrangement {
  const names = items.map((item) => item.spec.name);
  const byParent = new Map<string, string[]>();
  for (const item of items) {
    const parent = item.spec.only_when?.question;
    if (parent !== undefined && names.includes(parent)) byParent.set(parent, [...(byParent.get(parent) ?? []), item.spec.name]);
  }
  const childrenOf = (name: string) => byParent.get(name) ?? [];
  const children = new Set([...byParent.values()].flat());
  // A box that stands for other questions of the form is there for forms that come from paper.
  const boxes = new Set(items.filter((item) => item.kind === 'question' && (item.spec.box_for ?? []).some((inner) => names.includes(inner))).map((item) => item.spec.name));

  const rank = new Map<string, number>();
  next?.ask.forEach((item, index) => {
    const name = item.question ?? item.list ?? '';
    if (!rank.has(name)) rank.set(name, index);
  });
  const asksFor = (name: string) => [name, ...childrenOf(name)].some((one) => rank.has(one));
  const order = (name: string) => Math.min(...[name, ...childrenOf(name)].map((one) => rank.get(one) ?? Infinity));

  // What keeps its place: in the open ones up to the one after `at`; of those that stand and are folded, `at` itself.
  const place = was && at !== undefined ? was.open.indexOf(at) : -1;
  const kept = place >= 0 && was ? was.open.slice(0, place + 2).filter((name) => names.includes(name)) : [];
  const stays = (group: string[] | undefined, name: string) => group !== undefined && name === at && group.includes(name);
  const rest = names.filter((name) => !kept.includes(name) && !children.has(name));
  const groupOf = (name: string): keyof Arrangement => {
    if (stays(was?.standing, name)) return 'standing';
    if (stays(was?.folded, name)) return 'folded';
    if (answered(name) === 'stands' && was?.open.includes(name) !== true) return asksFor(name) ? 'open' : 'standing';
    // An answer that was changed where it stood is not carried off.
    if (answered(name) === 'now' && was?.standing.includes(name)) return 'standing';
    if (answered(name) !== 'no' || childrenOf(name).some((child) => answered(child) !== 'no')) return 'open';
    if (changesOf(next, name) === 'nothing' && !asksFor(name)) return 'folded';
    return next !== null && boxes.has(name) && !rank.has(name) ? 'folded' : 'open';
  };
  const inOrder = rest.filter((name) => groupOf(name) === 'open').map((name, index) => ({ name, index, done: answered(name) !== 'no' && !asksFor(name) ? 1 : 0 }));
  inOrder.sort((a, b) => {
    const by = order(a.name) - order(b.name);
    return a.done - b.done || (Number.isNaN(by) || by === 0 ? a.index - b.index : by);
  });

  const withChildren = (group: string[], held: string[]) => group.flatMap((name) => [name, ...childrenOf(name).filter((child) => !held.includes(child))]);
  const first = kept.flatMap((name) => [name, ...childrenOf(name).filter((child) => !kept.includes(child))]);
  return {
    open: [...first, ...withChildren(inOrder.map((entry) => entry.name), first)],
    standing: withChildren(rest.filter((name) => groupOf(name) === 'standing'), first),
    folded: rest.filter((name) => groupOf(name) === 'folded'),
  };
}
