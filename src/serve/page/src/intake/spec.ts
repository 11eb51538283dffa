// The form's vocabulary, made ready for search and look-up once.
import type { Area, FormSpec, List, Term } from '../api.ts';
import { type Index, kindOf, makeIndex, partOf, plain, search } from './search.ts';
import type { Found } from '../ui/combobox.tsx';

export interface Vocabulary {
  form: FormSpec;
  terms: Map<string, Term>;
  areas: Map<string, Area>;
  areaIndex: Index<Area>;
  termIndexes: Map<string, Index<Term>>;
  byWords: Map<string, Term>;       // by every name, plainly written
  areasByWords: Map<string, Area>;
}

export function prepare(form: FormSpec): Vocabulary {
  const terms = new Map(form.terms.map((term) => [term.name, term]));
  const areas = new Map(form.areas.map((area) => [area.name, area]));
  const names = <T extends Term | Area>(items: T[]) =>
    new Map(items.flatMap((item) => [item.name, item.title, ...item.also].map((name) => [plain(name), item] as const)));
  return {
    form,
    terms,
    areas,
    areaIndex: makeIndex(form.areas),
    termIndexes: new Map(form.lists.map((list) => [list.name, makeIndex(list.terms.map((name) => terms.get(name)).filter((term) => term !== undefined))])),
    byWords: names(form.terms),
    areasByWords: names(form.areas),
  };
}

export interface FoundTerm extends Found {
  entry: { term: string } | { text: string };
}

/** What a list may hold, by any of its names; last, the words themselves. */
export function findTerms(vocabulary: Vocabulary, list: List, text: string): FoundTerm[] {
  const index = vocabulary.termIndexes.get(list.name);
  const hits = index ? search(index, text) : [];
  const found = hits.map(({ item, as }): FoundTerm => ({
    key: item.name,
    title: as === item.title ? as : `${as} – ${item.title}`,
    note: kindOf(item, vocabulary.terms),
    entry: { term: as },
  }));
  const words = text.trim();
  if (!hits.some((hit) => plain(hit.as) === plain(words)))
    found.push({ key: '', title: `Keep “${words}” as said`, note: 'not in our list; it will be asked about', entry: { text: words } });
  return found;
}

export const termOf = (vocabulary: Vocabulary, words: string): Term | undefined => vocabulary.byWords.get(plain(words));
export const areaOf = (vocabulary: Vocabulary, words: string): Area | undefined => vocabulary.areasByWords.get(plain(words));

/** The term and everything that it is a kind of. */
export function withParents(vocabulary: Vocabulary, term: Term): Set<string> {
  const found = new Set<string>();
  const go = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    for (const parent of vocabulary.terms.get(name)?.is_a ?? []) go(parent);
  };
  go(term.name);
  return found;
}

export interface FoundArea extends Found {
  area: string;
}

export function findAreas(vocabulary: Vocabulary, text: string): FoundArea[] {
  return search(vocabulary.areaIndex, text).map(({ item, as }) => ({
    key: item.name,
    title: as === item.title ? as : `${as} – ${item.title}`,
    note: partOf(item, vocabulary.areas),
    area: item.name,
  }));
}
