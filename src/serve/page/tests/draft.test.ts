// The keeper of a draft against a server that is slow, away, or has lost an answer.
import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';

import type { Draft, Json } from '../src/api.ts';

// The page's surroundings, as far as the keeper looks at them.
const kept = new Map<string, string>();
const readers = new Map<string, () => void>();
Object.assign(globalThis, {
  localStorage: {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
    removeItem: (name: string) => kept.delete(name),
    key: (index: number) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
  },
  location: { pathname: '/', search: '' },
  addEventListener: (name: string, reader: () => void) => readers.set(name, reader),
  removeEventListener: (name: string) => readers.delete(name),
});

/** One draft, checked by version. */
const server = { version: 0, draft: null as Draft | null, away: false, losesAnswer: false, puts: 0 };
globalThis.fetch = (async (path: string, init: RequestInit) => {
  if (server.away) throw new TypeError('no way');
  const reply = (status: number, body: unknown) => new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
  if (init.method === 'PUT') {
    server.puts += 1;
    const { version, draft } = JSON.parse(String(init.body)) as { version: number; draft: Draft };
    if (version !== server.version) return reply(409, { title: 'Changed meanwhile' });
    server.version += 1;
    server.draft = draft;
    if (server.losesAnswer) throw new TypeError('cut');
    return reply(200, { version: server.version });
  }
  if (init.method === 'DELETE') {
    if (path.endsWith('/draft')) Object.assign(server, { version: 0, draft: null });
    return new Response(null, { status: 204 });
  }
  return reply(200, server.draft ? { version: server.version, at: '2026-03-16T09:00:00.000Z', by: 'B. Example', draft: server.draft } : { version: 0, draft: null });
}) as typeof fetch;

const { session } = await import('../src/api.ts');
const { DraftKeeper } = await import('../src/intake/draft.ts');
const { signOut } = await import('../src/session.ts');

const empty: Draft = { forms: [], plan: [{ treatment: 'led' }] };
const saying = (fever: Json): Draft => ({ ...empty, forms: [{ kind: 'full', by: 'client', signed: '2026-03-16', answers: { fever } }] });
const stored = () => (server.draft ? { version: server.version, draft: server.draft, at: '2026-03-16T09:00:00.000Z', by: 'B. Example' } : null);

/** Time goes by, and what waits for it happens. */
async function pass(ms: number): Promise<void> {
  for (let gone = 0; gone < ms; gone += 50) {
    mock.timers.tick(50);
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    await new Promise((done) => setImmediate(done));
  }
}

mock.timers.enable({ apis: ['setTimeout', 'Date'] });
beforeEach(() => {
  kept.clear();
  Object.assign(server, { version: 0, draft: null, away: false, losesAnswer: false, puts: 0 });
  session.set({ user: 'A. Example', role: 'practitioner', scopes: [], csrf: '', single_user: false, clinic: '', today: '2026-03-16', engine: '' });
});

test('many changes become few calls, and nothing stays on the device once the server has them', async () => {
  const keeper = new DraftKeeper('a-1', null, empty);
  for (let i = 0; i < 20; i += 1) {
    keeper.change(saying(`unsure ${i}`));
    assert.ok(kept.get('contra.draft.a-1')?.includes(`unsure ${i}`), 'kept at once');
    await pass(50);
  }
  await pass(600);
  assert.deepEqual(server.draft, saying('unsure 19'));
  assert.ok(server.puts <= 3, `${server.puts} calls`);
  assert.equal(kept.size, 0);
  assert.equal(keeper.saving.value.state, 'saved');
  keeper.close();
});

test('a server that is away gets it when it is back', async () => {
  const keeper = new DraftKeeper('a-1', null, empty);
  server.away = true;
  keeper.change(saying('no'));
  await pass(500);
  assert.equal(keeper.saving.value.state, 'kept');
  assert.equal(kept.size, 1);
  server.away = false;
  await pass(2500);
  assert.deepEqual(server.draft, saying('no'));
  assert.equal(kept.size, 0);
  keeper.close();
});

test('what a browser kept is there when the page is opened again, for the same user only', async () => {
  server.away = true;
  const before = new DraftKeeper('a-1', null, empty);
  before.change(saying('no'));
  await pass(500);
  const user = session.value;
  session.set({ ...user!, user: 'B. Example' });
  const other = new DraftKeeper('a-1', null, empty);
  assert.deepEqual(other.draft.value, empty);
  session.set(user);
  server.away = false;
  const after = new DraftKeeper('a-1', null, empty);
  assert.deepEqual(after.draft.value, saying('no'));
  await pass(3000);
  assert.deepEqual(server.draft, saying('no'));
  for (const keeper of [before, other, after]) keeper.close();
});

test('an answer that is lost on its way is no conflict', async () => {
  const keeper = new DraftKeeper('a-1', null, empty);
  server.losesAnswer = true;
  keeper.change(saying('no'));
  await pass(500);
  assert.equal(server.version, 1);
  server.losesAnswer = false;
  await pass(2500);
  assert.equal(keeper.saving.value.state, 'saved');
  keeper.change(saying('yes'));
  await pass(500);
  assert.deepEqual(server.draft, saying('yes'));
  keeper.close();
});

test('what another wrote is shown, never written over unasked', async () => {
  for (const which of ['mine', 'theirs'] as const) {
    Object.assign(server, { version: 0, draft: null });
    const keeper = new DraftKeeper('a-1', null, empty);
    Object.assign(server, { version: 1, draft: saying('unsure') });
    keeper.change(saying('no'));
    await pass(500);
    const saving = keeper.saving.value;
    assert.equal(saving.state, 'conflict');
    assert.equal(saving.state === 'conflict' && saving.theirs?.by, 'B. Example');
    keeper.change(saying('declined'));
    await pass(3000);
    assert.deepEqual(server.draft, saying('unsure'));
    keeper.settle(which);
    await pass(500);
    assert.deepEqual(server.draft, saying(which === 'mine' ? 'declined' : 'unsure'));
    assert.deepEqual(keeper.draft.value, server.draft);
    assert.equal(kept.size, 0);
    keeper.close();
    await pass(100);
  }
});

test('left in the middle of a word, and opened again', async () => {
  const keeper = new DraftKeeper('a-1', null, empty);
  keeper.change(saying('no'));
  readers.get('pagehide')?.();
  await pass(50);
  assert.deepEqual(server.draft, saying('no'));
  const again = new DraftKeeper('a-1', stored(), empty);
  assert.equal(again.saving.value.state, 'saved');
  assert.equal(kept.size, 0);
  again.close();
});

test('signing out loses nothing unasked, and leaves nothing on the device', async () => {
  const keeper = new DraftKeeper('a-1', null, empty);
  server.away = true;
  keeper.change(saying('no'));
  await pass(300);
  await assert.rejects(signOut(), /has not reached the server/);
  assert.equal(kept.size, 1);
  server.away = false;
  const leaving = signOut();
  await pass(500);
  await leaving;
  assert.deepEqual(server.draft, saying('no'));
  assert.equal(kept.size, 0);
  assert.equal(session.value, null);
  keeper.close();
});
