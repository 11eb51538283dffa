// What this program is and which rules it goes by.
import type { Session } from '../api.ts';
import { Fold } from '../answer/fold.tsx';
import { listWords, strengthWords } from '../answer/words.ts';
import { longDay } from '../days.ts';
import type { Strength } from '../decision.ts';
import { LoadState, useLoad } from '../ui/load.tsx';

interface AboutSection {
  title: string;
  text: string;
  sources?: { title: string; part: string; strength: Strength }[];
}

interface PackOf {
  name: string;
  title: string;
  version: string;
  hash: string;
  policies: string[];
  about: AboutSection[];
}

export function AboutPart({ who }: { who: Session }) {
  const loaded = useLoad<{ packs: PackOf[] }>('/v1/packs');
  return (
    <div class="stack">
      <section class="card">
        <h2>This program</h2>
        <dl class="facts">
          <div><dt>Engine</dt><dd>{who.engine}</dd></div>
          <div><dt>Clinic</dt><dd>{who.clinic || 'no name given'}</dd></div>
          <div><dt>You are</dt><dd>{who.user}, {who.role}{who.single_user ? ' (single-user mode, no password)' : ''}</dd></div>
          <div><dt>Today</dt><dd>{longDay(who.today)}</dd></div>
          <div><dt>Language</dt><dd>English; dates are written out, weeks begin on Monday</dd></div>
        </dl>
        <p>Decision support for practitioners; not medical advice. WAIT is a recommendation.</p>
        <p>
          <a href="/licences.txt" target="_blank" rel="noopener">Licences of what these pages hold</a>
        </p>
      </section>
      <section class="stack">
        <h2>Rules</h2>
        <LoadState loaded={loaded} />
        {loaded.data?.packs.map((pack) => (
          <article key={pack.name} class="card stack">
            <h3>{pack.title}</h3>
            <dl class="facts">
              <div><dt>Pack</dt><dd>{pack.name} {pack.version}</dd></div>
              <div><dt>Hash</dt><dd><code class="hash">{pack.hash}</code></dd></div>
              <div><dt>Clinic policies</dt><dd>{pack.policies.length ? listWords(pack.policies) : 'none'}</dd></div>
            </dl>
            {pack.about.length > 0 && (
              <Fold summary={<>About the treatment<span class="unseen">: {pack.title}</span></>}>
                {() =>
                  pack.about.map((section) => (
                    <section key={section.title} class="stack">
                      <h4>{section.title}</h4>
                      {section.text.split('\n\n').map((paragraph, index) => <p key={index}>{paragraph}</p>)}
                      {section.sources && section.sources.length > 0 && (
                        <p class="muted">
                          {section.sources.map((source) => `${source.title}${source.part ? `, “${source.part}”` : ''} (${strengthWords[source.strength] ?? source.strength})`).join('; ')}
                        </p>
                      )}
                    </section>
                  ))
                }
              </Fold>
            )}
          </article>
        ))}
      </section>
    </div>
  );
}
