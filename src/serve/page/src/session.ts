// Signing in and out.
import { call, get, Problem, session, type Session } from './api.ts';

/** Asks who is signed in. Throws Away when the server cannot be reached. */
export async function findSession(): Promise<void> {
  try {
    session.set(await get<Session>('/v1/session'));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    session.set(null);
  }
}

export async function signIn(name: string, password: string): Promise<void> {
  session.set(await call<Session>('POST', '/v1/session', { body: { name, password } }));
}

const farewells = new Set<(discard: boolean) => Promise<void>>();
/** What must be done before the user is gone, such as clearing what is kept on this device. May throw why not. */
export function beforeSignOut(act: (discard: boolean) => Promise<void>): void {
  farewells.add(act);
}

/** `discard`: even if something on this device has not reached the server. */
export async function signOut(discard = false): Promise<void> {
  for (const act of farewells) await act(discard);
  try {
    await call('DELETE', '/v1/session');
  } catch (error) {
    if (!(error instanceof Problem && error.status === 401)) throw error;
  }
  session.set(null);
}
