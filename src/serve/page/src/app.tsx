// The shell round every page: who is signed in, the way about, what went wrong. The table of pages is here.
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { reachable, reason, session, type Session } from './api.ts';
import { AppointmentPage } from './appointment/page.tsx';
import { ClientPage } from './client/page.tsx';
import { ClientsPage } from './client/search.tsx';
import { DayPage } from './day/page.tsx';
import { longDay } from './days.ts';
import { DecisionPage } from './decision/page.tsx';
import { go, match, place } from './router.ts';
import { findSession, signOut } from './session.ts';
import { SettingsPage } from './settings/page.tsx';
import { SignInPage } from './sign-in.tsx';
import { useStore } from './store.ts';
import { announcement } from './ui/announce.ts';
import { Dialog } from './ui/dialog.tsx';
import { ErrorBoundary } from './ui/error-boundary.tsx';
import { Icon } from './ui/icon.tsx';
import { Notice } from './ui/notice.tsx';
import { PageHead } from './ui/page-head.tsx';

/** The parts of the address that stand for {…} of the pattern. */
export interface PageProps {
  parts: Record<string, string>;
}

const pages: [pattern: string, page: ComponentType<PageProps>][] = [
  ['/', HomePage],
  ['/day/{day}', DayPage],
  ['/appointments/{id}', AppointmentPage],
  ['/clients', ClientsPage],
  ['/clients/{id}', ClientPage],
  ['/decisions/{entry}', DecisionPage],
  ['/settings', SettingsPage],
  ['/sign-in', HomePage],
];

export function App() {
  const who = useStore(session);
  const [failure, setFailure] = useState<unknown>(null);

  // Until it is known who is signed in there is nothing to show; a server that is away is asked again.
  useEffect(() => {
    if (who !== undefined) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    const look = () =>
      findSession().then(
        () => setFailure(null),
        (error: unknown) => {
          setFailure(error);
          timer = setTimeout(look, 2000);
        },
      );
    void look();
    return () => clearTimeout(timer);
  }, [who]);

  return (
    <>
      {who ? <Shell who={who} /> : who === null ? <SignInPage /> : failure ? (
        <main class="alone">
          <Notice kind="warning" title="The server cannot be reached">{reason(failure)} Trying again.</Notice>
        </main>
      ) : null}
      <LiveRegion />
    </>
  );
}

/** One polite live region for the whole page. */
function LiveRegion() {
  const text = useStore(announcement);
  return <div class="unseen" role="status" aria-live="polite">{text}</div>;
}

function Shell({ who }: { who: Session }) {
  const here = useStore(place);
  const found = pages.map(([pattern, page]) => ({ page, parts: match(pattern, here.path) })).find((entry) => entry.parts);
  const Page = found?.page ?? NotFoundPage;
  const day = `/day/${who.today}`;
  const current = (start: string) => (here.path.startsWith(start) ? ('page' as const) : undefined);

  return (
    <div class="shell">
      <a class="skip" href="#main" onClick={(event) => {
        event.preventDefault();
        document.getElementById('main')?.focus();
      }}>Skip to the content</a>
      <header class="top">
        <a class="brand" href={day}><Icon name="mark" /><span>{who.clinic || 'contra'}</span></a>
        <nav aria-label="Main">
          <a href={day} aria-current={current('/day')}>Day</a>
          <a href="/clients" aria-current={current('/clients')}>Clients</a>
          <a href="/settings" aria-current={current('/settings')}>Settings</a>
        </nav>
        <p class="top-day">{longDay(who.today)}</p>
        <div class="top-user">
          <span class="top-name">{who.user}</span>
          {!who.single_user && <SignOut />}
        </div>
      </header>
      <AwayNotice />
      <main id="main" tabIndex={-1}>
        <ErrorBoundary key={here.path}>
          <Page parts={found?.parts ?? {}} />
        </ErrorBoundary>
      </main>
    </div>
  );
}

function SignOut() {
  const [failure, setFailure] = useState('');
  const leave = (discard: boolean) => signOut(discard).then(() => go('/'), (error: unknown) => setFailure(reason(error)));
  return (
    <>
      <button class="quiet" onClick={() => leave(false)}>Sign out</button>
      {failure && (
        <Dialog title="Not signed out" onClose={() => setFailure('')}>
          <div class="stack">
            <p>{failure}</p>
            <p class="row">
              <button class="primary" onClick={() => setFailure('')}>Stay signed in</button>
              <button onClick={() => leave(true)}>Sign out and lose it</button>
            </p>
          </div>
        </Dialog>
      )}
    </>
  );
}

/** Says that the server is away, and asks until it is back. */
function AwayNotice() {
  const there = useStore(reachable);
  useEffect(() => {
    if (there) return undefined;
    const timer = setInterval(() => void fetch('/healthz', { cache: 'no-store' }).then((answer) => {
      if (answer.status < 500) reachable.set(true);
    }, () => undefined), 2000);
    return () => clearInterval(timer);
  }, [there]);
  if (there) return null;
  return (
    <Notice kind="warning" title="The server cannot be reached" class="away">
      Trying again. What you type is kept on this device and sent as soon as the server is back.
    </Notice>
  );
}

function HomePage() {
  useEffect(() => go(`/day/${session.value?.today ?? ''}`, 'replace'), []);
  return null;
}

function NotFoundPage() {
  return (
    <>
      <PageHead title="There is no such page" />
      <p><a href="/">To the day list</a></p>
    </>
  );
}
