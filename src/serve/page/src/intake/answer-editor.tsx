// The controls for one answer that is no list: yes and no, options, a number, a day, words. Every one can be not sure,
// rather not said, or taken back.
import { useState } from 'preact/hooks';

import type { Detail, Json, Question } from '../api.ts';
import { type Choice, Choices } from '../ui/choice.tsx';
import { DateEditor } from './date-editor.tsx';
import { type Answer, readAnswer, readNumber, writeAnswer } from './record.ts';
import { useTyped } from './typed.ts';

type Asked = Pick<Question, 'kind' | 'options' | 'unit' | 'from' | 'to'> & { not_applicable?: boolean };

export function AnswerEditor(props: {
  asked: Asked | Detail;
  label: string;
  value: Json | undefined;
  sure?: boolean;  // nobody is asked who might rather not say
  onChange: (json: Json, since: number) => void;
}) {
  const { asked, value } = props;
  const answer = readAnswer(asked, value);
  const write = (next: Answer, since: number) => props.onChange(writeAnswer(asked, next), since);

  if (asked.kind === 'past_day' || asked.kind === 'future_day')
    return <DateEditor label={props.label} value={value} look={asked.kind === 'past_day' ? 'past' : 'future'} isQuestion onChange={props.onChange} />;

  const states: Choice[] = [{ value: 'unsure', label: 'Not sure' }, ...(props.sure ? [] : [{ value: 'declined', label: 'Rather not say' }])];
  if ('not_applicable' in asked && asked.not_applicable) states.unshift({ value: 'not applicable', label: 'Does not apply' });
  const choose = (state: string, since: number) =>
    write(state === '' ? { state: 'blank' } : state === 'unsure' ? { state, words: '' } : { state: state as 'declined' | 'not applicable' | 'yes' | 'no' }, since);
  const recorded = answer.state === 'other' && <p class="help">Recorded as: <code>{JSON.stringify(answer.json)}</code></p>;

  if (asked.kind === 'yes_no') {
    return (
      <>
        <Choices choices={[{ value: 'yes', label: 'Yes' }, { value: 'no', label: 'No' }, ...states]} value={answer.state === 'other' || answer.state === 'blank' ? '' : answer.state} onChoose={choose} clear="Clear" />
        {answer.state === 'unsure' && <UnsureWords words={answer.words} onChange={(words, since) => write({ state: 'unsure', words }, since)} />}
        {recorded}
      </>
    );
  }

  if (asked.kind === 'options') {
    const options = asked.options ?? [];
    const chosen = answer.state === 'option' ? `=${answer.value}` : answer.state === 'one_of' ? 'unsure' : answer.state === 'other' || answer.state === 'blank' ? '' : answer.state;
    const possible = answer.state === 'one_of' ? answer.values : [];
    return (
      <>
        <Choices choices={[...options.map(({ value: name, label }) => ({ value: `=${name}`, label })), ...states]} value={chosen} clear="Clear"
          onChoose={(picked, since) => (picked.startsWith('=') ? write({ state: 'option', value: picked.slice(1) }, since) : choose(picked, since))} />
        {chosen === 'unsure' && (
          <fieldset class="choice-group">
            <legend class="small-label">It may be</legend>
            <div class="choices">
              {options.map(({ value: name, label }) => (
                <label class="chip" key={name}>
                  <input type="checkbox" checked={possible.includes(name)} onChange={(event) => {
                    const values = options.map((one) => one.value).filter((one) => (one === name ? event.currentTarget.checked : possible.includes(one)));
                    write({ state: 'one_of', values }, event.timeStamp);
                  }} />
                  <span>{label}</span>
                </label>
              ))}
            </div>
          </fieldset>
        )}
        {recorded}
      </>
    );
  }

  if (asked.kind === 'number') return <>
    <NumberEditor asked={asked} label={props.label} value={value} onChange={props.onChange} />
    <Choices choices={states} value={answer.state === 'unsure' || answer.state === 'declined' ? answer.state : ''} onChoose={choose} clear="Clear" />
    {recorded}
  </>;

  return (
    <>
      <input aria-label={props.label} value={answer.state === 'text' ? answer.text : ''} onInput={(event) => write({ state: 'text', text: event.currentTarget.value }, event.timeStamp)} />
      <Choices choices={states} value={answer.state === 'unsure' || answer.state === 'declined' ? answer.state : ''} onChoose={choose} clear="Clear" />
    </>
  );
}

function UnsureWords({ words, onChange }: { words: string; onChange: (words: string, since: number) => void }) {
  return <input class="date-words" aria-label="The client’s words, if any" placeholder="the client’s words, if any" value={words} onInput={(event) => onChange(event.currentTarget.value, event.timeStamp)} />;
}

/** A number, or two that it lies between. */
export function NumberEditor(props: {
  asked: Asked | Detail;
  label: string;
  value: Json | undefined;
  onChange: (json: Json, since: number) => void;
}) {
  const { asked } = props;
  const read = (json: Json | undefined) => {
    const answer = readAnswer(asked, json);
    if (answer.state === 'number') return { low: String(answer.value), high: '', between: false };
    if (answer.state === 'range') return { low: answer.from === null ? '' : String(answer.from), high: answer.to === null ? '' : String(answer.to), between: true };
    return { low: '', high: '', between: false };
  };
  const [typed, set] = useTyped(props.value, read);
  const [left, setLeft] = useState(false);

  const inRange = (number: number) => (asked.from === undefined || number >= asked.from) && (asked.to === undefined || number <= asked.to);
  const fault = (text: string) => {
    if (text.trim() === '') return '';
    const number = readNumber(text);
    if (number === null) return `Write a number${asked.unit ? ` of ${asked.unit}` : ''}.`;
    return inRange(number) ? '' : `Between ${asked.from} and ${asked.to} ${asked.unit ?? ''}, please.`;
  };

  function change(next: typeof typed, since: number) {
    const low = readNumber(next.low), high = readNumber(next.high);
    const answer: Answer = next.between ? { state: 'range', from: low, to: high } : low === null ? { state: 'blank' } : { state: 'number', value: low };
    const json = writeAnswer(asked, answer);
    set(next, json);
    props.onChange(json, since);
  }

  const lowFault = left ? fault(typed.low) : '', highFault = left && typed.between ? fault(typed.high) : '';
  const box = (part: 'low' | 'high', label: string, wrong: string) => (
    <input class="amount" inputMode="decimal" autocomplete="off" aria-label={label} aria-invalid={wrong ? true : undefined} value={typed[part]}
      onInput={(event) => change({ ...typed, [part]: event.currentTarget.value }, event.timeStamp)} />
  );
  return (
    <div class="number-editor" onFocusOut={() => setLeft(true)}>
      <div class="row">
        {box('low', typed.between ? `${props.label}: from` : props.label, lowFault)}
        {typed.between && <><span>to</span>{box('high', `${props.label}: to`, highFault)}</>}
        <span>{asked.unit}</span>
        {asked.from !== undefined && <span class="help">{asked.from} to {asked.to}</span>}
        <button type="button" class="quiet" aria-pressed={typed.between} onClick={(event) => change({ ...typed, between: !typed.between, high: '' }, event.timeStamp)}>{typed.between ? 'Exactly' : 'Between'}</button>
      </div>
      {(lowFault || highFault) && <p class="error" role="alert">{lowFault || highFault}</p>}
    </div>
  );
}
