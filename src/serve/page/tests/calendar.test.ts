import assert from 'node:assert/strict';
import { test } from 'node:test';

import { daysOf, monthsBetween, nextMonth, sameDayOf, weeksOf } from '../src/calendar/months.ts';
import { seriesOf } from '../src/calendar/series.ts';
import { addDays } from '../src/days.ts';
import type { Calendar, Decision } from '../src/decision.ts';

const calendar = {
  from: '2026-03-01',
  to: '2026-03-31',
  visit: '2026-03-16',
  treatments: [
    {
      treatment: 'microneedling',
      runs: [
        { from: '2026-03-01', to: '2026-03-15', state: 'before_record' },
        { from: '2026-03-16', to: '2026-03-20', state: 'wait', closed_by: [{ check: 'sun', title: 'Sun', until: '2026-03-21' }] },
        { from: '2026-03-21', to: '2026-03-31', state: 'go' },
      ],
    },
    {
      treatment: 'led',
      runs: [
        { from: '2026-03-01', to: '2026-03-15', state: 'before_record' },
        { from: '2026-03-16', to: '2026-03-24', state: 'unclear' },
        { from: '2026-03-25', to: '2026-03-31', state: 'go_once_renewed' },
      ],
    },
  ],
} as unknown as Calendar;

test('each day of each treatment has its state', () => {
  const days = daysOf(calendar, 0);
  assert.equal(days.size, 31);
  assert.equal(days.get('2026-03-20')?.state, 'wait');
  assert.equal(days.get('2026-03-21')?.state, 'go');
  assert.equal(days.get('2026-03-21')?.runs.length, 1);
});

test('together a day is only as good as its worst treatment', () => {
  const days = daysOf(calendar, null);
  assert.equal(days.get('2026-03-15')?.state, 'before_record');
  assert.equal(days.get('2026-03-18')?.state, 'wait');
  assert.equal(days.get('2026-03-22')?.state, 'unclear');
  assert.equal(days.get('2026-03-28')?.state, 'go_once_renewed');
  assert.equal(days.get('2026-03-28')?.runs.length, 2);
});

test('the weeks of a month begin on Monday', () => {
  const weeks = weeksOf('2026-03');
  assert.equal(weeks.length, 6);
  assert.deepEqual(weeks[0], [null, null, null, null, null, null, '2026-03-01']);
  assert.deepEqual(weeks[5]?.slice(0, 3), ['2026-03-30', '2026-03-31', null]);
  assert.equal(weeksOf('2027-02').length, 4);
});

test('months go over the year, and a day that the other month has not is its last', () => {
  assert.equal(nextMonth('2026-12'), '2027-01');
  assert.equal(nextMonth('2026-01', -1), '2025-12');
  assert.deepEqual(monthsBetween('2026-11-10', '2027-01-02'), ['2026-11', '2026-12', '2027-01']);
  assert.equal(sameDayOf('2026-01-31', 1), '2026-02-28');
  assert.equal(sameDayOf('2026-03-31', -1), '2026-02-28');
  assert.equal(sameDayOf('2026-03-16', 1), '2026-04-16');
});

/** A decision for a day: GO, or WAIT with an earliest day; the next session after `gap` days. */
function decision(day: string, gap: number | null, earliest: string | null = day, kind: 'go' | 'renewed' = 'go'): Decision {
  return {
    visit: day,
    treatments: [
      {
        treatment: 'microneedling',
        verdict: earliest === day && kind === 'go' ? 'GO' : 'WAIT',
        earliest,
        earliest_kind: earliest === null ? null : kind,
        aftercare: gap === null ? [] : [{ verb: 'next_session', from: addDays(day, gap) }],
      },
    ],
  } as unknown as Decision;
}

test('each session is asked about on the day after the interval', async () => {
  const asked: string[] = [];
  const series = await seriesOf(decision('2026-03-16', 28), 0, 3, async (day) => {
    asked.push(day);
    return decision(day, 28);
  });
  assert.deepEqual(series.sessions.map((one) => one.day), ['2026-03-16', '2026-04-13', '2026-05-11']);
  assert.deepEqual(asked, ['2026-04-13', '2026-05-11']);
  assert.equal(series.stopped, '');
});

test('what else holds a day moves the session, and says so', async () => {
  const series = await seriesOf(decision('2026-03-16', 28, '2026-03-25'), 0, 3, async (day) =>
    day === '2026-04-22' ? decision(day, 28, '2026-04-30', 'renewed') : decision(day, 28),
  );
  assert.deepEqual(series.sessions, [
    { number: 1, day: '2026-03-25', renewed: false, waits: false },
    { number: 2, day: '2026-04-30', renewed: true, waits: true },
    { number: 3, day: '2026-05-28', renewed: false, waits: false },
  ]);
});

test('a series ends where no day can be named, or no interval', async () => {
  const none = await seriesOf(decision('2026-03-16', 28, null), 0, 3, () => Promise.reject(new Error('nobody asks')));
  assert.deepEqual(none.sessions, []);
  assert.notEqual(none.stopped, '');
  const alone = await seriesOf(decision('2026-03-16', null), 0, 3, () => Promise.reject(new Error('nobody asks')));
  assert.equal(alone.sessions.length, 1);
  assert.notEqual(alone.stopped, '');
});
