// Every property of contra.decision/1 is visible somewhere in the answer. The decision that is drawn here is made from
// the schema: each text is a word of its own, each day a day of its own, so that what is not shown is missed.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';

import { Actions } from '../src/answer/actions.ts';
import { Answer } from '../src/answer/answer.tsx';
import { mediumDay } from '../src/days.ts';
import type { Decision } from '../src/decision.ts';
import { readJson } from './sources.ts';

interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  prefixItems?: Schema[];
  items?: Schema | false;
  properties?: Record<string, Schema>;
}

const schema = readJson('src/present/decision.schema.json') as Schema;

/** What was put into the decision: for each property the words that must be read somewhere. */
const wanted = new Map<string, string[]>();
let count = 0;

const want = (path: string, words?: string): void => {
  const list = wanted.get(path) ?? [];
  if (words !== undefined) list.push(words);
  wanted.set(path, list);
};

function day(path: string): string {
  count += 1;
  const value = new Date(Date.UTC(2026, 0, 1) + count * 86_400_000 * 9).toISOString().slice(0, 10);
  want(path, mediumDay(value));
  return value;
}

/** A value for one property. `path`: the name of its object and its own. */
function make(part: Schema, path: string): unknown {
  if (part.$ref) {
    const name = part.$ref.slice('#/$defs/'.length);
    const of = schema.$defs?.[name] ?? {};
    if (name === 'day' || name === 'day_or_null') return day(path);
    if (name === 'ranges') {
      const first = day(path);
      count += 45;  // in another year, so that both are written out
      return [[first, day(path)]];
    }
    if (name === 'value') return word(path);
    return of.properties ? object(of, name, 0) : make(of, path);
  }
  if (part.const !== undefined) {
    want(path);
    return part.const;
  }
  if (part.enum) {
    want(path);
    return part.enum[0];
  }
  if (part.anyOf) return make(part.anyOf[0] ?? {}, path);
  if (part.type === 'array') return array(part, path);
  if (part.type === 'object') return part.properties ? object(part, path, 0) : word(path);
  if (part.type === 'boolean') {
    want(path);
    return true;
  }
  if (part.type === 'integer') {
    count += 1;
    want(path);
    return count;
  }
  return word(path);
}

function word(path: string): string {
  count += 1;
  want(path, `w${count}w`);
  return path.endsWith('.pointer') ? `/forms/0/answers/w${count}w` : `w${count}w`;
}

/** An array holds an object for every word of an enumeration in it, so that each is drawn. */
function array(part: Schema, path: string): unknown[] {
  want(path);
  const items = part.items || {};
  const of = items.$ref ? (schema.$defs?.[items.$ref.slice('#/$defs/'.length)] ?? {}) : items;
  const name = items.$ref ? items.$ref.slice('#/$defs/'.length) : path;
  if (!of.properties) return [make(items, path)];
  const many = Math.max(1, ...Object.values(of.properties).map((property) => property.enum?.length ?? 0));
  // Verdict and strength of a source would multiply everything: they are drawn at one level only.
  return Array.from({ length: name === 'treatment' ? 1 : many }, (_, turn) => object(of, name, turn));
}

function object(of: Schema, name: string, turn: number): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(of.properties ?? {})) {
    const path = `${name}.${key}`;
    if (part.enum) {
      want(path);
      out[key] = part.enum[turn % part.enum.length];
    } else {
      out[key] = make(part, path);
    }
  }
  return out;
}

/** For each marker the text of all that carries it, without what is hidden. Texts of one page, in order, as a whole too. */
function read(html: string): { marked: Map<string, string>; all: string } {
  const marked = new Map<string, string>();
  const open: { markers: string[]; hidden: boolean; text: string }[] = [];
  const empty = new Set(['br', 'hr', 'img', 'input']);
  let all = '';
  for (const token of html.match(/<[^>]*>|[^<]+/g) ?? []) {
    if (!token.startsWith('<')) {
      const text = token.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&lt;', '<');
      if (open.some((one) => one.hidden)) continue;
      all += text;
      for (const one of open) one.text += text;
    } else if (token.startsWith('</')) {
      const done = open.pop();
      for (const marker of done?.markers ?? []) marked.set(marker, `${marked.get(marker) ?? ''} ${done?.text ?? ''}`);
    } else if (!token.endsWith('/>') && !empty.has(/^<([\w-]+)/.exec(token)?.[1] ?? '')) {
      const markers = /data-shows="([^"]*)"/.exec(token)?.[1]?.split(' ') ?? [];
      const hidden = /\shidden[\s>=]|aria-hidden="true"|class="[^"]*\bunseen\b/.test(token);
      open.push({ markers, hidden, text: '' });
    }
  }
  return { marked, all };
}

const decision = object(schema, 'decision', 1) as unknown as Decision;
const html = renderToString(h(Actions.Provider, { value: { unfold: true } }, h(Answer, { decision })));
const shown = read(html);

test('the schema was walked', () => {
  assert.ok(wanted.size > 120, `only ${wanted.size} properties were found`);
  assert.ok(wanted.has('reason.spread') && wanted.has('treatment.setting.device') && wanted.has('edit.not_read_by'));
});

for (const [path, words] of wanted)
  test(`the page shows ${path}`, () => {
    const text = shown.marked.get(path);
    assert.ok(text !== undefined, 'nothing carries data-shows for it');
    assert.notEqual(text.trim(), '', 'what carries it says nothing');
    if (words.length)
      assert.ok(words.some((one) => text.toLowerCase().includes(one.toLowerCase())), `its own words are not in: ${text.slice(0, 200)}`);
  });

test('no word of the decision is lost on the page', () => {
  const all = shown.all.toLowerCase();
  // Beside its reason a question is only its text and state: where it stands is said once, with all open questions.
  const once = new Set(['question.pointer', 'question.question', 'question.checks']);
  const lost = [...wanted].flatMap(([path, words]) => words.filter((one) => !once.has(path) && !all.includes(one.toLowerCase())).map((one) => `${path} ${one}`));
  assert.deepEqual(lost, []);
});
