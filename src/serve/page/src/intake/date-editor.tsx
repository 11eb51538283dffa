// A date as a client knows it: exactly, by month, about so long ago, between two, in words, or not at all.
import { useId, useState } from 'preact/hooks';

import type { Json } from '../api.ts';
import { type DateHow, type DateSaid, joinDate, partialInWords, readDate, splitDate, type Unit, units, writeDate } from './record.ts';
import { useTyped } from './typed.ts';

type Look = 'past' | 'future' | 'either';

const labels: [DateHow, string, past?: boolean, question?: boolean][] = [
  ['on', 'day, month or year'],
  ['about', 'about … ago', true],
  ['last', 'in the last …', true],
  ['not_last', 'not in the last …', true],
  ['between', 'between two dates'],
  ['one_of', 'one of several days'],
  ['words', 'in the client’s own words'],
  ['yes', 'yes, but the day is not known', false, true],
  ['never', 'never', false, true],
  ['unsure', 'not sure'],
  ['declined', 'rather not say'],
];

function begin(how: DateHow, was: DateSaid): DateSaid {
  const text = was.how === 'on' ? was.text : was.how === 'between' ? was.from : was.how === 'one_of' ? (was.days[0] ?? '') : '';
  const span = was.how === 'about' || was.how === 'last' || was.how === 'not_last' ? was : { amount: '', unit: 'weeks' as Unit };
  switch (how) {
    case 'on': return { how, text };
    case 'about': case 'last': case 'not_last': return { how, amount: span.amount, unit: span.unit };
    case 'between': return { how, from: text, to: '' };
    case 'one_of': return { how, days: [text, ''] };
    case 'words': case 'unsure': return { how, words: was.how === 'words' || was.how === 'unsure' ? was.words : '' };
    case 'other': return was;
    default: return { how };
  }
}

export function DateEditor(props: {
  label: string;           // of the group, for screen readers and beside it
  showLabel?: boolean;
  value: Json | undefined;
  look: Look;
  isQuestion?: boolean;    // then "never" and "yes" are answers too
  onChange: (json: Json, since: number) => void;
}) {
  const id = useId();
  const [said, set] = useTyped<DateSaid>(props.value, readDate);

  /** `json`: when it is not what `next` writes, as with a day whose year is still missing. */
  function change(next: DateSaid, since: number, json: Json = writeDate(next)) {
    if (set(next, json)) props.onChange(json, since);
  }

  const how: DateHow = said.how === 'blank' ? 'on' : said.how;
  const choices = labels.filter(([value, , past, question]) => (!past || props.look !== 'future') && (!question || props.isQuestion) || value === how);
  const other = how === 'other' || how === 'ongoing';

  return (
    <div class="date-editor" role="group" aria-label={props.label}>
      {props.showLabel && <span class="small-label" aria-hidden="true">{props.label}</span>}
      <div class="date-row">
        <select id={id} aria-label={`${props.label}: how it is known`} value={how} onChange={(event) => change(begin(event.currentTarget.value as DateHow, said), event.timeStamp)}>
          {other && <option value={how}>{how === 'ongoing' ? 'still going on' : 'as it was recorded'}</option>}
          {choices.filter(([value]) => !(other && value === how)).map(([value, label]) => <option key={value} value={value}>{label}</option>)}
        </select>
        <Inputs said={said} change={change} />
      </div>
    </div>
  );
}

function Inputs({ said, change }: { said: DateSaid; change: (said: DateSaid, since: number, json?: Json) => void }) {
  switch (said.how) {
    case 'blank':
    case 'on':
      return <DateParts label="" text={said.how === 'on' ? said.text : ''} onChange={(json, since) => change({ how: 'on', text: typeof json === 'string' ? json : '' }, since, json)} />;
    case 'about':
    case 'last':
    case 'not_last':
      return (
        <div class="date-span">
          <input class="amount" inputMode="numeric" aria-label="How many" maxLength={4} value={said.amount}
            onInput={(event) => change({ ...said, amount: event.currentTarget.value.trim() }, event.timeStamp)} />
          <select aria-label="Unit" value={said.unit} onChange={(event) => change({ ...said, unit: event.currentTarget.value as Unit }, event.timeStamp)}>
            {units.map((unit) => <option key={unit} value={unit}>{unit}</option>)}
          </select>
          {said.how === 'about' && <span>ago</span>}
        </div>
      );
    case 'between':
      return (
        <>
          <DateParts label="Earliest" text={said.from} onChange={(json, since) => change({ ...said, from: typeof json === 'string' ? json : '' }, since)} />
          <DateParts label="Latest" text={said.to} onChange={(json, since) => change({ ...said, to: typeof json === 'string' ? json : '' }, since)} />
        </>
      );
    case 'one_of':
      return (
        <>
          {said.days.map((day, index) => (
            <DateParts key={index} label={`Day ${index + 1}`} text={day} onChange={(json, since) =>
              change({ ...said, days: said.days.map((old, at) => (at === index ? (typeof json === 'string' ? json : '') : old)) }, since)} />
          ))}
          <button type="button" class="quiet" onClick={(event) => change({ ...said, days: [...said.days, ''] }, event.timeStamp)}>One more day</button>
        </>
      );
    case 'words':
    case 'unsure':
      return (
        <input class="date-words" aria-label={said.how === 'words' ? 'The client’s words' : 'The client’s words, if any'} value={said.words}
          placeholder={said.how === 'words' ? 'a few days before Christmas' : 'words, if any'}
          onInput={(event) => change({ ...said, words: event.currentTarget.value }, event.timeStamp)} />
      );
    case 'other':
      return <code>{JSON.stringify(said.json)}</code>;
    default:
      return null;
  }
}

/** Day, month and year, each of which but the year may be left out. */
export function DateParts(props: { label: string; text: string; onChange: (json: Json, since: number) => void }) {
  const id = useId();
  const [parts, set] = useTyped(props.text, (text) => splitDate(typeof text === 'string' ? text : ''));
  const [left, setLeft] = useState(props.text !== '');  // the fault is shown once one has left the fields
  const joined = joinDate(parts.day, parts.month, parts.year);

  const fault = left ? joined.fault : '';
  const field = (name: 'day' | 'month' | 'year', label: string, size: number) => (
    <label>
      <span>{label}</span>
      <input inputMode="numeric" autocomplete="off" maxLength={size} class={`date-${name}`} value={parts[name]}
        aria-invalid={fault ? true : undefined} aria-describedby={fault ? `${id}-fault` : undefined}
        onInput={(event) => {
          const next = { ...parts, [name]: event.currentTarget.value };
          const { json } = joinDate(next.day, next.month, next.year);
          set(next, typeof json === 'string' ? json : '');
          props.onChange(json, event.timeStamp);
        }} />
    </label>
  );
  return (
    <div class="date-parts" role="group" aria-label={props.label || undefined} onFocusOut={(event) => {
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setLeft(true);
    }}>
      {props.label && <span class="small-label">{props.label}</span>}
      <div class="date-fields">
        {field('day', 'Day', 2)}
        {field('month', 'Month', 2)}
        {field('year', 'Year', 4)}
        {joined.json !== null && !joined.fault && <span class="date-read">{partialInWords(String(joined.json))}</span>}
      </div>
      {fault && <p class="error" id={`${id}-fault`}>{fault}</p>}
    </div>
  );
}
