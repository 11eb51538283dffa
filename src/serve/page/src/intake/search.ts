// Search over names, other names and brand names, patient with typing. Pure.
import type { Area, Term } from '../api.ts';

export interface Named {
  name: string;
  title: string;
  also: string[];
}
export interface Hit<T extends Named> {
  item: T;
  /** The name that was found: what the client called it. */
  as: string;
}

export interface Index<T extends Named> {
  rows: { item: T; as: string; text: string; words: string[] }[];
}

/** Lower case, without accents and signs. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}+]+/gu, ' ').trim();
}

export function makeIndex<T extends Named>(items: T[]): Index<T> {
  return {
    rows: items.flatMap((item) =>
      [item.title, ...item.also].map((as) => {
        const text = plain(as);
        return { item, as, text, words: text.split(' ') };
      })),
  };
}

/** The best hits, each item once, under the name that fits best. */
export function search<T extends Named>(index: Index<T>, query: string, limit = 8): Hit<T>[] {
  const wanted = plain(query);
  if (wanted === '') return [];
  const best = new Map<T, { as: string; score: number; length: number; order: number }>();
  index.rows.forEach((row, order) => {
    const score = scoreOf(row.text, row.words, wanted);
    if (score === null) return;
    const old = best.get(row.item);
    if (!old || score < old.score) best.set(row.item, { as: row.as, score, length: row.text.length, order });
  });
  return [...best.entries()]
    .sort(([, a], [, b]) => a.score - b.score || a.length - b.length || a.order - b.order)
    .slice(0, limit)
    .map(([item, { as }]) => ({ item, as }));
}

/** 0 is the best; null: not found. */
function scoreOf(text: string, words: string[], wanted: string): number | null {
  if (text === wanted) return 0;
  if (text.startsWith(wanted)) return 1;
  const close = wanted.replaceAll(' ', '');
  if (text.replaceAll(' ', '').startsWith(close)) return 1.5;
  const parts = wanted.split(' ');
  if (parts.every((part) => words.some((word) => word.startsWith(part)))) return 2;
  if (wanted.length >= 3 && text.includes(wanted)) return 3;
  // Slips of the finger: one in a short word, two in a long one; the beginning of a longer word counts too.
  let slips = 0;
  for (const part of parts) {
    const allowed = part.length >= 8 ? 2 : part.length >= 4 ? 1 : 0;
    const least = Math.min(...words.map((word) => Math.min(distance(part, word, allowed), word.length > part.length ? distance(part, word.slice(0, part.length), allowed) + 0.25 : Infinity)));
    if (least > allowed + 0.25) return null;
    slips += least;
  }
  return 4 + slips;
}

/** Letters put in, left out, mistaken or swapped with a neighbour; Infinity when more than `limit`. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return Infinity;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    before = last;
    last = row;
  }
  const value = last[b.length] ?? Infinity;
  return value <= limit ? value : Infinity;
}

/** "a kind of prescription retinoid" */
export function kindOf(term: Term, terms: Map<string, Term>): string {
  const titles = term.is_a.map((name) => terms.get(name)?.title ?? name);
  return titles.length > 0 ? `a kind of ${titles.join(' and ')}` : '';
}

export function partOf(area: Area, areas: Map<string, Area>): string {
  const titles = area.part_of.map((name) => areas.get(name)?.title ?? name);
  return titles.length > 0 ? `part of ${titles.join(' and ')}` : '';
}
