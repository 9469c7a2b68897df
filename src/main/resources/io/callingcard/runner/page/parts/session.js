import { getJson, Refusal } from './http.js';
import { setTime } from './time.js';

/** Who is logged in, and what this runner has. */
export let session;

export async function loadSession() {
  const page = await getJson('/page/state');
  const own = page.ledger ? await ofConsole() : {};
  session = {
    user: 'operator',
    role: 'operator',
    version: '',
    masked: !page.writable,
    lines: [],
    now: page.now,
    twins: page.writable,
    ...own,
    hasConsole: own.role !== undefined,
    // Other nodes of a twin's runner have no phones.
    phones: page.phones,
    clock: page.writable && page.ledger,
    ledger: page.ledger,
    offset: page.offset_seconds,
    campaigns: own.campaigns ?? Object.entries(page.campaigns).map(([name, line]) => ({ name, line })),
  };
  setTime(session.zone, session.now);
}

/** A runner that only has twins answers nothing here. */
async function ofConsole() {
  try {
    return await getJson('/api/session');
  } catch (failure) {
    if (failure instanceof Refusal && failure.status === 404) {
      return {};
    }
    throw failure;
  }
}

export const mayAct = () => session.role === 'operator';
