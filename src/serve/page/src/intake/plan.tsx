// What is planned: the treatments, where and how deep. It is edited in the draft, and asked about like everything else.
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';

import type { FormSpec, Json, NextItem, PlanItem, Treatment } from '../api.ts';
import { AreaPicker } from './areas.tsx';
import { AnswerEditor } from './answer-editor.tsx';
import { answerInWords, areaNames } from './record.ts';
import { areaOf, type Vocabulary } from './spec.ts';

export function PlanEditor(props: {
  plan: PlanItem[];
  vocabulary: Vocabulary;
  ask: NextItem[];
  onChange: (plan: PlanItem[], since: number) => void;
  children: ComponentChildren;
}) {
  const { plan, vocabulary } = props;
  const set = (index: number, change: Partial<PlanItem>, since: number) =>
    props.onChange(plan.map((item, at) => (at === index ? withoutNull({ ...item, ...change }) : item)), since);
  return (
    <section class="plan" data-plan aria-labelledby="plan-title">
      <h2 id="plan-title">The plan</h2>
      {plan.map((item, index) => (
        <PlanItemEditor key={index} item={item} vocabulary={vocabulary} onChange={(change, since) => set(index, change, since)}
          hints={props.ask.filter((one) => one.pointer?.startsWith(`/plan/${index}/`) || (plan.length === 1 && one.what.startsWith('plan_'))).map((one) => one.text)} />
      ))}
      {props.children}
    </section>
  );
}

function PlanItemEditor(props: {
  item: PlanItem;
  vocabulary: Vocabulary;
  hints: string[];
  onChange: (change: Partial<PlanItem>, since: number) => void;
}) {
  const { item, vocabulary, hints } = props;
  // Opened when something is asked about it; it does not close under the fingers once that is answered.
  const asked = useRef(false);
  asked.current ||= hints.length > 0;
  const treatment = treatmentOf(vocabulary.form, item.treatment);
  const title = treatment?.title ?? item.treatment;
  const said = [
    areaNames(item.area ?? null).map((name) => areaOf(vocabulary, name)?.title ?? name).join(', ') || 'area not said',
    treatment?.depth ? answerInWords(treatment.depth, (item.depth ?? null) as Json) || 'depth not said' : '',
  ].filter(Boolean).join(', ');
  return (
    <details class="question plan-item" open={asked.current}>
      <summary><strong>{title}</strong> <span class="muted">{said}</span></summary>
      <fieldset class="question-body">
        <legend class="unseen">{title}: where and how deep</legend>
        {hints.map((hint) => <p class="hints" key={hint}>{hint}</p>)}
        <AreaPicker label="Area" vocabulary={vocabulary} value={item.area ?? null} often={item.area && item.area.length > 0 ? [] : ['face', 'neck', 'decollete']}
          onChange={(area, since) => props.onChange({ area: area as string[] }, since)} />
        {treatment?.depth && (
          <fieldset class="choice-group">
            <legend class="small-label">Depth</legend>
            <AnswerEditor asked={treatment.depth} sure label={`Depth of ${title}`} value={(item.depth ?? null) as Json}
              onChange={(depth, since) => props.onChange({ depth: depth as NonNullable<PlanItem['depth']> }, since)} />
          </fieldset>
        )}
      </fieldset>
    </details>
  );
}

export const treatmentOf = (form: FormSpec, name: string): Treatment | undefined =>
  form.treatments.find((one) => one.name === name || one.title.toLowerCase() === name.toLowerCase());

function withoutNull(item: PlanItem): PlanItem {
  const out = { ...item };
  if (out.area === null || (Array.isArray(out.area) && out.area.length === 0)) delete out.area;
  if (out.depth === null || out.depth === undefined) delete out.depth;
  return out;
}
