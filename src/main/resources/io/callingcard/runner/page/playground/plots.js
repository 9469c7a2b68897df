import { addFault, addLead, clearFaults, forward, received, stepsOf, until } from './tools.js';

/*
 * The stories of the playground. Each is a list of steps that run one after another; what a step returns is known to the steps
 * after it and to the texts. The last step compares what the phone received with what the ledger says.
 */

const ALL = 100000;
const CAMPAIGN = 'welcome';
const RACERS = 10;
const HOUR = 3600;

/** Longer than the ledger waits before it settles a doubt. */
const UNTIL_SETTLED = 180;

const of = async (phone, step) => (await stepsOf(phone)).find((each) => each.step === step);

const isState = (phone, step, ...states) => until(async () => {
  const found = await of(phone, step);
  return found && states.includes(found.state) && found;
});

const count = async (phone, kind) => (await received(phone)).filter((each) => each.kind === kind).length;

/** Counts what arrived, and what the ledger says of it. Throws unless each was sent once and the ledger knows. */
async function proof({ phone }) {
  const [text, card] = await until(async () => {
    const steps = [await of(phone, 'text'), await of(phone, 'card')];
    return steps.every((each) => each?.state === 'SENT') && steps;
  }, 90);
  const texts = await count(phone, 'text');
  const cards = await count(phone, 'card');
  if (texts !== 1 || cards !== 1) {
    throw new Error(`texts ${texts}, cards ${cards}`);
  }
  return { texts, cards, text: text.state, card: card.state, isProved: true };
}

const lead = (channel) => async ({ name, phone }) => {
  await addLead({ name, phone, campaign: CAMPAIGN, channel });
  return {};
};

/** The names of the steps are keys of texts: plot.lost.fault and so on. */
export const PLOTS = {
  lost: {
    fault: () => addFault({ provider: 'wa', kind: 'RESET_AFTER_DELIVERY', method: 'POST', path: 'send/message', times: 1 }),
    lead: lead('wa'),
    phone: async ({ phone }) => { await until(async () => await count(phone, 'text') === 1); },
    doubt: async ({ phone }) => { await isState(phone, 'text', 'IN_DOUBT'); },
    settle: async ({ phone }) => {
      await forward(UNTIL_SETTLED);
      await isState(phone, 'text', 'SENT');
    },
    proof,
  },
  kill: null,
  race: {
    race: async ({ name, phone }) => {
      const answers = await Promise.all(Array.from({ length: RACERS }, () => addLead({ name, phone, campaign: CAMPAIGN, channel: 'chert' })));
      return { n: RACERS, accepted: answers.reduce((sum, each) => sum + (each.accepted ?? 0), 0) };
    },
    sent: async ({ phone }) => { await isState(phone, 'card', 'SENT'); },
    proof,
  },
  down: {
    fault: () => addFault({ provider: 'chert', kind: 'RESET_BEFORE_READING', times: ALL }),
    lead: lead('chert'),
    wait: async ({ phone }) => {
      await isState(phone, 'text', 'IN_DOUBT');
    },
    hour: async ({ phone }) => {
      await forward(HOUR);
      if (await count(phone, 'text') !== 0) {
        throw new Error('a text arrived');
      }
    },
    back: async () => {
      await clearFaults();
      await forward(HOUR / 2);
    },
    proof,
  },
};
