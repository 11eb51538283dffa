// The appointments of a day: verdict, questions, one line of why, the earliest day.
import { useState } from 'preact/hooks';

import { session } from '../api.ts';
import type { PageProps } from '../app.tsx';
import { asGiven, capital, listWords, plural, spaced } from '../answer/words.ts';
import { addDays, dayValue, longDay, shortDay } from '../days.ts';
import type { Json } from '../decision.ts';
import { go } from '../router.ts';
import { useStore } from '../store.ts';
import { Icon } from '../ui/icon.tsx';
import { LoadState, useLoad } from '../ui/load.tsx';
import { Notice } from '../ui/notice.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { VerdictBadge } from '../ui/verdict.tsx';
import { type DayLine, type DayList, type Filter, filters, inOrder, keeps, whyParts } from './data.ts';
import { ImportDialog } from './import.tsx';
import { NewAppointmentDialog } from './new-appointment.tsx';

export function DayPage({ parts }: PageProps) {
  const who = useStore(session);
  const today = who?.today ?? '';
  const day = parts.day ?? today;
  const known = dayValue(day) !== null;
  const loaded = useLoad<DayList>(`/v1/days/${known ? day : today}`);
  const [filter, setFilter] = useState<Filter>('all');
  const [dialog, setDialog] = useState<'' | 'new' | 'import'>('');
  const lines = inOrder(loaded.data?.appointments ?? []);
  const shown = lines.filter((line) => keeps(filter, line));
  if (!known)
    return (
      <>
        <PageHead title="There is no such day" />
        <p><a href={`/day/${today}`}>To today</a></p>
      </>
    );
  const write = who?.scopes.includes('write') ?? false;
  return (
    <div class="day-page">
      <PageHead title={longDay(day)}>
        {write && (
          <div class="row">
            <button type="button" class="primary" onClick={() => setDialog('new')}>
              <Icon name="plus" /> New appointment
            </button>
            <button type="button" onClick={() => setDialog('import')}>Import a list</button>
          </div>
        )}
      </PageHead>
      <nav class="day-nav row" aria-label="Day">
        <a class="button" href={`/day/${addDays(day, -1)}`}>
          <Icon name="back" /> <span class="unseen">Previous day, </span>
          {shortDay(addDays(day, -1))}
        </a>
        <a class="button" href={`/day/${today}`} aria-current={day === today ? 'date' : undefined}>Today</a>
        <a class="button" href={`/day/${addDays(day, 1)}`}>
          <span class="unseen">Next day, </span>
          {shortDay(addDays(day, 1))} <Icon name="next" />
        </a>
        <label class="day-pick">
          <span class="unseen">Another day</span>
          <input
            type="date"
            value={day}
            onChange={(event) => {
              const { value } = event.currentTarget as HTMLInputElement;
              if (dayValue(value) !== null) go(`/day/${value}`);
            }}
          />
        </label>
      </nav>
      <fieldset class="filter">
        <legend class="unseen">Show</legend>
        {filters.map(([name, title]) => (
          <label key={name} class={`filter-choice ${filter === name ? 'is-on' : ''}`}>
            <input type="radio" class="unseen" name="filter" checked={filter === name} onChange={() => setFilter(name)} />
            {title} <span class="count">{lines.filter((line) => keeps(name, line)).length}</span>
          </label>
        ))}
      </fieldset>
      <LoadState loaded={loaded} />
      {loaded.data && lines.length === 0 && (
        <Notice kind="info" title="Nobody is booked on this day">
          <p>Plan a new appointment, or import a list from your booking program.</p>
        </Notice>
      )}
      {loaded.data && lines.length > 0 && shown.length === 0 && <p class="muted">No appointment of this day is of that kind.</p>}
      {shown.length > 0 && <DayTable lines={shown} day={day} />}
      <p class="unseen" role="status">{loaded.data ? `${plural(shown.length, 'appointment')} shown` : ''}</p>
      {dialog === 'new' && (
        <NewAppointmentDialog day={day} onClose={() => setDialog('')} onDone={(id) => go(`/appointments/${id}`)} />
      )}
      {dialog === 'import' && <ImportDialog day={day} onClose={() => setDialog('')} onDone={loaded.reload} />}
    </div>
  );
}

/** A table on a wide screen, cards on a narrow one. */
function DayTable({ lines, day }: { lines: DayLine[]; day: string }) {
  return (
    <table class="day-table">
      <caption class="unseen">Appointments on {longDay(day)}</caption>
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Client</th>
          <th scope="col">Verdict</th>
          <th scope="col">Why</th>
          <th scope="col">Earliest</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <DayRow key={line.appointment.id} line={line} day={day} />
        ))}
      </tbody>
    </table>
  );
}

export const planWords = (plan: DayLine['appointment']['plan']): string =>
  listWords(
    plan.map((item) =>
      [
        capital(spaced(item.treatment)),
        item.area ? (typeof item.area === 'string' ? spaced(item.area) : listWords(item.area.map(spaced))) : '',
        item.depth != null ? asGiven(item.depth as Json) : '',
      ]
        .filter(Boolean)
        .join(', '),
    ),
    'and',
  );

function earliestWords({ earliest, verdict }: DayLine, day: string): string {
  if (earliest === null) return 'no day yet';
  if (earliest === day) return verdict === 'GO' ? 'this day' : 'this day, once renewed';
  return `${shortDay(earliest)}${earliest.slice(0, 4) === day.slice(0, 4) ? '' : ` ${earliest.slice(0, 4)}`}`;
}

function DayRow({ line, day }: { line: DayLine; day: string }) {
  const { appointment } = line;
  const off = appointment.state !== 'planned';
  const open = line.open_questions > 0;
  const why = whyParts(line);
  return (
    <tr class={`${appointment.state} ${line.verdict.toLowerCase()}`}>
      <td class="time">{appointment.time || <span class="muted">no time</span>}</td>
      <td class="who">
        <a href={`/appointments/${appointment.id}`}>{line.client_name}</a>
        <span class="muted day-plan">{planWords(appointment.plan) || 'no treatment said'}</span>
      </td>
      <td class="what">
        <span class="marks">
          <VerdictBadge verdict={line.verdict} />
          {open && <span class="mark vague">{plural(line.open_questions, 'question')} open</span>}
          {appointment.state === 'done' && <span class="mark">done</span>}
          {appointment.state === 'cancelled' && <span class="mark">cancelled</span>}
          {line.overridden && <span class="mark overridden">gone against</span>}
          {line.decision !== null && <a class="mark-link" href={`/decisions/${line.decision}`}>decision {line.decision}</a>}
          {line.has_draft && <span class="mark muted">draft</span>}
        </span>
      </td>
      <td class="why">
        {why.title && <strong>{why.title}{why.rest && ': '}</strong>}
        {why.rest || (why.title || off || line.verdict === 'WAIT' ? '' : <span class="muted">Nothing holds it.</span>)}
      </td>
      <td class="earliest">
        <span class="narrow muted">Earliest: </span>
        {earliestWords(line, day)}
      </td>
    </tr>
  );
}
