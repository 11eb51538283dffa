// What a question and a list have in common: the words, what was said before, what an answer can still change.
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

import type { Json } from '../api.ts';
import { mediumDay } from '../days.ts';
import type { Changes } from './arrange.ts';

export interface Earlier {
  json: Json;
  signed: string;
  /** It stands: shown instead of the controls until it is changed. */
  stands: boolean;
}

// What can change the verdict has the bar at its side, and comes first; a word for it would stand on every card.
const tags: Record<string, string> = { date: 'can move the date', note: 'adds a note' };

export function Card(props: {
  spec: { name: string; text: string; needed: boolean };
  help: string;
  earlier: Earlier | undefined;
  earlierInWords: string;
  changes: Changes;
  hints: string;
  fault: string;
  only: boolean;
  reopened: boolean;
  answered: boolean;
  onReopen: (name: string) => void;
  children: ComponentChildren;
}) {
  const id = useId();
  const { spec, earlier, answered } = props;
  const shut = earlier?.stands === true && !answered && !props.reopened;
  const tag = props.changes && !answered ? tags[props.changes] : undefined;
  const state = answered ? 'answered' : 'open';
  const hints = props.hints === '' || (!answered && !shut) ? [] : props.hints.split('\n');
  const described = [props.help && `${id}-help`, hints.length > 0 && `${id}-hints`, props.fault && `${id}-fault`].filter(Boolean).join(' ');

  if (shut) {
    return (
      <div class="question question-stands" data-question={spec.name}>
        <p>{spec.text}</p>
        <p class="earlier"><span class="unseen">Answered </span>{props.earlierInWords}</p>
        <button type="button" class="quiet" onClick={() => props.onReopen(spec.name)} aria-label={`Change: ${spec.text}`}>Change</button>
        {hints.length > 0 && <ul class="hints">{hints.map((hint) => <li key={hint}>{hint}</li>)}</ul>}
      </div>
    );
  }
  return (
    <fieldset class={`question question-${state} ${props.only ? 'question-only' : ''} ${props.changes === 'verdict' ? 'question-decides' : ''}`}
      data-question={spec.name} aria-describedby={described || undefined}>
      <legend>{spec.text}</legend>
      {tag && <p class={`tag tag-${props.changes}`}>{tag}</p>}
      {props.help && <p class="help" id={`${id}-help`}>{props.help}</p>}
      {earlier && props.earlierInWords && <p class="earlier"><span class="muted">{mediumDay(earlier.signed)}:</span> {props.earlierInWords}</p>}
      {hints.length > 0 && <ul class="hints" id={`${id}-hints`}>{hints.map((hint) => <li key={hint}>{hint}</li>)}</ul>}
      {props.fault && <p class="error" id={`${id}-fault`} role="alert">{props.fault}</p>}
      <div class="question-body">{props.children}</div>
    </fieldset>
  );
}
