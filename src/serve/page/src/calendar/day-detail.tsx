// What holds one day: what the calendar knows at once, and what the server answers for exactly that day.
import { useEffect, useRef, useState } from 'preact/hooks';

import { reason as failureWords } from '../api.ts';
import { longDay, mediumDay } from '../days.ts';
import type { CalendarRun, Closing, Day, Decision } from '../decision.ts';
import { Questions } from '../answer/question.tsx';
import { spaced } from '../answer/words.ts';
import { VerdictBadge } from '../ui/verdict.tsx';
import { type DayOf, stateSign, stateWords } from './months.ts';

function ClosingItem({ closing, better }: { closing: Closing; better: boolean }) {
  return (
    <li>
      {closing.message ?? (
        <>
          <strong>{closing.title}</strong>
          {closing.until ? ` ${better ? '– better from' : '– until'} ${mediumDay(closing.until)}` : ' – no end can be named yet'}
        </>
      )}
    </li>
  );
}

export function Run({ run, title }: { run: CalendarRun; title?: string | undefined }) {
  const closings = run.closed_by ?? [];
  const some = closings.slice(0, 8);
  return (
    <div class="run">
      {title !== undefined && <p class="run-title">{title}</p>}
      <p>
        <span class={`day-state ${run.state}`}>
          <span aria-hidden="true">{stateSign[run.state]} </span>
          {stateWords[run.state]}
        </span>{' '}
        <span class="muted">
          {run.from === run.to ? 'on this day alone' : `the same from ${mediumDay(run.from)} to ${mediumDay(run.to)}`}
        </span>
      </p>
      {run.state === 'before_record' && <p>The record cannot speak for this day: it lies before the day that it is looked at.</p>}
      {some.length > 0 && (
        <>
          <p>{run.state === 'go_later_is_better' ? 'A later day is better for:' : 'What holds it:'}</p>
          <ul>
            {some.map((closing) => (
              <ClosingItem key={closing.check + (closing.message ?? '')} closing={closing} better={run.state === 'go_later_is_better'} />
            ))}
            {closings.length > some.length && <li class="muted">and {closings.length - some.length} more</li>}
          </ul>
        </>
      )}
      {run.ask !== undefined && run.ask.length > 0 && (
        <>
          <p>What would settle it:</p>
          <ul>
            {run.ask.slice(0, 8).map((question) => (
              <li key={question}>{question}</li>
            ))}
            {run.ask.length > 8 && <li class="muted">and {run.ask.length - 8} more</li>}
          </ul>
        </>
      )}
    </div>
  );
}

interface Props {
  day: Day;
  known: DayOf | undefined;
  titles: Map<string, string>;
  ask?: ((day: Day) => Promise<Decision>) | undefined;
  onVisit?: ((day: Day) => void) | undefined;
}

export function DayDetail({ day, known, titles, ask, onVisit }: Props) {
  const [exact, setExact] = useState<{ day: Day; decision: Decision | null; failure: string } | null>(null);
  useEffect(() => {
    if (!ask || !known || known.state === 'before_record') return undefined;
    let gone = false;
    ask(day).then(
      (decision) => !gone && setExact({ day, decision, failure: '' }),
      (error: unknown) => !gone && setExact({ day, decision: null, failure: failureWords(error) }),
    );
    return () => {
      gone = true;
    };
    // A new calendar means new answers: then the day is asked about anew.
  }, [day, known]);
  const shown = exact?.day === day ? exact : null;
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [day, shown === null]);
  return (
    <section ref={place} class="day-detail" aria-label={longDay(day)} role="status">
      <h3>{longDay(day)}</h3>
      {known ? (
        known.runs.map(({ treatment, run }) => (
          <Run key={treatment + run.from} run={run} title={known.runs.length > 1 ? (titles.get(treatment) ?? spaced(treatment)) : undefined} />
        ))
      ) : (
        <p>This day is not in the months shown.</p>
      )}
      {shown?.failure && <p class="error">{shown.failure}</p>}
      {shown?.decision && <p class="muted">If the session were on this day, with the answers as they are:</p>}
      {shown?.decision?.treatments.map((t) => (
        <div key={t.treatment} class="exact">
          <p class="row">
            <VerdictBadge verdict={t.verdict} />
            <span>
              {t.title}: {t.headline}
            </span>
          </p>
          {t.reasons.length > 0 && (
            <ul>
              {t.reasons.slice(0, 6).map((one) => (
                <li key={one.check}>{one.text}</li>
              ))}
              {t.reasons.length > 6 && <li class="muted">and {t.reasons.length - 6} more</li>}
            </ul>
          )}
          {t.ask_first.length > 0 && <Questions questions={t.ask_first} shows="" quiet />}
        </div>
      ))}
      {onVisit && known && known.state !== 'before_record' && (
        <p>
          <button type="button" onClick={() => onVisit(day)}>Move the appointment to this day</button>
        </p>
      )}
    </section>
  );
}
