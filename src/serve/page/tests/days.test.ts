import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addDays, dayValue, longDay } from '../src/days.ts';

test('a day that does not exist has no value', () => {
  assert.equal(dayValue('2026-02-31'), null);
  assert.equal(dayValue('2026-2-3'), null);
  assert.notEqual(dayValue('2028-02-29'), null);
});

test('days are added across months and clock changes', () => {
  assert.equal(addDays('2026-03-28', 3), '2026-03-31');
  assert.equal(addDays('2026-12-31', 1), '2027-01-01');
});

test('a day in words', () => {
  assert.equal(longDay('2026-03-16'), 'Monday 16 March 2026');
});
