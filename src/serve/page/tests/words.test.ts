import assert from 'node:assert/strict';
import { test } from 'node:test';

import { hoursWords } from '../src/answer/care.tsx';
import { spansOf } from '../src/answer/timeline.tsx';
import { asGiven, editWords, jsonOr, listWords, pointerWords, rangeWords } from '../src/answer/words.ts';
import { rowOf } from '../src/day/import.tsx';
import { keeps, whyParts, type DayLine } from '../src/day/data.ts';
import { termsOf } from '../src/records/clearance.tsx';
import type { Reason } from '../src/decision.ts';

test('an answer as it was given', () => {
  assert.equal(asGiven(null), 'not answered');
  assert.equal(asGiven([]), 'none');
  assert.equal(asGiven({ mm: 1.5 }), '1.5 mm');
  assert.equal(asGiven({ mm: { from: 0.5, to: 1.5 } }), '0.5 to 1.5 mm');
  assert.equal(asGiven({ 'one of': ['III', 'IV'] }), 'III or IV');
  assert.equal(asGiven({ unsure: 'I think so' }), 'unsure: I think so');
  assert.equal(asGiven({ term: 'Epiduo', last: { about: '1 week ago' }, area: ['face'] }), 'Epiduo, last about 1 week ago, area face');
  assert.equal(asGiven({ term: 'peel', on: '2026-02-10', said: 'the strong one' }), 'peel, on 10 February 2026, in their words: “the strong one”');
  assert.equal(asGiven({ entries: [], more: 'yes' }), 'yes, not named');
  assert.equal(asGiven({ between: ['2025-09-01', '2025-11'] }), 'between 1 September 2025 and 2025-11');
});

test('ranges of days', () => {
  assert.equal(rangeWords(['2026-03-04', '2026-03-12']), '4 to 12 March 2026');
  assert.equal(rangeWords(['2026-03-25', '2026-04-14']), '25 March to 14 April 2026');
  assert.equal(rangeWords(['2025-12-25', '2026-01-06']), '25 December 2025 to 6 January 2026');
  assert.equal(rangeWords(['2026-04-15', null]), 'from 15 April 2026 on');
  assert.equal(rangeWords([null, '2026-04-15']), 'up to 15 April 2026');
  assert.equal(rangeWords(['2026-04-15', '2026-04-15']), '15 April 2026');
});

test('where an answer stands', () => {
  assert.equal(pointerWords('/forms/0/answers/products/0/last'), 'form 1, products, entry 1, last');
  assert.equal(pointerWords('/clearances/1'), 'clearance 2');
  assert.equal(pointerWords('/plan/0/depth'), 'treatment 1, depth');
  assert.equal(pointerWords(''), 'nobody was asked yet');
});

test('an edit in words', () => {
  assert.equal(
    editWords({ edit: 'entry_date', list: 'products', entry: 0, pointer: '/forms/0/answers/products/0', term: 'Epiduo', on_or_before: '2026-03-11' }),
    'Epiduo (entry 1 of products): dated, on or before 11 March 2026 (form 1, products, entry 1)',
  );
  assert.equal(editWords({ edit: 'answer', question: 'keloid_self', is: 'no' }), 'Keloid self: answered no');
  assert.equal(
    editWords({ edit: 'clearance', check: 'isotretinoin', by: 'dermatologist', on: '2026-03-16' }),
    'Cleared, on 16 March 2026, by the dermatologist, for the check “isotretinoin”',
  );
});

test('lists, hours and text that is JSON', () => {
  assert.equal(listWords(['a', 'b', 'c'], 'or'), 'a, b or c');
  assert.equal(hoursWords(8), '8 hours');
  assert.equal(hoursWords(48), '48 hours');
  assert.equal(hoursWords(72), '3 days');
  assert.deepEqual(jsonOr('{"by":"doctor"}'), { by: 'doctor' });
  assert.equal(jsonOr('a doctor'), 'a doctor');
});

const line = { asOf: '2026-03-14', visit: '2026-03-16', until: '2026-03-19', notBefore: null, sure: true, evidence: [] };

test('the time line of a window', () => {
  assert.equal(spansOf(line), null);
  const past = spansOf({ ...line, evidence: [{ pointer: '/a', value: 'x', days: [['2026-03-04', '2026-03-12']] }] });
  assert.deepEqual([past?.first, past?.last, past?.start, past?.certain], ['2026-03-04', '2026-03-19', '2026-03-04', '2026-03-19']);
  const vague = spansOf({ ...line, sure: false, notBefore: '2026-03-17', evidence: [{ pointer: '/a', value: 'x', days: [['2026-03-04', '2026-03-12']] }] });
  assert.equal(vague?.certain, '2026-03-17');
  const planned = spansOf({ ...line, until: '2026-03-27', evidence: [{ pointer: '/a', value: 'x', days: [['2026-03-19', '2026-03-26']] }] });
  assert.deepEqual([planned?.first, planned?.start], ['2026-03-14', '2026-03-16']);
  const open = spansOf({ ...line, until: null, evidence: [{ pointer: '/a', value: 'x', days: [['2026-03-04', '2026-03-04']] }] });
  assert.ok(open?.open && open.last > '2026-03-16');
  assert.equal(spansOf({ ...line, evidence: [{ pointer: '/a', value: 'x', days: [['1988-05-01', '1988-05-01']] }] }), null);
});

const of = (verdict: string, state: string, open = 0, why = '') =>
  ({ verdict, open_questions: open, why, appointment: { state } }) as unknown as DayLine;

test('the filter of the day list', () => {
  assert.ok(keeps('all', of('WAIT', 'cancelled')));
  assert.ok(keeps('go', of('GO', 'planned')));
  assert.ok(!keeps('go', of('GO', 'done')));
  assert.ok(keeps('done', of('GO', 'done')));
  assert.ok(keeps('questions', of('WAIT', 'planned', 2)));
  assert.ok(!keeps('questions', of('WAIT', 'planned', 0)));
});

test('why, without saying the verdict twice', () => {
  assert.deepEqual(whyParts(of('WAIT', 'planned', 0, 'The form: WAIT recommended. It is too old.')), { title: 'The form', rest: 'It is too old.' });
  assert.deepEqual(whyParts(of('WAIT', 'planned', 0, 'Sun: WAIT recommended until Monday: sunbathing.')), { title: 'Sun', rest: 'until Monday: sunbathing.' });
  assert.deepEqual(whyParts(of('GO', 'planned', 0, 'Opaque eye shields.')), { title: '', rest: 'Opaque eye shields.' });
  assert.deepEqual(whyParts(of('GO', 'planned', 0, 'GO')), { title: '', rest: '' });
});

test('the row of a fault in an imported list', () => {
  assert.equal(rowOf({ detail: '', pointer: '/2/day' }, false), 'Entry 3');
  assert.equal(rowOf({ detail: '', pointer: '/2/day', line: 4 }, true), 'Line 4');
  assert.equal(rowOf({ detail: '' }, true), 'The file');
});

test('the terms that a clearance may be for', () => {
  const evidence = [
    { pointer: '/a', value: { entries: [{ term: 'apixaban' }, { text: 'the green one' }] } },
    { pointer: '/b', value: { term: 'apixaban' } },
    { pointer: '/c', value: 'yes' },
  ];
  assert.deepEqual(termsOf({ evidence } as unknown as Reason), ['apixaban']);
});
