// The days of a client, month by month. A tap or Enter on a day shows what holds it.
import { Fragment } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';

import { addDays, dayValue, longDay } from '../days.ts';
import { reason as failureWords } from '../api.ts';
import { capital, listWords, plural, spaced } from '../answer/words.ts';
import type { Calendar, Day, Decision } from '../decision.ts';
import { DayDetail } from './day-detail.tsx';
import { Month } from './month.tsx';
import { daysOf, legend, monthsBetween, nextMonth, sameDayOf, stateSign, stateWords } from './months.ts';
import { hasSeries, type Series, seriesOf } from './series.ts';

interface Props {
  calendar: Calendar;
  decision: Decision;
  today: Day;
  /** the decision of the same answers for another day */
  ask?: ((day: Day) => Promise<Decision>) | undefined;
  /** show other months: from a month "2026-03", how many */
  onMonths?: ((from: string, months: number) => void) | undefined;
  onVisit?: ((day: Day) => void) | undefined;
}

export function CalendarView({ calendar, decision, today, ask, onMonths, onVisit }: Props) {
  const many = calendar.treatments.length > 1;
  const [picked, setPicked] = useState<number | null>(null);
  const only = picked !== null && picked < calendar.treatments.length ? picked : null;
  const days = useMemo(() => daysOf(calendar, only), [calendar, only]);
  const months = monthsBetween(calendar.from, calendar.to);
  const [chosen, setChosen] = useState<Day | null>(null);
  const [at, setAt] = useState<Day>(calendar.visit);
  const [moved, setMoved] = useState(false);
  const inside = at >= calendar.from && at <= calendar.to;
  const focus = inside ? at : calendar.visit >= calendar.from && calendar.visit <= calendar.to ? calendar.visit : calendar.from;
  const titles = new Map(decision.treatments.map((t) => [t.treatment, t.title]));
  const looked = calendar.treatments.filter((_, index) => only === null || only === index);
  const earliest = looked.some((t) => t.earliest === null) ? null : looked.reduce<Day | null>((most, t) => (most === null || (t.earliest ?? '') > most ? t.earliest : most), null);
  const [series, setSeries] = useState<Series[]>([]);
  const sessions = new Map<Day, string>();
  for (const one of series)
    for (const session of one.sessions)
      if (session.number > 1) sessions.set(session.day, many ? `session ${session.number} (${titles.get(one.treatment) ?? one.treatment})` : `session ${session.number}`);

  // Other answers, another series.
  useEffect(() => setSeries([]), [decision]);

  const show = (from: string) => onMonths?.(from, months.length);
  const turn = (from: string) => {
    setMoved(false);
    show(from);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    // Months that are on their way are not here yet: the keys go on from where they have come to.
    const base = moved ? at : focus;
    const weekday = (new Date(dayValue(base) ?? 0).getUTCDay() + 6) % 7;
    const to: Record<string, Day> = {
      ArrowLeft: addDays(base, -1),
      ArrowRight: addDays(base, 1),
      ArrowUp: addDays(base, -7),
      ArrowDown: addDays(base, 7),
      Home: addDays(base, -weekday),
      End: addDays(base, 6 - weekday),
      PageUp: sameDayOf(base, -1),
      PageDown: sameDayOf(base, 1),
    };
    const day = to[event.key];
    if (day === undefined || !(event.target as Element).matches('.day')) return;
    event.preventDefault();
    setAt(day);
    setMoved(true);
    if (day < calendar.from) show(day.slice(0, 7));
    if (day > calendar.to) show(nextMonth(day.slice(0, 7), 1 - months.length));
  };

  // Under its month, so that it is seen where the day was tapped.
  const detail = chosen !== null && <DayDetail day={chosen} known={days.get(chosen)} titles={titles} ask={ask} onVisit={chosen === calendar.visit ? undefined : onVisit} />;

  return (
    <section class="calendar" aria-label="Calendar">
      <div class="calendar-head">
        {onMonths && (
          <div class="row">
            <button type="button" onClick={() => turn(nextMonth(months[0] ?? '', -1))}>Earlier</button>
            <button type="button" onClick={() => turn(nextMonth(months[0] ?? '', 1))}>Later</button>
            <button type="button" class="quiet" onClick={() => turn(calendar.visit.slice(0, 7))}>To the asked day</button>
          </div>
        )}
        {many && (
          <label class="calendar-of">
            For{' '}
            <select value={only === null ? 'all' : String(only)} onChange={(event) => {
              const value = (event.currentTarget as HTMLSelectElement).value;
              setPicked(value === 'all' ? null : Number(value));
            }}>
              <option value="all">all treatments together</option>
              {calendar.treatments.map((t, index) => (
                <option key={t.treatment + String(index)} value={String(index)}>{titles.get(t.treatment) ?? t.treatment}</option>
              ))}
            </select>
          </label>
        )}
      </div>
      <div class="months" onKeyDown={onKey}>
        {months.map((month) => (
          <Fragment key={month}>
            <Month
              month={month}
              days={days}
              visit={calendar.visit}
              earliest={earliest}
              today={today}
              sessions={sessions}
              chosen={chosen}
              focus={focus}
              takeFocus={moved && inside && focus.startsWith(month)}
              onChoose={(day) => {
                setAt(day);
                setChosen(day === chosen ? null : day);
              }}
            />
            {chosen?.startsWith(month) && detail}
          </Fragment>
        ))}
      </div>
      {chosen !== null && !months.includes(chosen.slice(0, 7)) && detail}
      <ul class="legend">
        {legend.map((state) => (
          <li key={state}>
            <span class={`key ${state}`} aria-hidden="true">{stateSign[state]}</span> {capital(stateWords[state])}
          </li>
        ))}
        <li><span class="key is-visit" aria-hidden="true" /> Asked day</li>
        <li><span class="key is-earliest" aria-hidden="true" /> Earliest day</li>
      </ul>
      <p class="muted calendar-help">
        Tap a day, or choose it with the arrow keys and Enter, to see what holds it.
        {earliest !== null && <> Earliest{many && only === null ? ' for all treatments' : ''}: {longDay(earliest)}.</>}
      </p>
      {ask && <SeriesPart decision={decision} ask={ask} series={series} onSeries={setSeries} />}
    </section>
  );
}

interface SeriesProps {
  decision: Decision;
  ask: (day: Day) => Promise<Decision>;
  series: Series[];
  onSeries: (series: Series[]) => void;
}

/** The follow-up sessions, on demand: each is a question to the server. */
function SeriesPart({ decision, ask, series, onSeries }: SeriesProps) {
  const with_ = decision.treatments.map((_, index) => index).filter((index) => hasSeries(decision, index));
  const [count, setCount] = useState(3);
  const [state, setState] = useState<'' | 'asking' | string>('');
  if (!with_.length) return null;
  const plan = async () => {
    setState('asking');
    try {
      onSeries(await Promise.all(with_.map((index) => seriesOf(decision, index, count, ask))));
      setState('');
    } catch (error) {
      setState(failureWords(error));
    }
  };
  return (
    <section class="series">
      <h3>Series of sessions</h3>
      <div class="row">
        <label>
          Sessions{' '}
          <select value={String(count)} onChange={(event) => setCount(Number((event.currentTarget as HTMLSelectElement).value))}>
            {[2, 3, 4, 5, 6, 8].map((number) => (
              <option key={number} value={String(number)}>{number}</option>
            ))}
          </select>
        </label>
        <button type="button" onClick={() => void plan()} disabled={state === 'asking'}>Plan the series</button>
      </div>
      {state !== '' && state !== 'asking' && <p class="error" role="alert">{state}</p>}
      {series.map((one) => (
        <div key={one.treatment} role="status">
          {with_.length > 1 && <p class="run-title">{capital(spaced(one.treatment))}</p>}
          {one.sessions.length > 0 && (
            <ol class="sessions">
              {one.sessions.map((session) => (
                <li key={session.number}>
                  <strong>{session.number === 1 ? '' : 'from '}{longDay(session.day)}</strong>
                  {sessionNotes(session.renewed, session.waits)}
                </li>
              ))}
            </ol>
          )}
          {one.stopped !== '' && <p>{one.stopped}</p>}
        </div>
      ))}
      {series.length > 0 && (
        <p class="muted">
          These are plans, the earliest days at the same area and depth, each session done on the day before it in the list, and
          the answers as they stand today. Ask anew before every session. {plural(count, 'session')} asked for.
        </p>
      )}
    </section>
  );
}

function sessionNotes(renewed: boolean, waits: boolean): string {
  const notes = [renewed ? 'once form and clearances are renewed' : '', waits ? 'later than the interval alone: something else holds the days before' : ''].filter(Boolean);
  return notes.length ? ` – ${listWords(notes)}` : '';
}

