// Addresses of the page: the history API, patterns such as "/appointments/{id}". Plain <a href> does; it is caught here.
import { Store } from './store.ts';

export interface Place {
  path: string;
  query: string;  // "" or "?kind=…"
  count: number;  // of navigations since the page was loaded: 0 is the first
}

const here = (count: number): Place => ({ path: location.pathname, query: location.search, count });

export const place = new Store<Place>(here(0));

export function go(address: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') history.pushState(null, '', address);
  else history.replaceState(null, '', address);
  // Being sent on is no step of the person's: the focus stays where a page that was just loaded has it.
  place.set(here(place.value.count + (how === 'push' ? 1 : 0)));
}

/** The parts that stand for {…}, or null when the path is another. */
export function match(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/');
  const given = path.replace(/(.)\/$/, '$1').split('/');
  if (wanted.length !== given.length) return null;
  const parts: Record<string, string> = {};
  for (const [index, word] of wanted.entries()) {
    const part = given[index] ?? '';
    if (word.startsWith('{')) {
      if (part === '') return null;
      try {
        parts[word.slice(1, -1)] = decodeURIComponent(part);
      } catch {
        return null;
      }
    } else if (word !== part) {
      return null;
    }
  }
  return parts;
}

export function startRouter(): void {
  addEventListener('popstate', () => place.set(here(place.value.count + 1)));
  document.addEventListener('click', (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element | null)?.closest?.('a');
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (link.pathname.startsWith('/v1/')) return;
    if (link.pathname === location.pathname && link.search === location.search && link.hash) return;
    event.preventDefault();
    go(link.pathname + link.search);
    scrollTo(0, 0);
  });
}
