// One month as a grid: a button in each cell, arrow keys between them.
import { useEffect, useRef } from 'preact/hooks';

import { longDay, monthName } from '../days.ts';
import type { Day } from '../decision.ts';
import { type DayOf, stateSign, stateWords, weeksOf } from './months.ts';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

export interface MonthProps {
  month: string;
  days: Map<Day, DayOf>;
  visit: Day;
  earliest: Day | null;
  today: Day;
  sessions: Map<Day, string>; // "session 2"
  chosen: Day | null;
  focus: Day; // the one cell that Tab reaches
  takeFocus: boolean;
  onChoose: (day: Day) => void;
}

export function Month(props: MonthProps) {
  const { month, days, visit, earliest, today, sessions, chosen, focus, takeFocus, onChoose } = props;
  const cell = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takeFocus) cell.current?.focus();
  }, [takeFocus, focus]);
  return (
    <table class="month" role="grid" aria-label={monthName(month)}>
      <caption aria-hidden="true">{monthName(month)}</caption>
      <thead>
        <tr>
          {weekdays.map((name) => (
            <th key={name} scope="col" abbr={name}>
              <span aria-hidden="true">{name.slice(0, 2)}</span>
              <span class="unseen">{name}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month).map((week) => (
          <tr key={week.find((day) => day !== null) ?? ''}>
            {week.map((day, index) => {
              if (day === null) return <td key={index} class="none" />;
              const known = days.get(day);
              const state = known?.state ?? 'before_record';
              const marks = [
                day === visit ? 'the asked day' : '',
                day === earliest ? 'the earliest day' : '',
                day === today ? 'today' : '',
                sessions.get(day) ?? '',
              ].filter((mark) => mark !== '');
              return (
                <td key={day} aria-selected={day === chosen}>
                  <button
                    type="button"
                    ref={day === focus ? cell : null}
                    class={`day ${state} ${day === visit ? 'is-visit' : ''} ${day === earliest ? 'is-earliest' : ''} ${day === chosen ? 'is-chosen' : ''} ${sessions.has(day) ? 'is-session' : ''}`}
                    tabIndex={day === focus ? 0 : -1}
                    aria-label={`${longDay(day)}: ${[stateWords[state], ...marks].join(', ')}`}
                    data-day={day}
                    data-session={/\d+/.exec(sessions.get(day) ?? '')?.[0]}
                    onClick={() => onChoose(day)}
                  >
                    <span class="number">{Number(day.slice(8))}</span>
                    <span class="day-sign" aria-hidden="true">{stateSign[state]}</span>
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
