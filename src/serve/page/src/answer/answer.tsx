// A decision as a page shows it: the verdict first, then each treatment, the care of the day, what it was worked out with.
import { longDay } from '../days.ts';
import type { Decision } from '../decision.ts';
import { VerdictBadge } from '../ui/verdict.tsx';
import { useActions } from './actions.ts';
import { CareLists } from './care.tsx';
import { Fold } from './fold.tsx';
import { TreatmentAnswer } from './treatment.tsx';
import { listWords } from './words.ts';

/** What it was worked out with: engine, packs, versions, hashes, policies. */
export function Basis({ decision }: { decision: Decision }) {
  return (
    <footer class="basis muted">
      <p>
        <span data-shows="decision.engine">{decision.engine}</span> · {' '}
        <span data-shows="decision.as_of">looked at on {longDay(decision.as_of)}</span>
        {decision.id !== '' && (
          <>
            {' · '}
            client <span data-shows="decision.id">{decision.id}</span>
          </>
        )}
        {' · '}
        <span data-shows="decision.record">{decision.record}</span>
      </p>
      <ul data-shows="decision.packs">
        {decision.packs.map((pack) => (
          <li key={pack.name}>
            <span data-shows="decision.packs.name">{pack.name}</span>{' '}
            <span data-shows="decision.packs.version">{pack.version}</span>{' '}
            <code class="hash" data-shows="decision.packs.hash">{pack.hash}</code>
            {pack.policy !== undefined && (
              <>
                {' · '}policy <span data-shows="decision.packs.policy">{pack.policy}</span>
              </>
            )}
            {pack.policies !== undefined && pack.policies.length > 0 && (
              <>
                {' · '}
                {pack.policies.length === 1 ? 'changed by' : 'changed in this order by'}{' '}
                <span data-shows="decision.packs.policies">{listWords(pack.policies)}</span>
              </>
            )}
          </li>
        ))}
      </ul>
      <p>Decision support for the practitioner; not medical advice. WAIT is a recommendation.</p>
    </footer>
  );
}

export function Answer({ decision }: { decision: Decision }) {
  const { decided = false } = useActions();
  const alone = decision.treatments.length === 1;
  // The care of the day is that of its only treatment: it stands there.
  const same = alone && JSON.stringify(decision.aftercare) === JSON.stringify(decision.treatments[0]?.aftercare);
  const waits = decision.verdict === 'WAIT';
  return (
    <div class={`answer ${decision.verdict.toLowerCase()}`}>
      <header class={`banner ${waits ? 'wait' : 'go'}`}>
        <span data-shows="decision.verdict">
          <VerdictBadge verdict={decision.verdict} size="large" />
        </span>
        <p class="banner-day" data-shows="decision.visit">
          {decided ? 'for' : 'on'} {longDay(decision.visit)}
        </p>
        {waits && <p class="banner-note">WAIT is a recommendation. You decide.</p>}
      </header>
      <div data-shows="decision.treatments">
        {decision.treatments.map((treatment, index) => (
          <TreatmentAnswer key={`${treatment.treatment} ${index}`} t={treatment} decision={decision} alone={alone} careOfDay={same} />
        ))}
      </div>
      {!same && decision.aftercare.length > 0 && (
        <section class="treatment aftercare-day">
          <Fold summary="After the session: all treatments of the day together">
            {() => <CareLists care={decision.aftercare} shows="decision.aftercare" />}
          </Fold>
        </section>
      )}
      <Basis decision={decision} />
    </div>
  );
}
