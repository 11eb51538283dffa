// One list of the form: none, these, some that cannot be named; its entries found by search or kept in the client's words.
import { useEffect, useRef, useState } from 'preact/hooks';

import { capital } from '../answer/words.ts';
import type { Detail, Json, List } from '../api.ts';
import { ChoiceGroup, Choices } from '../ui/choice.tsx';
import { Combobox } from '../ui/combobox.tsx';
import { Icon } from '../ui/icon.tsx';
import { memo } from '../ui/memo.ts';
import { AnswerEditor } from './answer-editor.tsx';
import { AreaPicker } from './areas.tsx';
import { Card } from './card.tsx';
import { DateEditor } from './date-editor.tsx';
import type { CardProps } from './question-card.tsx';
import { addEntry, carryOver, type Entry, entryName, type ListAnswer, listInWords, type More, readList, readTiming, removeEntry, setEntry, setField, setTiming, stateWord, type Timing, writeList } from './record.ts';
import { kindOf } from './search.ts';
import { findTerms, termOf, type Vocabulary, withParents } from './spec.ts';

export const ListCard = memo(function ListCard(props: CardProps<List> & { vocabulary: Vocabulary; areas: string }) {
  const { spec, value, vocabulary, earlier } = props;
  const answer = readList(value);
  const answered = value !== undefined && value !== null;
  const write = (next: ListAnswer, since: number) => props.onAnswer(spec.name, writeList(next), since);
  // Where the focus goes: to what was added, or back to the search.
  const body = useRef<HTMLDivElement>(null);
  const wanted = useRef('');
  useEffect(() => {
    if (wanted.current === '') return;
    const place = body.current?.querySelector<HTMLElement>(wanted.current) ?? body.current?.querySelector<HTMLElement>('.list-add input');
    wanted.current = '';
    place?.focus();
  }, [value]);
  const put = (entry: Entry, since: number) => {
    wanted.current = '.entry:last-of-type :is(input, select)';
    write(addEntry(answer, entry), since);
  };
  const titles = spec.asks_for.map((name) => vocabulary.terms.get(name)?.title ?? name);
  const wasNamed = earlier !== undefined && readList(earlier.json).state === 'entries';

  const add = (
    <div class="list-add">
      <Combobox label={answer.entries.length > 0 ? 'Add another' : 'Yes: add by name or brand'} quiet placeholder={answer.entries.length > 0 ? 'Add another' : 'Yes: add by name or brand'}
        find={(text) => findTerms(vocabulary, spec, text)} onPick={({ entry }, since) => put({ ...entry }, since)} />
      {titles.length > 0 && (
        <details class="matters">
          <summary>{titles.length > 2 ? 'Choose from these' : 'What matters here'}</summary>
          <div class="row">
            {spec.asks_for.map((name, index) => (
              <button type="button" class="offer" key={name} aria-label={`Add ${titles[index]}`} onClick={(event) => put({ term: titles[index] ?? name }, event.timeStamp)}><Icon name="plus" />{titles[index]}</button>
            ))}
          </div>
        </details>
      )}
    </div>
  );
  const all = answer.state === 'entries' ? (
    <ChoiceGroup label="Is that all?" value={answer.more === 'unknown' ? '' : answer.more} clear="Clear"
      choices={[{ value: 'no', label: 'Yes, that is all' }, { value: 'yes', label: 'There are others' }, { value: 'unsure', label: 'Not sure' }]}
      onChoose={(more, since) => write({ ...answer, more: (more || 'unknown') as More }, since)} />
  ) : (
    <Choices value={answer.state === 'blank' || answer.state === 'other' ? '' : answer.state} clear="Clear"
      choices={[{ value: 'no', label: 'No, none' }, { value: 'yes', label: 'Yes, cannot name it' }, { value: 'unsure', label: 'Not sure' }, { value: 'declined', label: 'Rather not say' }]}
      onChoose={(state, since) => write({ ...answer, state: (state || 'blank') as ListAnswer['state'] }, since)} />
  );
  const words = answer.state === 'unsure' && answer.asked === null && (
    <input class="date-words" aria-label="The client’s words, if any" placeholder="the client’s words, if any" value={answer.words}
      onInput={(event) => write({ ...answer, words: event.currentTarget.value }, event.timeStamp)} />
  );

  return (
    <Card {...props} answered={answered} help={[spec.looks_back ? `Of the last ${spec.looks_back}.` : '', titles.length > 2 ? `${capital(titles.join(', '))}.` : ''].filter(Boolean).join(' ')} earlierInWords={earlier ? listInWords(spec, earlier.json) : ''}>
      <div class="question-body" ref={body}>
        {answer.asked !== null && (
          <p class="help">Only asked about: {answer.asked.join(', ')}. <button type="button" class="quiet" onClick={(event) => write({ ...answer, asked: null }, event.timeStamp)}>All were asked</button></p>
        )}
        {earlier && wasNamed && !answered && (
          <p><button type="button" onClick={(event) => props.onAnswer(spec.name, carryOver(earlier.json, earlier.signed), event.timeStamp)}>Begin with what was said</button></p>
        )}
        {answer.entries.length > 0 && (
          <ol class="entries">
            {answer.entries.map((entry, index) => (
              <EntryCard key={`${entryName(entry)} ${index}`} list={spec} vocabulary={vocabulary} entry={entry} areas={props.areas}
                onChange={(next, since) => write(setEntry(answer, index, next), since)}
                onRemove={(since) => {
                  wanted.current = '.list-add input';
                  write(removeEntry(answer, index), since);
                }} />
            ))}
          </ol>
        )}
        {answer.entries.length > 0 ? <>{add}{all}</> : <>{all}{words}{add}</>}
        {answer.state === 'other' && <p class="help">Recorded as: <code>{JSON.stringify(answer.json)}</code></p>}
      </div>
    </Card>
  );
});

const timings: Record<List['dating'], Timing[]> = {
  past: ['on', 'last', 'ongoing', 'period', 'unsure', 'never'],
  past_or_planned: ['on', 'last', 'ongoing', 'period', 'unsure', 'never'],
  planned: ['on', 'period', 'unsure'],
  now: [],
  none: [],
};
const timingLabels: Record<Timing, string> = {
  none: '', on: 'On a day', last: 'Last time', ongoing: 'Still going on', period: 'From … to …', unsure: 'Not sure when', never: 'Never',
};

function EntryCard(props: {
  list: List;
  vocabulary: Vocabulary;
  entry: Entry;
  areas: string;  // of the plan, offered first, separated by spaces
  onChange: (entry: Entry, since: number) => void;
  onRemove: (since: number) => void;
}) {
  const { list, vocabulary, entry, onChange } = props;
  const [naming, setNaming] = useState(false);
  const [words, setWords] = useState(typeof entry.said === 'string');
  const said = typeof entry.said === 'string' ? entry.said : '';
  const name = entryName(entry);
  const term = typeof entry.term === 'string' ? termOf(vocabulary, entry.term) : undefined;
  const kinds = term ? withParents(vocabulary, term) : null;
  const timing = readTiming(entry);
  const choices = timings[list.dating];
  const look = list.dating === 'planned' ? 'future' : list.dating === 'past_or_planned' ? 'either' : 'past';
  const details = list.details.filter((detail) => detail.for.length === 0 || kinds === null || detail.for.some((one) => kinds.has(one)));
  // A detail may be declared several times, for different things: the one that is declared for this is meant.
  const shown = details.filter((detail, index) => details.findIndex((one) => one.name === detail.name) === index || (kinds !== null && detail.for.length > 0));
  const set = (field: string) => (json: Json, since: number) => onChange(setField(entry, field, json), since);
  const date = (field: string, label: string, lookOf: 'past' | 'future' | 'either') =>
    <DateEditor label={label} showLabel value={entry[field]} look={lookOf} onChange={(json, since) => onChange({ ...entry, [field]: json }, since)} />;

  return (
    <li class="entry">
      <div class="entry-head">
        <p>
          <strong>{name}</strong>{' '}
          <small class="muted">
            {term ? [term.title !== name ? term.title : '', kindOf(term, vocabulary.terms)].filter(Boolean).join(', ') : 'not in our list: kept as said, and asked about'}
          </small>
        </p>
        <button type="button" class="quiet square" aria-label={`Remove ${name}`} onClick={(event) => props.onRemove(event.timeStamp)}><Icon name="cross" /></button>
      </div>
      {!term && (naming ? (
        <Combobox label={`What ${name} is`} autoFocus placeholder="name or brand" find={(text) => findTerms(vocabulary, list, text).filter((found) => 'term' in found.entry)}
          onPick={(found, since) => {
            const { text, term: _, ...rest } = entry;
            setNaming(false);
            onChange({ ...rest, ...found.entry, ...(typeof text === 'string' ? { said: [text, said].filter(Boolean).join('; ') } : {}) }, since);
          }} />
      ) : (
        <p><button type="button" onClick={() => setNaming(true)}>Say what it is</button></p>
      ))}
      {choices.length > 0 && (
        <ChoiceGroup label={`When: ${name}`} quiet value={timing === 'none' ? '' : timing} clear="Clear"
          choices={(choices.includes(timing) || timing === 'none' ? choices : [...choices, timing]).map((value) => ({ value, label: timingLabels[value] }))}
          onChoose={(value, since) => onChange(setTiming(entry, (value || 'none') as Timing), since)} />
      )}
      {timing === 'on' && date('on', 'Day', look)}
      {timing === 'last' && date('last', 'Last day', look)}
      {timing === 'last' && list.dating !== 'planned' && (
        <ChoiceGroup label="Is it over?" value={over(entry)} clear="Clear"
          choices={[{ value: 'no', label: 'Yes, it is over' }, { value: 'yes', label: 'It goes on' }, { value: 'unsure', label: 'Not sure' }]}
          onChoose={(value, since) => onChange(setField(entry, 'ongoing', value || null), since)} />
      )}
      {timing === 'period' && date('start', 'First day', list.dating === 'past' ? 'past' : 'either')}
      {timing === 'period' && date('end', 'Last day', 'either')}
      {timing === 'ongoing' && date('start', 'Since', 'past')}
      {timing !== 'never' && shown.map((detail) => (
        <DetailEditor key={`${detail.name} ${detail.for.join(' ')}`} detail={detail} vocabulary={vocabulary} value={entry[detail.name]} areas={props.areas} name={name} onChange={set(detail.name)} />
      ))}
      {words || said ? (
        <input class="date-words" aria-label={`The client’s words about ${name}`} placeholder="the client’s words" value={said}
          onInput={(event) => onChange(setField(entry, 'said', event.currentTarget.value || null), event.timeStamp)} />
      ) : (
        <p><button type="button" class="quiet" onClick={() => setWords(true)}>Add the client’s words</button></p>
      )}
    </li>
  );
}

function over(entry: Entry): string {
  const word = typeof entry.ongoing === 'string' ? stateWord(entry.ongoing) : null;
  return word === 'no' ? 'no' : word === 'yes' || word === 'ongoing' ? 'yes' : word === 'unsure' || word === 'declined' ? 'unsure' : '';
}

function DetailEditor(props: {
  detail: Detail;
  vocabulary: Vocabulary;
  value: Json | undefined;
  areas: string;
  name: string;
  onChange: (json: Json, since: number) => void;
}) {
  const { detail } = props;
  const label = detail.name.replaceAll('_', ' ');
  const title = label.charAt(0).toUpperCase() + label.slice(1);
  if (detail.kind === 'area')
    return <AreaPicker label={title} vocabulary={props.vocabulary} value={props.value} often={props.areas.split(' ')} onChange={props.onChange} />;
  return (
    <fieldset class="choice-group">
      <legend class="small-label">{title}</legend>
      <AnswerEditor asked={detail} label={`${title}: ${props.name}`} value={props.value} onChange={props.onChange} />
    </fieldset>
  );
}
