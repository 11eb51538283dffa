// Which areas: found by name, shown as a row that can be taken back one by one.
import type { Json } from '../api.ts';
import { Combobox } from '../ui/combobox.tsx';
import { Icon } from '../ui/icon.tsx';
import { areaNames, stateWord } from './record.ts';
import { areaOf, findAreas, type Vocabulary } from './spec.ts';

export function AreaPicker(props: {
  label: string;
  vocabulary: Vocabulary;
  value: Json | undefined;
  often?: string[];  // names offered as buttons
  onChange: (json: Json, since: number) => void;
}) {
  const names = areaNames(props.value);
  const unsure = typeof props.value === 'string' && stateWord(props.value) === 'unsure';
  const title = (name: string) => areaOf(props.vocabulary, name)?.title ?? name;
  const add = (name: string, since: number) => props.onChange(names.includes(name) ? names : [...names, name], since);
  const often = (props.often ?? []).filter((name) => !names.includes(name) && props.vocabulary.areas.has(name));

  return (
    <div class="areas" role="group" aria-label={props.label}>
      <span class="small-label" aria-hidden="true">{props.label}</span>
      <div class="row">
        {names.map((name) => (
          <span class="token" key={name}>
            {title(name)}
            <button type="button" aria-label={`Remove ${title(name)}`} onClick={(event) => props.onChange(names.filter((one) => one !== name), event.timeStamp)}><Icon name="cross" /></button>
          </span>
        ))}
        {unsure && <span class="token">not sure</span>}
        {often.map((name) => (
          <button type="button" class="offer" key={name} aria-label={`Add ${title(name)}`} onClick={(event) => add(name, event.timeStamp)}><Icon name="plus" />{title(name)}</button>
        ))}
        {names.length === 0 && (
          <button type="button" class="quiet" aria-pressed={unsure} onClick={(event) => props.onChange(unsure ? null : 'unsure', event.timeStamp)}>Not sure</button>
        )}
      </div>
      <Combobox label={`${props.label}: find an area`} quiet placeholder="Find an area" find={(text) => findAreas(props.vocabulary, text)} onPick={({ area }, since) => add(area, since)} />
    </div>
  );
}
