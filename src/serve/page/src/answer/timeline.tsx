// The window of a reason on a time line: when it happened (a range when the answer is vague), how long it closes, today,
// the day that is asked about. Drawn with percentages, so that circles stay round and words readable at every width.
import { addDays, daysBetween, mediumDay, shortDay } from '../days.ts';
import type { Day, Evidence } from '../decision.ts';
import { useActions } from './actions.ts';
import { rangeWords } from './words.ts';

export interface TimelineProps {
  evidence: Evidence[];
  visit: Day;
  asOf: Day; // the day that the record was looked at
  until: Day | null;
  notBefore: Day | null;
  sure: boolean;
  /** it closes days before the asked one; false: a better day only */
  closes?: boolean;
}

export interface Span {
  from: Day;
  to: Day;
}

const longest = 6 * 366; // days that still draw a readable line

/** What is drawn, or null when there is no day to draw or the line would be years long. */
export function spansOf({ evidence, visit, asOf, until, notBefore, sure }: TimelineProps) {
  const events: Span[] = [];
  for (const one of evidence)
    for (const [first, last] of one.days ?? []) {
      if (first === null && last === null) continue;
      events.push({ from: first ?? addDays(last ?? visit, -30), to: last ?? addDays(first ?? visit, 30) });
    }
  if (!events.length) return null;
  const start = events.reduce((least, event) => (event.from < least ? event.from : least), visit);
  const days = [start, asOf, visit, until, notBefore, ...events.map((event) => event.to)].filter((day) => day !== null);
  const first = days.reduce((least, day) => (day < least ? day : least));
  let last = days.reduce((most, day) => (day > most ? day : most));
  if (until === null) last = addDays(last, Math.max(7, Math.round(daysBetween(first, last) * 0.25)));
  if (daysBetween(first, last) > longest) return null;
  const certain = sure ? until : notBefore;
  return { events, first, last, start, certain, until, open: until === null };
}

export function Timeline(props: TimelineProps) {
  const spans = spansOf(props);
  if (!spans) return null;
  const { visit, asOf, closes = true } = props;
  const { decided = false } = useActions();
  const { events, first, last, start, certain, until, open } = spans;
  const length = Math.max(1, daysBetween(first, last));
  const at = (day: Day) => 3 + (94 * daysBetween(first, day)) / length;
  const percent = (value: number) => `${value.toFixed(2)}%`;
  const event = events.reduce((all, one) => ({
    from: one.from < all.from ? one.from : all.from,
    to: one.to > all.to ? one.to : all.to,
  }));
  const end = until ?? last;
  const label = (day: Day, text: string, y: number, of: string) => {
    const x = at(day);
    const anchor = x < 22 ? 'start' : x > 78 ? 'end' : 'middle';
    return (
      <text class={`label ${of}`} x={percent(anchor === 'start' ? Math.max(0, x - 3) : anchor === 'end' ? Math.min(100, x + 3) : x)} y={y} text-anchor={anchor}>
        {text}
      </text>
    );
  };
  const words = [
    `Time line. It happened or is planned: ${events.map((one) => rangeWords([one.from, one.to])).join('; ')}.`,
    until === null
      ? 'No end can be named.'
      : `${closes ? 'Closed' : 'Less good'} until ${mediumDay(until)}${certain === null && closes ? ', perhaps for less long' : ''}.`,
    `Asked day: ${mediumDay(visit)}.`,
    asOf === visit ? '' : `Looked at on ${mediumDay(asOf)}.`,
  ];
  const eventText = event.from === event.to ? shortDay(event.from).slice(4) : `${shortDay(event.from).slice(4)} – ${shortDay(event.to).slice(4)}`;
  const bar = 44;
  const apart = until === null || Math.abs(at(end) - at(event.from)) > 46;
  const beside = asOf !== visit && Math.abs(at(asOf) - at(visit)) > 34;
  const now = decided ? 'decided' : 'today';
  return (
    <svg class={`timeline ${closes ? '' : 'better'}`} width="100%" height={asOf === visit || beside ? 82 : 98} role="img" aria-label={words.join(' ')}>
      <line class="axis" x1="0" x2="100%" y1={bar} y2={bar} />
      <rect class="closed" x={percent(at(start))} y={bar - 7} width={percent(Math.max(0, (open ? 100 : at(end)) - at(start)))} height="14" rx="3" />
      {certain !== null && certain > start && (
        <rect class="certain" x={percent(at(start))} y={bar - 7} width={percent(Math.max(0, at(certain) - at(start)))} height="14" rx="3" />
      )}
      {events.map((one) =>
        one.from === one.to ? (
          <circle class="event" key={one.from} cx={percent(at(one.from))} cy={bar} r="6.5" />
        ) : (
          <rect class="event" key={one.from} x={percent(at(one.from))} y={bar - 6} width={percent(Math.max(1, at(one.to) - at(one.from)))} height="12" rx="6" />
        ),
      )}
      {label(event.from, eventText, 14, 'of-event')}
      {until !== null && (
        <>
          <line class="end" x1={percent(at(until))} x2={percent(at(until))} y1={bar - 12} y2={bar + 9} />
          {label(until, `${closes ? 'until' : 'better from'} ${shortDay(until).slice(4)}`, apart ? 14 : 30, 'of-end')}
        </>
      )}
      {asOf !== visit && (
        <>
          <line class="today" x1={percent(at(asOf))} x2={percent(at(asOf))} y1={bar - 9} y2={bar + 14} />
          {label(asOf, `${now} ${shortDay(asOf).slice(4)}`, beside ? 74 : 92, 'of-today')}
        </>
      )}
      <line class="visit" x1={percent(at(visit))} x2={percent(at(visit))} y1={bar - 14} y2={bar + 18} />
      {label(visit, asOf === visit && !decided ? `visit ${shortDay(visit).slice(4)}, today` : `visit ${shortDay(visit).slice(4)}`, 74, 'of-visit')}
    </svg>
  );
}
