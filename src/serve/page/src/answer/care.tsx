// What to avoid, do and watch for before and after the session.
import type { ComponentChildren } from 'preact';

import { longDay, mediumDay } from '../days.ts';
import type { Care, PreCare } from '../decision.ts';
import { Fold } from './fold.tsx';
import { Sources } from './sources.tsx';
import { capital, plural, spaced } from './words.ts';

const groups = [
  ['avoid', 'Avoid'],
  ['do', 'Do'],
  ['watch_for', 'Watch for, and call us'],
  ['next_session', 'Next session'],
] as const;

/** "48 hours", "3 days" from two days on when the hours are whole days */
export function hoursWords(hours: number): string {
  return hours > 48 && hours % 24 === 0 ? plural(hours / 24, 'day') : plural(hours, 'hour');
}

function CareItem({ care }: { care: Care }) {
  const from: ComponentChildren[] = [];
  if (care.from !== null && care.verb !== 'next_session') from.push(<span key="from" data-shows="care.from">from {mediumDay(care.from)}</span>);
  if (care.from_hours !== null)
    from.push(<span key="fh" data-shows="care.from_hours">from {hoursWords(care.from_hours)} after the session</span>);
  if (care.for_hours !== null)
    from.push(<span key="for" data-shows="care.for_hours">for {hoursWords(care.for_hours)} after the session</span>);
  if (care.until !== null) from.push(<span key="until" data-shows="care.until">until {mediumDay(care.until)}</span>);
  if (care.until_words !== undefined) from.push(<span key="words" data-shows="care.until_words">until {care.until_words}</span>);
  if (care.better_hours !== null)
    from.push(<span key="bh" class="better" data-shows="care.better_hours">better for {hoursWords(care.better_hours)}</span>);
  if (care.better_until !== null)
    from.push(<span key="bu" class="better" data-shows="care.better_until">better until {mediumDay(care.better_until)}</span>);
  return (
    <li class="care">
      <details>
        <summary>
          {care.verb === 'next_session' ? (
            <span data-shows="care.from">{care.from === null ? 'No day can be named' : `From ${longDay(care.from)}`}</span>
          ) : (
            <span data-shows="care.what">{care.what}</span>
          )}
          {from.length > 0 && <span class="when">{from}</span>}
          {care.may && <span class="mark" data-shows="care.may">may apply</span>}
        </summary>
        <div class="fold-body">
          <p data-shows="care.text">“{care.text}”</p>
          {care.because !== undefined && <p data-shows="care.because">{care.because}.</p>}
          <Sources sources={care.sources} shows="care.sources" />
          <p class="muted">
            <span data-shows="care.title">{care.title}</span> (<code data-shows="care.name">{care.name}</code> of{' '}
            <span data-shows="care.treatment">{spaced(care.treatment)}</span>
            {care.verb === 'next_session' && <>, by the check {spaced(care.what)}</>})
          </p>
        </div>
      </details>
    </li>
  );
}

export function CareLists({ care, shows }: { care: Care[]; shows: string }) {
  if (!care.length) return null;
  return (
    <div class="cares" data-shows={shows}>
      {groups.map(([verb, title]) => {
        const lines = care.filter((one) => one.verb === verb);
        return (
          lines.length > 0 && (
            <section key={verb} class={`care-group ${verb}`}>
              <p class="care-title" data-shows="care.verb">{title}</p>
              <ul>
                {lines.map((one) => (
                  <CareItem key={`${one.treatment} ${one.name} ${one.what}`} care={one} />
                ))}
              </ul>
            </section>
          )
        );
      })}
    </div>
  );
}

/** The last day for each thing that has to be over before the session. */
export function PreCareTable({ lines }: { lines: PreCare[] }) {
  if (!lines.length) return null;
  const sorted = [...lines].sort((a, b) => (a.last_day ?? '9').localeCompare(b.last_day ?? '9'));
  return (
    <Fold shows="treatment.pre_care" summary={`Last day for ${plural(lines.length, 'thing')} before the session`}>
      {() => (
        <table class="pre-care">
          <thead>
            <tr>
              <th scope="col">Last day</th>
              <th scope="col">For what</th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((line) => (
              <tr key={line.check + line.what + String(line.better)}>
                <td>
                  <span class="nowrap" data-shows="treatment.pre_care.last_day">
                    {line.last_day === null ? 'no day can be named' : mediumDay(line.last_day)}
                  </span>{' '}
                  <span class="mark muted" data-shows="treatment.pre_care.better">{line.better ? 'better' : 'needed'}</span>
                </td>
                <td>
                  <p data-shows="treatment.pre_care.what">{capital(line.what)}</p>
                  <p class="muted">
                    <span data-shows="treatment.pre_care.text">“{line.text}”</span>{' '}
                    <span data-shows="treatment.pre_care.check">Check {spaced(line.check)}</span>,{' '}
                    <span data-shows="treatment.pre_care.for_day">for {mediumDay(line.for_day)}.</span>
                  </p>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Fold>
  );
}
