// The draft of an appointment, never lost. Each change is kept on this device at once, and put to the server: one call at
// a time, the newest state, checked by version. What the server has acknowledged is removed from the device.
import { Away, call, get, Problem, reachable, reason, session, type Draft, type StoredDraft } from '../api.ts';
import { place } from '../router.ts';
import { beforeSignOut } from '../session.ts';
import { Store } from '../store.ts';
import { sameJson } from './record.ts';

export type Saving =
  | { state: 'saved'; at: string | null }             // nothing is waiting; when it was saved in this sitting
  | { state: 'saving' }
  | { state: 'kept' }                                 // on this device only: the server is away
  | { state: 'conflict'; theirs: StoredDraft | null } // somebody else wrote; null: or removed it
  | { state: 'refused'; why: string };                // the server did not take it

/** What stands on the device. */
interface Kept {
  user: string;
  version: number;     // of the server's draft that it was made from
  draft: Draft;
  sent: Draft | null;  // on its way when this was written: if the server has that, nobody else wrote
}

/** The browser may have no storage, or forbid it: then the server is the only place, and whether it has the draft is shown. */
const device: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'> = (() => {
  try {
    return localStorage;
  } catch {
    return { getItem: () => null, setItem: () => undefined, removeItem: () => undefined, key: () => null, length: 0 };
  }
})();
const prefix = 'contra.draft.';
const pause = 250;     // ms between the last keystroke and the call
const longest = 1500;  // ms that a change waits at most
const again = 2000;    // ms until the server is tried again

const address = (appointment: string) => `/v1/appointments/${appointment}/draft`;
const put = (appointment: string, version: number, draft: Draft, keepalive = false) =>
  call<{ version: number }>('PUT', address(appointment), { body: { version, draft }, keepalive });
/** What the server has; null: nothing. */
const read = async (appointment: string): Promise<StoredDraft | null> => {
  const stored = await get<StoredDraft | { draft: null }>(address(appointment));
  return stored.draft === null ? null : stored;
};
const isGone = (error: unknown) => error instanceof Problem && (error.status === 404 || error.status === 410);

/** Whether what is kept was made from what the server has, so that nobody's words are lost by putting it. */
const mayFollow = (kept: Kept, stored: StoredDraft | null): boolean =>
  kept.version === (stored?.version ?? 0) || (stored !== null && kept.sent !== null && sameJson(kept.sent, stored.draft));

/** What is kept for the user who is signed in: another user's is not shown. */
function readKept(appointment: string): Kept | null {
  try {
    const kept = JSON.parse(device.getItem(prefix + appointment) ?? 'null') as Kept | null;
    return kept && kept.user === session.value?.user ? kept : null;
  } catch {
    return null;
  }
}
const drop = (appointment: string) => device.removeItem(prefix + appointment);

function keptAppointments(): string[] {
  const found: string[] = [];
  for (let index = 0; index < device.length; index += 1) {
    const name = device.key(index) ?? '';
    if (name.startsWith(prefix)) found.push(name.slice(prefix.length));
  }
  return found;
}

const keepers = new Map<string, DraftKeeper>();

/** Sends what was kept for appointments that are not open; returns how many drafts are still on this device only. */
export async function sendKept(): Promise<number> {
  let left = 0;
  for (const open of [...keepers.values()]) {
    await open.flush();
    if (open.saving.value.state !== 'saved') left += 1;
  }
  for (const appointment of keptAppointments()) {
    const kept = readKept(appointment);
    if (!kept || keepers.has(appointment)) continue;
    try {
      if (place.value.path === `/appointments/${appointment}`) continue;  // its page is just being opened, and looks after it
      const stored = await read(appointment);
      if (!stored || !sameJson(stored.draft, kept.draft)) {
        if (!mayFollow(kept, stored)) {
          left += 1;  // settled when the appointment is opened
          continue;
        }
        device.setItem(prefix + appointment, JSON.stringify({ ...kept, sent: kept.draft } satisfies Kept));
        await put(appointment, stored?.version ?? 0, kept.draft);
      }
      if (!keepers.has(appointment)) drop(appointment);  // opened meanwhile: it has changes of its own to look after
    } catch (error) {
      if (isGone(error)) drop(appointment);
      else left += 1;
    }
  }
  return left;
}

beforeSignOut(async (discard) => {
  const left = await sendKept();
  if (left > 0 && !discard)
    throw new Error(left === 1 ? 'An intake on this device has not reached the server yet.' : `${left} intakes on this device have not reached the server yet.`);
  for (const appointment of keptAppointments()) drop(appointment);
});
session.subscribe(() => {
  if (session.value) void sendKept();
});
reachable.subscribe(() => {
  if (reachable.value && session.value) void sendKept();
});

export class DraftKeeper {
  readonly saving = new Store<Saving>({ state: 'saved', at: null });
  readonly draft: Store<Draft>;
  #appointment: string;
  #user = session.value?.user;  // whose draft it is: another who signs in here neither keeps nor sends it
  #version: number;
  #sending: Draft | null = null;
  #dirty = false;
  #busy: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waitingSince = 0;

  /** `stored`: what the server has; `empty`: to begin with when it has none. */
  constructor(appointment: string, stored: StoredDraft | null, empty: Draft) {
    this.#appointment = appointment;
    this.#version = stored?.version ?? 0;
    this.draft = new Store(stored?.draft ?? empty);
    const kept = readKept(appointment);
    if (kept && !sameJson(kept.draft, this.draft.value)) {
      this.draft.set(kept.draft);
      this.#dirty = true;
      if (mayFollow(kept, stored)) this.#later();
      else this.saving.set({ state: 'conflict', theirs: stored });
    } else if (kept) {
      drop(appointment);
    }
    keepers.set(appointment, this);
    addEventListener('pagehide', this.#leave);
  }

  change(draft: Draft): void {
    if (sameJson(draft, this.draft.value)) return;
    this.draft.set(draft);
    if (!this.#dirty) this.#waitingSince = Date.now();
    this.#dirty = true;
    this.#keep();
    if (this.saving.value.state !== 'conflict') this.#later();
  }

  /** Waits until the server has everything, or cannot be had. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#busy) await this.#busy;
    if (this.#dirty && this.saving.value.state !== 'conflict') await this.#send();
  }

  /** Settles a conflict: keeps what is here, or takes what the other wrote. */
  settle(which: 'mine' | 'theirs'): void {
    const { value } = this.saving;
    if (value.state !== 'conflict') return;
    this.#version = value.theirs?.version ?? 0;
    this.saving.set({ state: 'saving' });
    if (which === 'mine') {
      this.#keep();
      void this.#send();
      return;
    }
    drop(this.#appointment);
    this.#dirty = false;
    if (value.theirs) this.draft.set(value.theirs.draft);
    this.saving.set({ state: 'saved', at: null });
  }

  /** What has become signed forms is no draft any more; `left` is what is. Throws what the server says. */
  async reduce(left: Draft): Promise<void> {
    if (left.forms.length > 0) {
      this.change(left);
      await this.flush();
      return;
    }
    clearTimeout(this.#timer);
    if (this.#busy) await this.#busy;
    try {
      await call('DELETE', address(this.#appointment));
    } catch (error) {
      if (!isGone(error)) throw error;
    }
    this.#version = 0;
    this.#dirty = false;
    this.draft.set(left);
    drop(this.#appointment);
    this.saving.set({ state: 'saved', at: null });
  }

  /** The appointment is left. What is waiting goes out; what cannot stays on the device. */
  close(): void {
    removeEventListener('pagehide', this.#leave);
    void this.flush().finally(() => {
      clearTimeout(this.#timer);
      if (keepers.get(this.#appointment) === this) keepers.delete(this.#appointment);
    });
  }

  #keep(): void {
    if (this.#user === undefined || session.value?.user !== this.#user) return;
    const kept: Kept = { user: this.#user, version: this.#version, draft: this.draft.value, sent: this.#sending };
    try {
      device.setItem(prefix + this.#appointment, JSON.stringify(kept));
    } catch {
      // No room on the device.
    }
  }

  #later(wait = pause): void {
    if (this.saving.value.state !== 'kept') this.saving.set({ state: 'saving' });
    clearTimeout(this.#timer);
    const left = Math.max(0, this.#waitingSince + longest - Date.now());
    this.#timer = setTimeout(() => void this.#send(), wait > longest ? wait : Math.min(wait, left));
  }

  #leave = (): void => {
    if (!this.#dirty || this.saving.value.state === 'conflict' || session.value?.user !== this.#user) return;
    // The answer comes too late to be seen: what is kept says what was sent, and is compared when the page comes back.
    this.#sending = this.draft.value;
    this.#keep();
    void put(this.#appointment, this.#version, this.draft.value, true).catch(() => undefined);
  };

  #send(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#busy) return this.#busy;
    this.#busy = this.#sendNow().finally(() => {
      this.#busy = null;
      this.#sending = null;
      if (this.#dirty && this.saving.value.state === 'saving') this.#later();  // something was typed meanwhile
    });
    return this.#busy;
  }

  async #sendNow(): Promise<void> {
    if (session.value?.user !== this.#user) {
      this.saving.set({ state: 'kept' });
      return;
    }
    const sending = (this.#sending = this.draft.value);
    this.#keep();
    try {
      this.#version = (await put(this.#appointment, this.#version, sending)).version;
      this.#acknowledged(sending);
    } catch (error) {
      if (error instanceof Away || (error instanceof Problem && (error.status === 401 || error.status >= 500))) {
        this.saving.set({ state: 'kept' });
        this.#later(again);
      } else if (error instanceof Problem && error.status === 409) {
        await this.#compare(sending);
      } else {
        if (isGone(error)) drop(this.#appointment);
        this.saving.set({ state: 'refused', why: reason(error) });
      }
    }
  }

  #acknowledged(sent: Draft): void {
    if (sameJson(this.draft.value, sent)) {
      this.#dirty = false;
      drop(this.#appointment);
      this.saving.set({ state: 'saved', at: new Date().toTimeString().slice(0, 5) });
    } else {
      this.#waitingSince = Date.now();
      this.saving.set({ state: 'saving' });
    }
  }

  /** Another version is on the server. It may be this very draft, put when the page was left or when an answer was lost. */
  async #compare(sent: Draft): Promise<void> {
    let theirs: StoredDraft | null = null;
    try {
      theirs = await read(this.#appointment);
    } catch (error) {
      if (!isGone(error)) {
        this.saving.set({ state: 'kept' });
        this.#later(again);
        return;
      }
    }
    if (theirs && sameJson(theirs.draft, sent)) {
      this.#version = theirs.version;
      this.#acknowledged(sent);
    } else {
      this.saving.set({ state: 'conflict', theirs });
    }
  }
}
