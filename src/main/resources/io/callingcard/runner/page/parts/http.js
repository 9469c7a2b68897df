/** An answer that refused the request, with the reason and the cure that the runner names. */
export class Refusal extends Error {
  constructor(status, problem) {
    const reason = problem.detail ?? problem.title ?? `HTTP ${status}`;
    super(!problem.cure || reason.includes(problem.cure) ? reason : `${reason} ${problem.cure}`);
    this.status = status;
    this.problem = problem;
  }
}

const watchers = new Set();
let isConnected = true;

/** Calls back when the runner is away, and when it is there again. */
export function onConnection(watcher) {
  watchers.add(watcher);
  watcher(isConnected);
}

function connected(is) {
  if (is !== isConnected) {
    isConnected = is;
    watchers.forEach((watcher) => watcher(is));
  }
}

async function problemOf(answer) {
  const text = await answer.text();
  try {
    return JSON.parse(text);
  } catch {
    return { detail: text.slice(0, 500) };
  }
}

/** Sends a request. Fails with a Refusal, or with a TypeError if the runner is away. */
async function request(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, { credentials: 'same-origin', ...options });
  } catch (failure) {
    if (failure.name !== 'AbortError') {
      connected(false);
    }
    throw failure;
  }
  connected(true);
  if (!answer.ok) {
    throw new Refusal(answer.status, await problemOf(answer));
  }
  return answer;
}

export const getText = async (path, options) => (await request(path, options)).text();

export const getJson = async (path, options) => (await request(path, options)).json();

/** Posts JSON. The header proves that the request comes from this console and not from another page. */
export async function post(path, body, method = 'POST') {
  const answer = await request(path, {
    method,
    headers: { 'Content-Type': 'application/json', 'X-Calling-Card': 'console' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  return text ? JSON.parse(text) : {};
}

/** Sends a file. The browser reads it piece by piece. */
export async function upload(path, file, type) {
  const answer = await request(path, { method: 'POST', headers: { 'Content-Type': type, 'X-Calling-Card': 'console' }, body: file });
  return answer.json();
}

/** A path with the parameters that have a value. */
export function withQuery(path, parameters) {
  const wanted = Object.entries(parameters).filter(([, value]) => value !== '' && value !== null && value !== undefined);
  return wanted.length ? `${path}?${new URLSearchParams(wanted)}` : path;
}
