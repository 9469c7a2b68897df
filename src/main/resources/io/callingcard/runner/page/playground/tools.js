import { getJson, getText, post, withQuery } from '../parts/http.js';
import { session } from '../parts/session.js';
import { setTime } from '../parts/time.js';
import { names } from './phones.js';

const LOOK_MILLIS = 300;
const FIRST = ['Ada', 'Bob', 'Cyd', 'Dan', 'Eve', 'Fay', 'Gus', 'Hal', 'Ivy', 'Joe', 'Kim', 'Lea', 'Max', 'Nia', 'Oli', 'Pia'];

/** Returns a name and a number that no phone has yet. */
export function someone(taken) {
  for (let index = 0; ; index += 1) {
    const phone = `+1212555${String(100 + index).padStart(4, '0')}`;
    if (![...taken].some((key) => key.endsWith(phone)) && !names.has(phone)) {
      return { name: FIRST[index % FIRST.length], phone };
    }
  }
}

export async function addLead(lead) {
  const answer = await post('/leads', { consent: true, ...lead });
  names.set(lead.phone.replace(/[^+\d]/g, ''), lead.name);
  return answer;
}

export const addFault = (fault) => post('/twin/control/faults', fault);

export const clearFaults = () => post('/twin/control/faults', undefined, 'DELETE');

export const stepsOf = (person) => getJson(withQuery('/page/steps', { person }));

/** Returns what a phone received. */
export async function received(phone) {
  return (await getText(withQuery('/twin/journal', { phone }))).split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

/** Moves the clock of runner and twins forward, and runs what is then due. */
export async function forward(seconds) {
  session.offset += seconds;
  await post('/page/clock', { offset_seconds: session.offset });
  setTime(session.zone, new Date(Date.now() + session.offset * 1000).toISOString());
}

/** Looks until something is so. Fails when the time is over. */
export async function until(isSo, seconds = 60) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await isSo();
    if (found) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error('time');
    }
    await new Promise((done) => { setTimeout(done, LOOK_MILLIS); });
  }
}
