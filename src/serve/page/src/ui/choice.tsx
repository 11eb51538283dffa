// One of a few, as radio buttons that look like a row of chips. What was chosen can be taken back.
import { useId, useRef } from 'preact/hooks';

import { Icon } from './icon.tsx';

export interface Choice {
  value: string;
  label: string;
}

/** The row of chips; stands in a fieldset or a group that has the name. `since`: when the user acted. */
export function Choices(props: {
  choices: Choice[];
  value: string;  // '' when nothing is chosen
  onChoose: (value: string, since: number) => void;
  clear?: string;  // name of the button that takes the choice back; none: it cannot be
}) {
  const name = useId();
  const row = useRef<HTMLDivElement>(null);
  return (
    <div class="choices" ref={row}>
      {props.choices.map(({ value, label }) => (
        <label class="chip" key={value}>
          <input type="radio" name={name} value={value} checked={props.value === value}
            onChange={(event) => props.onChoose(value, event.timeStamp)} />
          <span>{label}</span>
        </label>
      ))}
      {props.clear !== undefined && props.value !== '' && (
        <button type="button" class="quiet square" aria-label={props.clear} title={props.clear} onClick={(event) => {
          props.onChoose('', event.timeStamp);
          row.current?.querySelector('input')?.focus();
        }}><Icon name="cross" /></button>
      )}
    </div>
  );
}

/** With a name of its own. */
export function ChoiceGroup({ label, quiet, ...choices }: Parameters<typeof Choices>[0] & { label: string; quiet?: boolean }) {
  return (
    <fieldset class="choice-group">
      <legend class={quiet ? 'unseen' : 'small-label'}>{label}</legend>
      <Choices {...choices} />
    </fieldset>
  );
}
