import { chip, empty } from '../parts/chips.js';
import { h, put } from '../parts/dom.js';
import { withQuery } from '../parts/http.js';
import { Poll } from '../parts/poll.js';
import { full, short } from '../parts/time.js';
import { t } from '../parts/texts.js';
import { names } from './phones.js';

const STATES = { SENT: 'sent', NOT_SENT: 'not_sent', IN_DOUBT: 'in_doubt', CLAIMED: 'in_progress', SENDING: 'in_progress' };
const MOST_SHOWN = 60;
const FAST_MILLIS = 200;
const FAST_FOR_MILLIS = 4000;

const newestFirst = (one, other) => (other.claimed_at ?? other.settled_at ?? '').localeCompare(one.claimed_at ?? one.settled_at ?? '');

/** Returns how far a step is: claimed, on its way, and the outcome with the time that it took. */
function track(step) {
  const state = STATES[step.state] ?? 'waiting';
  const reached = { CLAIMED: 1, SENDING: 2 }[step.state] ?? 3;
  const took = step.claimed_at && step.settled_at ? Date.parse(step.settled_at) - Date.parse(step.claimed_at) : null;
  const words = took === null ? (step.claimed_at ? short(step.claimed_at) : '') : took < 10000 ? t('ledger.took', { n: took, time: short(step.claimed_at) }) : t('ledger.settled', { time: short(step.settled_at) });
  return h('div.track', {},
    h('span.way', { 'aria-hidden': 'true' }, [1, 2, 3].map((place) => h(place <= reached ? `i.reached${place === 3 ? `.${state}` : ''}` : 'i', {}))),
    chip(state), h('span.hint', {}, [step.decision?.toLowerCase(), step.attempts > 1 && t('ledger.attempts', { n: step.attempts }), words].filter(Boolean).join(', ')));
}

/** One step. It stays the same element, so that its state visibly changes. */
class StepRow {
  constructor() {
    this.element = h('tr.step', {});
  }

  show(step) {
    const text = JSON.stringify([step, names.get(step.person)]);
    if (text === this.text) {
      return;
    }
    this.text = text;
    put(this.element,
      h('th', { scope: 'row' }, h('button.plain.person-button', { type: 'button', 'data-number': step.person }, names.get(step.person) ?? step.person ?? '')),
      h('td', {}, `${step.flow}/${step.step}`, h('span.small-print', {}, [step.provider, step.window === 'ever' ? t('ledger.once') : step.window].filter(Boolean).join(', '))),
      h('td', { title: step.claimed_at && full(step.claimed_at) }, track(step)));
    // Some providers name no message. One step is one message of a kind.
    this.element.dataset.message = step.message_id ?? `${step.provider} ${step.person} ${step.step}`;
    this.element.dataset.state = STATES[step.state];
    this.element.classList.remove('changed');
    requestAnimationFrame(() => this.element.classList.add('changed'));
  }
}

function shareRow(share) {
  return h('tr', {}, h('th', { scope: 'row' }, names.get(share.person) ?? share.person ?? ''), h('td', {}, t('ledger.shared', { n: share.shares, most: share.most })),
    h('td', {}, share.ended ? t('ledger.ended', { reason: share.ended }) : short(share.due_at)));
}

/** What the ledger knows of the chats: steps, shares, and lines that rest. */
export class Ledger {
  constructor() {
    this.rows = new Map();
    this.rests = h('ul.rests', { id: 'rests', 'aria-live': 'polite' });
    this.body = h('tbody', {});
    this.shares = h('tbody', {});
    this.none = empty(t('ledger.none'));
    this.refusal = h('output.hint', { 'aria-live': 'polite' });
    this.form = h('form.bar', { id: 'find', role: 'search', 'aria-label': t('ledger.find'), onsubmit: (event) => event.preventDefault() },
      h('label', {}, t('ledger.person'), h('input', { name: 'person', type: 'tel', maxlength: '40', placeholder: '+1 415 555 0177', 'data-search': true })),
      h('label', {}, t('ledger.state'), h('select', { name: 'state' },
        [['', 'people.any'], ['IN_DOUBT', 'state.in_doubt'], ['NOT_SENT', 'state.not_sent'], ['SENT', 'state.sent']].map(([value, key]) => h('option', { value }, t(key))))),
      this.refusal);
    this.form.addEventListener('change', () => this.steps.now());
    this.element = h('div.ledger.panel', {},
      h('h2', { id: 'ledger-title' }, t('ledger.title')), this.rests, this.form,
      h('div.scroll', { tabindex: '0', role: 'region', 'aria-labelledby': 'ledger-title' },
        h('table', { id: 'steps' }, this.head('person', 'step', 'state'), this.body), this.none),
      h('h3', { id: 'shares-title' }, t('ledger.shares')),
      h('div.scroll', { tabindex: '0', role: 'region', 'aria-labelledby': 'shares-title' }, h('table', { id: 'shares' }, this.head('person', 'shares', 'next'), this.shares)));
  }

  head(...names) {
    return h('thead', {}, h('tr', {}, names.map((name) => h('th', { scope: 'col' }, t(`ledger.${name}`)))));
  }

  start(onShares) {
    const path = () => withQuery('/page/steps', { person: this.form.elements.person.value.trim(), state: this.form.elements.state.value });
    this.steps = new Poll(path, (steps) => this.showSteps(steps), { every: 1000, fail: (failure) => put(this.refusal, failure.status ? failure.message : '') });
    this.polls = [
      this.steps,
      new Poll('/page/shares', (shares) => {
        const shown = shares.filter((each) => each.person);
        put(this.shares, shown.slice(0, MOST_SHOWN).map(shareRow));
        onShares(shown);
      }),
      new Poll('/page/lines', (lines) => put(this.rests, lines.filter((each) => each.paused_until).map((each) => h('li', {}, t('ledger.rests', {
        line: each.line.replace(/:$/, ''), until: short(each.paused_until), reason: (each.reason ?? '').replace(/\.$/, ''),
      }))))),
    ];
    this.polls.forEach((poll) => poll.start());
  }

  stop() {
    this.polls.forEach((poll) => poll.stop());
    clearTimeout(this.slow);
  }

  /** Looks more often for a few seconds, so that a step is seen on its way. */
  hurry() {
    this.steps.every = FAST_MILLIS;
    clearTimeout(this.slow);
    this.slow = setTimeout(() => { this.steps.every = 1000; }, FAST_FOR_MILLIS);
    this.steps.now();
  }

  showSteps(steps) {
    put(this.refusal, '');
    const shown = steps.filter((each) => each.flow).sort(newestFirst).slice(0, MOST_SHOWN);
    const keys = new Set(shown.map(keyOf));
    for (const [key, row] of this.rows) {
      if (!keys.has(key)) {
        row.element.remove();
        this.rows.delete(key);
      }
    }
    let before = null;
    for (const step of shown) {
      const row = this.rows.get(keyOf(step)) ?? new StepRow();
      this.rows.set(keyOf(step), row);
      row.show(step);
      const place = before ? before.nextSibling : this.body.firstChild;
      if (place !== row.element) {
        this.body.insertBefore(row.element, place);
      }
      before = row.element;
    }
    this.none.hidden = shown.length > 0;
  }

  /** A name became known. */
  showNames() {
    this.polls.forEach((poll) => { poll.seen = null; });
    this.steps.now();
  }

  showPerson(number) {
    this.form.elements.person.value = number ?? '';
    this.steps.now();
  }
}

const keyOf = (step) => step.key ?? [step.flow, step.step, step.person, step.provider, step.window].join(' ');
