// The questions to one person, the client or the practitioner: what can still change the answer first, nothing moving
// under the fingers, what changes nothing folded away.
import { useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';

import type { Form, Json, Next } from '../api.ts';
import { type Answered, applies, arrange, type Arrangement, changesOf, itemsOf } from './arrange.ts';
import { mediumDay } from '../days.ts';
import type { Earlier } from './card.tsx';
import { ListCard } from './list-card.tsx';
import { QuestionCard } from './question-card.tsx';
import { sameJson, type Who } from './record.ts';
import type { Vocabulary } from './spec.ts';

export function Part(props: {
  who: Who;
  form: Form;
  vocabulary: Vocabulary;
  next: Next | null;
  earlier: Map<string, { json: Json; signed: string }>;
  keepsEarlier: boolean;  // what was said before stands until it is changed
  showStanding: boolean;  // and is looked through
  faults: Map<string, string>;
  areas: string;
  onAnswer: (name: string, json: Json, since: number) => void;
}) {
  const { who, form, vocabulary, next, earlier, keepsEarlier } = props;
  const items = useMemo(() => itemsOf(vocabulary.form, who), [vocabulary, who]);
  const byName = useMemo(() => new Map(items.map((item) => [item.spec.name, item])), [items]);
  const [reopened, setReopened] = useState<ReadonlySet<string>>(new Set());
  const [, draw] = useReducer<number, void>((n) => n + 1, 0);

  const valueOf = (name: string): Json | undefined => form.answers[name] ?? undefined;
  const knownOf = (name: string): Json | undefined => valueOf(name) ?? earlier.get(name)?.json;
  const answered = (name: string): Answered => (valueOf(name) !== undefined ? 'now' : keepsEarlier && earlier.has(name) ? 'stands' : 'no');

  // The order is made when the first answer is here, and again when a question is left.
  const arrangement = useRef<Arrangement | null>(null);
  const madeFor = useRef<unknown>(null);
  const current = useRef('');
  if (arrangement.current === null || (madeFor.current !== items) || (madeFor.current === items && current.current === '' && next !== null && !sorted.has(arrangement.current))) {
    arrangement.current = arrange(items, next, answered);
    if (next) sorted.add(arrangement.current);
    madeFor.current = items;
  }
  const latest = useRef({ next, answered });
  latest.current = { next, answered };

  function enter(name: string) {
    if (name === current.current) return;
    const left = current.current;
    current.current = name;
    if (left === '' || !arrangement.current) return;
    const made = arrange(items, latest.current.next, latest.current.answered, arrangement.current, name);
    if (!sameJson(made, arrangement.current)) {
      arrangement.current = made;
      sorted.add(made);
      draw();
    }
  }
  useEffect(() => {
    current.current = '';
  }, [items]);

  // Handlers that stay the same, so that a card is drawn again only when something of it changed.
  const handlers = useRef(props.onAnswer);
  handlers.current = props.onAnswer;
  const enterNow = useRef(enter);
  enterNow.current = enter;
  const onAnswer = useMemo(() => (name: string, json: Json, since: number) => {
    handlers.current(name, json, since);
    enterNow.current(name);
  }, []);
  const onReopen = useMemo(() => (name: string) => {
    setReopened((was) => new Set(was).add(name));
    queueMicrotask(() => document.querySelector<HTMLElement>(`[data-question="${CSS.escape(name)}"] .question-body :is(input, select, button)`)?.focus());
  }, []);

  const asked = (name: string) => vocabulary.form.questions.find((question) => question.name === name);
  const card = (name: string) => {
    const item = byName.get(name);
    if (!item) return null;
    const only = item.spec.only_when;
    const answered = valueOf(name) !== undefined;
    const applied = applies(only, asked, knownOf);
    if (!answered && (applied === false || (applied === null && byName.has(only?.question ?? '')))) return null;
    const was = earlier.get(name);
    const stands: Earlier | undefined = was && earlierOf(was, keepsEarlier);
    const common = {
      value: valueOf(name),
      earlier: stands,
      changes: changesOf(next, name),
      hints: (next?.ask ?? []).filter((one) => (one.question ?? one.list) === name && one.text !== item.spec.text)
        // The question itself stands above.
        .map((one) => (one.text.startsWith(`${item.spec.text} `) ? one.text.slice(item.spec.text.length + 1) : one.text)).join('\n'),
      fault: props.faults.get(name) ?? '',
      only: only !== null && byName.has(only.question),
      reopened: reopened.has(name),
      onAnswer,
      onReopen,
    };
    return item.kind === 'question'
      ? <QuestionCard key={name} spec={item.spec} {...common} />
      : <ListCard key={name} spec={item.spec} vocabulary={vocabulary} areas={props.areas} {...common} />;
  };

  const { open, standing, folded } = arrangement.current;
  const days = [...new Set(standing.flatMap((name) => earlier.get(name)?.signed ?? []))].sort();
  return (
    <div class="part" onFocusIn={(event) => {
      const name = (event.target as Element).closest('[data-question]')?.getAttribute('data-question');
      if (name) enter(name);
    }}>
      {open.map(card)}
      {standing.length > 0 && (
        <details class="folded standing" open={props.showStanding}>
          <summary>{standing.length === 1 ? '1 answer' : `${standing.length} answers`} of {days.map(mediumDay).join(' and ')}</summary>
          <div class="part">{standing.map(card)}</div>
        </details>
      )}
      {folded.length > 0 && (
        <details class="folded">
          <summary>{folded.length === 1 ? '1 question that changes nothing now' : `${folded.length} questions that change nothing now`}</summary>
          <div class="part">{folded.map(card)}</div>
        </details>
      )}
    </div>
  );
}

/** Arrangements that were made knowing what answers can change. */
const sorted = new WeakSet<Arrangement>();

const earlierCache = new WeakMap<object, [Earlier, Earlier]>();
/** The same object for the same answer: cards compare by identity. */
function earlierOf(was: { json: Json; signed: string }, stands: boolean): Earlier {
  let both = earlierCache.get(was);
  if (!both) earlierCache.set(was, (both = [{ ...was, stands: false }, { ...was, stands: true }]));
  return both[stands ? 1 : 0];
}
