// The record that a decision was made from: plan, forms with their answers, clearances, as they were given.
import type { IntakeRecord } from '../api.ts';
import { asGiven, capital, dated, listWords, spaced } from '../answer/words.ts';
import { mediumDay } from '../days.ts';
import type { Json } from '../decision.ts';
import { useQuestionTexts } from './question-texts.ts';

export const formKinds = { full: 'Full form', change: '“Has anything changed?” form', practitioner: 'Practitioner’s form' } as const;

const changed: Record<string, string> = { yes: 'Nothing has changed.', no: 'Something has changed.', unsure: 'Not sure whether anything has changed.' };

/** `bare`: the forms alone. */
export function Inputs({ record, bare = false }: { record: IntakeRecord; bare?: boolean }) {
  const texts = useQuestionTexts();
  return (
    <div class="stack">
      {!bare && (
        <p>
          Visit {mediumDay(record.visit)}
          {record.as_of ? `, looked at on ${mediumDay(record.as_of)}` : ''}.
        </p>
      )}
      {record.plan.length > 0 && (
        <ul class="short">
          {record.plan.map((item, index) => (
            <li key={index}>
              {capital(spaced(item.treatment))}
              {item.area ? `, ${typeof item.area === 'string' ? spaced(item.area) : listWords(item.area.map(spaced))}` : ''}
              {item.depth != null ? `, ${asGiven(item.depth as Json)}` : ''}
              {item.device ? `, ${item.device}` : ''}
            </li>
          ))}
        </ul>
      )}
      {record.forms.map((form, index) => (
        <details key={index} class="fold" open={record.forms.length === 1}>
          <summary>
            {formKinds[form.kind]}, signed {mediumDay(form.signed)} by the {form.by}
          </summary>
          <div class="fold-body">
            {form.nothing_changed !== undefined && <p>{changed[form.nothing_changed] ?? form.nothing_changed}</p>}
            <dl class="facts answers">
              {Object.entries(form.answers ?? {}).map(([question, answer]) => (
                <div key={question}>
                  <dt>{texts.get(question) ?? capital(spaced(question))}</dt>
                  <dd>{capital(dated(answer))}</dd>
                </div>
              ))}
            </dl>
          </div>
        </details>
      ))}
      {(record.clearances ?? []).length > 0 && (
        <ul class="short">
          {record.clearances.map((one, index) => (
            <li key={index}>
              Clearance for {spaced(one.check)}: {spaced(one.by)}
              {one.name ? `, ${one.name}` : ''}, {mediumDay(one.on)}
              {one.until ? ` to ${mediumDay(one.until)}` : ''}
              {one.for?.length ? `, only for ${listWords(one.for)}` : ''}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
