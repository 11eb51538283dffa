// The sheets of a decision, to print and to take home. Each opens in a tab of its own.
import { useState } from 'preact/hooks';

import { Icon } from '../ui/icon.tsx';

const sheets = [
  ['consultation', 'Consultation record', 'Answers, decision, reasons and sources, with lines to sign. For your file.'],
  ['before', 'Before the session', 'What to avoid and what to do, with dates. For the client.'],
  ['after', 'After the session', 'Care with clock times, and when to call. For the client.'],
  ['about', 'The treatment explained', 'For the client, before the consultation.'],
] as const;

type Paper = 'a4' | 'letter';
const kept = 'contra-paper';

function paperOf(): Paper {
  try {
    return localStorage.getItem(kept) === 'letter' ? 'letter' : 'a4';
  } catch {
    return 'a4';
  }
}

export function SheetsPart({ entry, done }: { entry: number; done: boolean }) {
  const [paper, setPaper] = useState<Paper>(paperOf);
  const choose = (value: Paper) => {
    setPaper(value);
    try {
      localStorage.setItem(kept, value);
    } catch {
      // Only the choice of paper is forgotten.
    }
  };
  return (
    <section class="card stack">
      <h2>Sheets</h2>
      <fieldset class="row">
        <legend class="unseen">Paper</legend>
        {(['a4', 'letter'] as const).map((value) => (
          <label key={value} class="choice">
            <input type="radio" name="paper" checked={paper === value} onChange={() => choose(value)} />
            {value === 'a4' ? 'A4' : 'Letter'}
          </label>
        ))}
      </fieldset>
      <p class="help">
        The sheets for the client are made only while the rules of today give the same decision. The consultation record is always there.
      </p>
      <ul class="plain sheets">
        {sheets.map(([kind, title, what]) => (
          <li key={kind}>
            <a class="button" href={`/v1/decisions/${entry}/sheets/${kind}?paper=${paper}&format=html`} target="_blank" rel="noopener">
              {title}
              <span class="unseen"> (opens in a new tab)</span>
              <Icon name="next" />
            </a>
            <p class="help">
              {what}
              {kind === 'after' && !done && ' Note the end of the session first: without it the sheet counts hours, not clock times.'}
            </p>
          </li>
        ))}
        <li>
          <a class="button" href={`/v1/decisions/${entry}/calendar.ics`} download={`decision-${entry}.ics`}>
            Calendar file (.ics)
            <Icon name="down" />
          </a>
          <p class="help">The dates for the client’s own calendar.</p>
        </li>
      </ul>
    </section>
  );
}
