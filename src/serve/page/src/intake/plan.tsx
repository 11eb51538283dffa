// What is planned: the treatments, where and how deep. It is edited in the draft, and asked about like everything else.
import type { FormSpec, Json, NextItem, PlanItem, Treatment } from '../api.ts';
import { AreaPicker } from './areas.tsx';
import { AnswerEditor } from './answer-editor.tsx';
import type { Vocabulary } from './spec.ts';

export function PlanEditor(props: {
  plan: PlanItem[];
  vocabulary: Vocabulary;
  ask: NextItem[];
  onChange: (plan: PlanItem[], since: number) => void;
}) {
  const { plan, vocabulary } = props;
  const set = (index: number, change: Partial<PlanItem>, since: number) =>
    props.onChange(plan.map((item, at) => (at === index ? withoutNull({ ...item, ...change }) : item)), since);
  return (
    <section class="plan" data-plan aria-labelledby="plan-title">
      <h2 id="plan-title">The plan</h2>
      {plan.map((item, index) => {
        const treatment = treatmentOf(vocabulary.form, item.treatment);
        const hints = props.ask.filter((one) => one.pointer?.startsWith(`/plan/${index}`) || (plan.length === 1 && one.what.startsWith('plan_')));
        return (
          <fieldset class="question plan-item" key={index}>
            <legend>{treatment?.title ?? item.treatment}</legend>
            {hints.map((hint) => <p class="hints" key={hint.text}>{hint.text}</p>)}
            <AreaPicker label="Area" vocabulary={vocabulary} value={item.area ?? null} often={item.area && item.area.length > 0 ? [] : ['face', 'neck', 'decollete']}
              onChange={(area, since) => set(index, { area: area as string[] }, since)} />
            {treatment?.depth && (
              <fieldset class="choice-group">
                <legend class="small-label">Depth</legend>
                <AnswerEditor asked={treatment.depth} label={`Depth of ${treatment.title}`} value={(item.depth ?? null) as Json} onChange={(depth, since) => set(index, { depth: depth as NonNullable<PlanItem['depth']> }, since)} />
              </fieldset>
            )}
          </fieldset>
        );
      })}
    </section>
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
