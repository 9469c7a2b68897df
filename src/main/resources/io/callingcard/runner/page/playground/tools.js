import { getJson, getText, post, withQuery } from '../parts/http.js';
import { session } from '../parts/session.js';
import { setTime } from '../parts/time.js';
import { names } from './phones.js';

const LOOK_MILLIS = 300;
const FIRST = ['Ada', 'Bob', 'Cyd', 'Dan', 'Eve', 'Fay', 'Gus', 'Hal', 'Ivy', 'Joe', 'Kim', 'Lea', 'Max', 'Nia', 'Oli', 'Pia'];

/** Numbers that are not in use. */
const AREAS = [212, 415, 312, 617, 206];
const IN_AREA = 100;

const person = (index) => ({
  name: FIRST[index % FIRST.length],
  phone: `+1${AREAS[Math.floor(index / IN_AREA) % AREAS.length]}555${String(100 + (index % IN_AREA)).padStart(4, '0')}`,
});

export const firstPerson = () => person(0);

/** Returns a name and a number that the ledger does not know yet. It outlives this page and the phones. */
export async function someone() {
  for (let index = 0; index < AREAS.length * IN_AREA; index += 1) {
    const found = person(index);
    if (!names.has(found.phone) && (await stepsOf(found.phone)).length === 0) {
      return found;
    }
  }
  return person(0);
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
