import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Json, Next, NextItem, Question } from '../src/api.ts';
import { applies, arrange, changesOf, type Item } from '../src/intake/arrange.ts';

const item = (name: string, only?: string): Item => ({
  kind: 'question',
  spec: {
    name, text: name, kind: 'yes_no', answered_by: 'client', not_applicable: false, needed: false, checks: [],
    only_when: only ? { question: only, is: ['yes'], else_no: true } : null,
  },
});
const asking = (name: string, changes: NextItem['changes'] = 'verdict'): NextItem => ({ question: name, what: 'question', text: name, state: 'not asked yet', checks: [], changes, group: 'ask_first' });
const next = (ask: string[], hidden: string[]): Next => ({ next: 'contra.next/1', settled: false, left: ask.length, ask: ask.map((name) => asking(name)), hidden });
const items = [item('a'), item('b'), item('b1', 'b'), item('c'), item('d'), item('e')];

const none = () => 'no' as const;

test('what can change the verdict comes first, what changes nothing is folded, what is answered comes last', () => {
  const got = arrange(items, next(['d', 'c'], ['e']), (name) => (name === 'a' ? 'now' : 'no'));
  assert.deepEqual(got, { open: ['d', 'c', 'b', 'b1', 'a'], standing: [], folded: ['e'] });
});

test('an answer that is still asked about is not done', () => {
  const got = arrange(items, next(['d', 'a'], ['b', 'b1', 'c', 'e']), (name) => (name === 'a' ? 'now' : 'no'));
  assert.deepEqual(got.open, ['d', 'a']);
});

test('a question that hangs on another stands under it, and lifts it', () => {
  assert.deepEqual(arrange(items, next(['b1', 'a'], ['b']), none).open.slice(0, 3), ['b', 'b1', 'a']);
});

test('nothing moves up to the question after the one that is worked on', () => {
  const was = arrange(items, next(['a', 'b', 'c', 'd', 'e'], []), none);
  const got = arrange(items, next(['e'], ['a', 'b', 'b1', 'c', 'd']), (name) => (name === 'a' ? 'now' : 'no'), was, 'b');
  assert.deepEqual(got, { open: ['a', 'b', 'b1', 'e'], standing: [], folded: ['c', 'd'] });
});

test('what an earlier form answered stands, unless it is asked about; changed, it stays where it is', () => {
  const stands = () => 'stands' as const;
  const was = arrange(items, next(['c'], []), stands);
  assert.deepEqual(was, { open: ['c'], standing: ['a', 'b', 'b1', 'd', 'e'], folded: [] });
  const got = arrange(items, next(['c', 'd'], []), (name) => (name === 'd' ? 'now' : 'stands'), was, 'd');
  assert.deepEqual(got.standing, ['a', 'b', 'b1', 'd', 'e']);
});

test('a box for questions of the form is folded, until it is answered', () => {
  const box = item('box');
  (box.spec as Question).box_for = ['a'];
  assert.deepEqual(arrange([...items, box], next(['a'], []), none).folded, ['box']);
  assert.ok(arrange([...items, box], next(['a'], []), (name) => (name === 'box' ? 'now' : 'no')).open.includes('box'));
});

test('the most that an answer can change counts', () => {
  const both: Next = { ...next([], ['a']), ask: [asking('a', 'note'), asking('a', 'date')] };
  assert.equal(changesOf(both, 'a'), 'date');
  assert.equal(changesOf(both, 'z'), null);
  assert.equal(changesOf(next([], ['a']), 'a'), 'nothing');
});

test('a condition is open until its question is answered, and holds when the answer may be the one', () => {
  const asked = (name: string) => items.find((one) => one.spec.name === name)?.spec as Question | undefined;
  const only = { question: 'b', is: ['yes'], else_no: true };
  const holds = (json: Json) => applies(only, asked, () => json);
  assert.deepEqual([holds(null), holds('yes'), holds('no'), holds('unsure'), holds('declined')], [null, true, false, true, true]);
});
