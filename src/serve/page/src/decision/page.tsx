// A recorded decision: it stands. Overrides as a band, the session, the sheets, what it was made from, deciding it again.
import { useState } from 'preact/hooks';

import { session, type ClientPage } from '../api.ts';
import type { PageProps } from '../app.tsx';
import { Actions } from '../answer/actions.ts';
import { Answer } from '../answer/answer.tsx';
import { longDay } from '../days.ts';
import { momentWords, type KeptDecision } from '../records/calls.ts';
import { Inputs } from '../records/inputs.tsx';
import { OverrideBand, OverrideDialog } from '../records/override.tsx';
import { ReplayPart } from '../records/replay.tsx';
import { SessionPart } from '../records/session.tsx';
import { SheetsPart } from '../records/sheets.tsx';
import { useStore } from '../store.ts';
import { announce } from '../ui/announce.ts';
import { LoadState, useLoad } from '../ui/load.tsx';
import { PageHead } from '../ui/page-head.tsx';

export function DecisionPage({ parts }: PageProps) {
  const loaded = useLoad<KeptDecision>(`/v1/decisions/${parts.entry ?? ''}`);
  const kept = loaded.data;
  return kept ? <Kept kept={kept} reload={loaded.reload} /> : (
    <>
      <PageHead title="Decision" />
      <LoadState loaded={loaded} />
    </>
  );
}

function Kept({ kept, reload }: { kept: KeptDecision; reload: () => void }) {
  const who = useStore(session);
  const client = useLoad<ClientPage>(`/v1/clients/${kept.client}`);
  const [against, setAgainst] = useState(false);
  const name = client.data?.client.name ?? '';
  return (
    <div class="decision-page">
      <PageHead title={`Decision${name ? ` for ${name}` : ''}`}>
        <nav class="row" aria-label="About this decision">
          <a href={`/clients/${kept.client}`}>Client</a>
          <a href={`/appointments/${kept.appointment}`}>Appointment</a>
          <a href={`/day/${kept.decision.visit}`}>{longDay(kept.decision.visit)}</a>
        </nav>
      </PageHead>
      <p class="stands">
        This decision stands. Recorded on {momentWords(kept.at)} by {kept.by}, entry {kept.entry}, hash{' '}
        <code class="hash">{kept.hash}</code>
      </p>
      <OverrideBand overrides={kept.overrides} />
      <div class="decision-columns">
        <section aria-labelledby="the-answer">
          <h2 id="the-answer" class="unseen">Answer</h2>
          <Actions.Provider value={{ decided: true }}>
            <Answer decision={kept.decision} />
          </Actions.Provider>
        </section>
        <div class="stack side">
          {kept.decision.verdict === 'WAIT' && (
            <section class="card stack">
              <h2>Against this WAIT</h2>
              <p>{kept.overrides.length ? 'Somebody has gone against it. The decision stays WAIT.' : 'WAIT is a recommendation. You may go against it, with a reason and your name.'}</p>
              <p>
                <button type="button" class="danger-line" onClick={() => setAgainst(true)}>
                  {kept.overrides.length ? 'Add another reason' : 'Go against this WAIT …'}
                </button>
              </p>
            </section>
          )}
          <SessionPart key={String(kept.session?.entry)} kept={kept} today={who?.today ?? kept.decision.as_of} onDone={() => {
            announce('The session is noted.');
            reload();
          }} />
          <SheetsPart entry={kept.entry} done={kept.session !== null} />
          <section class="card stack">
            <h2>What it was made from</h2>
            <Inputs record={kept.record} />
            <ReplayPart entry={kept.entry} />
          </section>
        </div>
      </div>
      {against && (
        <OverrideDialog
          entry={kept.entry}
          decision={kept.decision}
          onClose={() => setAgainst(false)}
          onDone={() => {
            setAgainst(false);
            announce('Your reason stands beside the decision now.');
            reload();
          }}
        />
      )}
    </div>
  );
}
