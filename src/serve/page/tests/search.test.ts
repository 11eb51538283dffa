import assert from 'node:assert/strict';
import { test } from 'node:test';

import { distance, makeIndex, search } from '../src/intake/search.ts';

const terms = [
  { name: 'retinoid', title: 'retinoid', also: ['vitamin A cream'] },
  { name: 'tretinoin', title: 'tretinoin', also: ['Retin-A', 'Retin-A Micro'] },
  { name: 'isotretinoin', title: 'isotretinoin', also: ['Roaccutane', 'Accutane'] },
  { name: 'decollete', title: 'the décolleté', also: [] },
];
const index = makeIndex(terms);
const found = (query: string) => search(index, query).map((hit) => `${hit.item.name} as ${hit.as}`);

test('brand names are found, and shown as they were said', () => {
  assert.equal(found('retin-a')[0], 'tretinoin as Retin-A');
  assert.equal(found('RETIN A')[0], 'tretinoin as Retin-A');
  assert.equal(found('retina')[0], 'tretinoin as Retin-A');
  assert.equal(found('decollete')[0], 'decollete as the décolleté');
});

test('slips of the finger are forgiven, other words are not', () => {
  assert.equal(found('roacutane')[0], 'isotretinoin as Roaccutane');
  assert.equal(found('isotretionin')[0], 'isotretinoin as isotretinoin');
  assert.equal(found('tretinon')[0], 'tretinoin as tretinoin');
  assert.deepEqual(found('paracetamol'), []);
  assert.deepEqual(found(''), []);
});

test('each thing is found once', () => {
  assert.equal(found('retin').filter((hit) => hit.startsWith('tretinoin')).length, 1);
});

test('distance counts a swap as one', () => {
  assert.equal(distance('abcd', 'abdc', 2), 1);
  assert.equal(distance('abcd', 'wxyz', 2), Infinity);
});
