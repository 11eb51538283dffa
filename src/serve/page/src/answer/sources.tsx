// Where a rule comes from: strength first, since a device label and a house default do not weigh the same.
import type { Source } from '../decision.ts';
import { strengthWords } from './words.ts';

export function SourceItem({ source }: { source: Source }) {
  return (
    <li class="source" data-shows="source.id" data-id={source.id}>
      <span class={`strength ${source.strength}`} data-shows="source.strength">{strengthWords[source.strength]}</span>{' '}
      <span data-shows="source.title">{source.title}</span>
      {source.part !== '' && <span data-shows="source.part">, “{source.part}”</span>}
      {source.at !== undefined && <span class="muted" data-shows="source.at">, {source.at}</span>}
      <span class="muted source-id"> [{source.id}]</span>
      {source.strength === 'house' && (
        <span class="muted"> This number is a default of the rules, not taken from a source.</span>
      )}
    </li>
  );
}

export function Sources({ sources, shows }: { sources: Source[]; shows?: string }) {
  if (!sources.length) return null;
  return (
    <ul class="sources" data-shows={shows}>
      {sources.map((source) => (
        <SourceItem key={source.id + source.part} source={source} />
      ))}
    </ul>
  );
}

/** "guidance, device label" and how far the sources lie apart: the line that stands without opening anything. */
export function SourceLine({ sources, spread, shows }: { sources: Source[]; spread?: string | undefined; shows: string }) {
  const strengths = [...new Set(sources.map((source) => source.strength))];
  return (
    <p class="source-line">
      {strengths.map((strength) => (
        <span key={strength} class={`strength ${strength}`}>{strengthWords[strength]}</span>
      ))}
      {spread !== undefined && (
        <span class="muted" data-shows={`${shows}.spread`}>sources say {spread}</span>
      )}
    </p>
  );
}
