// The answers that a reason rests on, as they were given.
import type { Evidence } from '../decision.ts';
import { useActions } from './actions.ts';
import { asGiven, capital, pointerWords, rangesWords } from './words.ts';

/** The day stands in the answer itself. */
const saysIt = ({ value, days = [], vague }: Evidence): boolean =>
  !vague && days.length === 1 && days[0]?.[0] === days[0]?.[1] && asGiven(value).includes(rangesWords(days));

function EvidenceItem({ evidence }: { evidence: Evidence }) {
  const { change } = useActions();
  const where = pointerWords(evidence.pointer);
  return (
    <li class="evidence">
      <span class="given" data-shows="evidence.value">{capital(asGiven(evidence.value))}</span>
      {evidence.days !== undefined && evidence.days.length > 0 && !saysIt(evidence) && (
        <span data-shows="evidence.days"> {evidence.vague ? 'may mean' : 'means'} {rangesWords(evidence.days)}</span>
      )}
      {evidence.vague && (
        <>
          {' '}
          <span class="mark vague" data-shows="evidence.vague">{evidence.days?.length ? 'not exact' : 'left open'}</span>
        </>
      )}{' '}
      {evidence.pointer !== '' && change ? (
        <button type="button" class="link" data-shows="evidence.pointer" onClick={() => change(evidence.pointer)}>
          Go to “{where.replace(/^form \d+, /, '')}”
        </button>
      ) : (
        <span class="muted" data-shows="evidence.pointer">{where}</span>
      )}
    </li>
  );
}

export function EvidenceList({ evidence, shows }: { evidence: Evidence[]; shows: string }) {
  // What nobody was asked stands in the questions; here it would only repeat "not answered".
  const given = evidence.filter((one) => one.pointer !== '' || one.value !== null);
  if (!given.length && !evidence.length) return null;
  return (
    <ul class="evidences" data-shows={shows}>
      {given.length ? given.map((one) => <EvidenceItem key={one.pointer} evidence={one} />) : <li class="muted">Nobody was asked yet.</li>}
    </ul>
  );
}
