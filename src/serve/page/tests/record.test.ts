import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Draft, Form, IntakeRecord, Json, List, Question } from '../src/api.ts';
import * as record from '../src/intake/record.ts';
import { readJson } from './sources.ts';

const question = (kind: Question['kind'], more: Partial<Question> = {}): Question => ({
  name: 'q', text: 'Q?', kind, answered_by: 'client', not_applicable: false, only_when: null, needed: false, checks: [], ...more,
});
const list = (more: Partial<List> = {}): List => ({
  name: 'l', text: 'Which?', role: 'exposures', planned_too: false, answered_by: 'client', looks_back: null, only_when: null, needed: false,
  terms: [], asks_for: [], dating: 'past', details: [], checks: [], ...more,
});

test('what the page writes, it reads as the same', () => {
  const dates: Json[] = [null, '2026-11-20', '2026-11', '2026', 'never', 'yes', 'unsure', 'declined', { about: '2 weeks ago' }, { about: '1 day ago' },
    { between: ['2025-09', '2025-11-30'] }, { 'in the last': '6 months' }, { 'not in the last': '1 year' }, { 'one of': ['2026-01-04', '2026-01-11'] },
    { words: 'a few days before Christmas' }, { unsure: 'last summer?' }, { 'one of': [{ words: 'x' }] }];
  for (const json of dates) assert.deepEqual(record.writeDate(record.readDate(json)), json);
  const answers: [Question, Json][] = [
    [question('yes_no'), 'yes'], [question('yes_no'), 'not applicable'], [question('yes_no'), { unsure: 'usually okay' }], [question('yes_no'), 'declined'],
    [question('options', { options: [{ value: 'I', label: 'I' }, { value: 'II', label: 'II' }] }), { 'one of': ['I', 'II'] }],
    [question('number', { unit: 'mm' }), { mm: 1.5 }], [question('number', { unit: 'mm' }), { mm: { from: 0.5, to: 1.5 } }],
    [question('number', { unit: 'mm' }), { mm: { from: 0.5 } }], [question('past_day'), { about: '3 months ago' }], [question('text'), 'some words'],
  ];
  for (const [asked, json] of answers) assert.deepEqual(record.writeAnswer(asked, record.readAnswer(asked, json)), json);
  const lists: Json[] = [null, 'no', 'yes', 'unsure', 'declined', { unsure: 'cannot say' }, [{ term: 'retinol' }], { entries: [{ term: 'retinol' }], more: 'yes' },
    { entries: [{ term: 'retinol' }], more: 'unknown' }, { entries: [], more: 'yes' }, { asked: ['isotretinoin'], entries: 'no' },
    { asked: ['isotretinoin'], entries: [{ term: 'isotretinoin', last: null }] }];
  for (const json of lists) assert.deepEqual(record.writeList(record.readList(json)), json);
});

test('every answer of the sample with every form is read, none as unknown to the page', () => {
  const sample = readJson('samples/intakes/c-0417-every-form-once.json') as IntakeRecord;
  for (const form of sample.forms)
    for (const json of Object.values(form.answers)) {
      const answer = record.readList(json);
      for (const entry of answer.entries) for (const field of ['on', 'last', 'start', 'end']) assert.notEqual(record.readDate(entry[field]).how, 'other');
    }
  const products = record.readList(sample.forms[0]?.answers.products);
  assert.deepEqual(products.entries.map(record.readTiming), ['last', 'ongoing', 'last', 'never', 'last']);
});

test('state words are read as the record says them', () => {
  assert.equal(record.stateWord("I don't know."), 'unsure');
  assert.equal(record.stateWord('Prefer-not-to-say'), 'declined');
  assert.equal(record.stateWord('still using it'), 'ongoing');
  assert.equal(record.stateWord('tomorrow'), null);
  assert.equal(record.stateWord('  '), 'blank');
});

test('what is not finished is not asked: never a no', () => {
  assert.equal(record.writeDate({ how: 'about', amount: '', unit: 'weeks' }), null);
  assert.equal(record.writeDate({ how: 'about', amount: '-3', unit: 'weeks' }), null);
  assert.equal(record.writeDate({ how: 'between', from: '2026-01', to: '' }), null);
  assert.equal(record.writeAnswer(question('number', { unit: 'kg' }), { state: 'range', from: null, to: null }), null);
});

test('a date typed in parts', () => {
  assert.deepEqual(record.joinDate('', '', ''), { json: null, fault: '' });
  assert.deepEqual(record.joinDate('4', '3', '2026'), { json: '2026-03-04', fault: '' });
  assert.deepEqual(record.joinDate('', '3', '2026'), { json: '2026-03', fault: '' });
  assert.deepEqual(record.joinDate('', '', '2026'), { json: '2026', fault: '' });
  // Handed on as it was said: the program asks again, and the page says so at once.
  assert.deepEqual(record.joinDate('31', '2', '2026'), { json: '2026-02-31', fault: 'There is no such day.' });
  // Half typed, it is any day: "12 March" would be read as the last one.
  assert.deepEqual(record.joinDate('12', '3', ''), { json: { unsure: '12 March' }, fault: 'Write the year in four figures.' });
  assert.deepEqual(record.joinDate('12', '3', '198'), { json: { unsure: '12 March 198' }, fault: 'Write the year in four figures.' });
  assert.deepEqual(record.joinDate('12', '', '2025'), { json: { unsure: '12 2025' }, fault: 'Which month?' });
});

test('a list that is being filled in never says that there is nothing else', () => {
  let answer = record.addEntry(record.readList(null), { term: 'retinol' });
  assert.deepEqual(record.writeList(answer), { entries: [{ term: 'retinol' }], more: 'unknown' });
  answer = record.addEntry({ ...answer, more: 'no' }, { text: 'green cream' });
  assert.deepEqual(record.writeList(answer), [{ term: 'retinol' }, { text: 'green cream' }]);
  answer = record.removeEntry(record.removeEntry(answer, 0), 0);
  assert.equal(record.writeList(answer), null);
  assert.equal(record.writeList(record.removeEntry(record.addEntry(record.readList('yes'), { term: 'retinol' }), 0)), 'yes');
});

test('a day moves with the way of dating', () => {
  const entry = record.setTiming({ term: 'peel', on: '2026-02' }, 'last');
  assert.deepEqual(entry, { term: 'peel', last: '2026-02' });
  assert.deepEqual(record.setTiming(entry, 'never'), { term: 'peel', last: 'never' });
  assert.deepEqual(record.setTiming(record.setTiming(entry, 'never'), 'on'), { term: 'peel', on: null });
  assert.deepEqual(record.setTiming({ term: 'peel', ongoing: 'yes', start: '2026' }, 'none'), { term: 'peel' });
});

test('an earlier list keeps its meaning on another day', () => {
  const before: Json = [{ term: 'retinol', last: { about: '2 weeks ago' } }, { term: 'scrub', on: { 'in the last': '10 days' } }, { term: 'peel', on: '2026-01', ongoing: 'no' }];
  assert.deepEqual(record.carryOver(before, '2026-02-20'), [
    { term: 'retinol', said: 'on 20 February 2026: about 2 weeks ago' },
    { term: 'scrub', on: { between: ['2026-02-10', '2026-02-20'] } },
    { term: 'peel', on: '2026-01', ongoing: 'no' },
  ]);
  assert.equal(record.carryOver('no', '2026-02-20'), 'no');
});

test('the record of a draft leaves out forms that say nothing', () => {
  const base: IntakeRecord = { record: 'contra.intake/1', visit: '2026-03-16', plan: [{ treatment: 'led' }], forms: [], clearances: [] };
  const change: Form = record.newForm('change', '2026-03-16');
  const draft: Draft = { forms: [change], plan: [{ treatment: 'peel' }] };
  assert.deepEqual(record.draftRecord(base, draft).forms, []);
  assert.deepEqual(record.draftRecord(base, draft).plan, [{ treatment: 'peel' }]);
  const answered = record.withForm(draft, 'client', record.setAnswer(change, 'fever', 'no'));
  assert.equal(record.draftRecord(base, answered).forms.length, 1);
  assert.deepEqual(record.setAnswer(record.setAnswer(change, 'fever', 'no'), 'fever', null), change);
});

test('answers in words', () => {
  assert.equal(record.dateInWords({ between: ['2025-09', '2025-11-30'] }), 'between September 2025 and 30 November 2025');
  assert.equal(record.answerInWords(question('number', { unit: 'mm' }), { mm: { from: 0.5 } }), '0.5 mm or more');
  assert.equal(record.listInWords(list(), { entries: [{ term: 'retinol', ongoing: 'yes' }], more: 'unknown' }), 'retinol, still going on; perhaps others');
  assert.equal(record.listInWords(list(), [{ text: 'the green cream', last: 'unsure' }]), '“the green cream”, last not sure');
});

test('a pointer names its question', () => {
  assert.equal(record.questionAt('/answers/products/0/last'), 'products');
  assert.equal(record.questionAt('/forms/0/answers/a~1b'), 'a/b');
  assert.equal(record.questionAt('/signed'), null);
});
