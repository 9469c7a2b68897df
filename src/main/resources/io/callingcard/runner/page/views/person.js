import { chip, problem } from '../parts/chips.js';
import { copy } from '../parts/copy.js';
import { ask } from '../parts/dialog.js';
import { h, put } from '../parts/dom.js';
import { getText, post, withQuery } from '../parts/http.js';
import { icon } from '../parts/icons.js';
import { Poll } from '../parts/poll.js';
import { say } from '../parts/say.js';
import { mayAct } from '../parts/session.js';
import { full, short, weekday, clock, zoneNow } from '../parts/time.js';
import { has, languageNow, t } from '../parts/texts.js';

const WIDE = matchMedia('(min-width: 72rem)');

/** Which sign and color an entry has, by the last word of its code. */
const SIGNS = {
  'step.sent': 'sent', 'step.found-in-history': 'sent', 'step.person-said-sent': 'sent', 'step.key-answered': 'sent', 'lead.done': 'sent',
  'step.in-doubt': 'in_doubt', 'step.abandoned': 'in_doubt', 'step.to-be-settled': 'in_doubt', 'step.to-be-decided': 'in_doubt', 'lead.done-with-doubts': 'in_doubt', 'step.asked': 'in_doubt',
  'step.not-sent': 'not_sent', 'step.not-begun': 'not_sent', 'step.never-begun': 'not_sent', 'step.not-in-history': 'not_sent', 'step.given-up': 'not_sent', 'step.person-said-not-sent': 'not_sent',
  'lead.set-aside': 'set_aside', 'lead.refused': 'set_aside', 'consent.opted-out': 'opted_out',
};

/** One person: what happened, what is due, what holds it back, and what an operator can do now. */
export class PersonDrawer {
  /**
   * @param close takes the person out of the address
   * @param find  returns what the list knows of a person
   */
  constructor(close, find) {
    this.close = close;
    this.find = find;
    this.head = h('h2', { id: 'person-title', tabindex: '-1' });
    this.zones = h('p.hint', {});
    this.actions = h('div.actions', {});
    this.next = h('section', { 'aria-labelledby': 'next-title' });
    this.past = h('section', { 'aria-labelledby': 'past-title' });
    this.trouble = h('div', {});
    this.element = h('dialog.drawer', { 'aria-labelledby': 'person-title' },
      h('header', {}, this.head, h('button.plain', { type: 'button', onclick: () => this.leave(), 'aria-label': t('dialog.close') }, icon('close'))),
      this.zones, this.trouble, this.actions, this.next, this.past,
      h('div.actions', {},
        h('button.small', { type: 'button', onclick: () => this.copyText() }, icon('copy'), t('person.copy-text')),
        h('button.small', { type: 'button', onclick: () => copy(JSON.stringify(this.story, null, 2)) }, icon('copy'), t('person.copy-json'))));
    this.element.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        event.preventDefault();
        this.leave();
      }
    });
    this.element.addEventListener('cancel', (event) => { event.preventDefault(); this.leave(); });
    this.onKey = (event) => {
      if (event.key === 'Escape' && this.id && !document.querySelector('dialog.ask[open]') && !event.target.closest?.('input, select')) this.leave();
    };
    document.addEventListener('keydown', this.onKey);
  }

  stop() {
    this.poll?.stop();
    document.removeEventListener('keydown', this.onKey);
  }

  leave() {
    if (this.id) {
      this.close();
    }
  }

  /** Shows a person; undefined closes. The focus goes in, and back to the row. */
  show(id) {
    if (id === this.id) {
      return;
    }
    this.poll?.stop();
    const before = this.id;
    this.id = id;
    if (!id) {
      this.element.close();
      document.querySelector(`[data-person="${CSS.escape(before)}"]`)?.focus();
      return;
    }
    this.story = null;
    put(this.head, '…');
    [this.zones, this.actions, this.next, this.past, this.trouble].forEach((part) => put(part));
    if (!this.element.open) {
      if (WIDE.matches) {
        this.element.show();
      } else {
        this.element.showModal();
      }
    }
    this.head.focus();
    this.poll = new Poll(() => this.path(), (story) => this.fill(story), { fail: (failure) => put(this.trouble, problem(failure)), every: 4000 }).start();
  }

  path() {
    return withQuery(`/api/people/${encodeURIComponent(this.id)}/story`, { zone: zoneNow(), language: languageNow() });
  }

  fill(story) {
    this.story = story;
    put(this.trouble);
    const theirs = story.person_zones?.[0];
    this.theirs = theirs && theirs !== zoneNow() ? theirs : null;
    this.showHead();
    put(this.zones, this.theirs ? t('person.zones', { mine: zoneNow(), theirs: this.theirs }) : t('person.zone', { mine: zoneNow() }));
    put(this.actions, mayAct() ? (story.actions ?? []).flatMap((action) => this.buttons(action)) : []);
    put(this.next, h('h3', { id: 'next-title' }, t('person.next')),
      story.next?.length ? h('ol.timeline', {}, story.next.map((entry) => this.entry(entry))) : h('p.hint', {}, t('person.nothing-next')));
    put(this.past, h('h3', { id: 'past-title' }, t('person.past')),
      h('ol.timeline', {}, (story.past ?? story.entries ?? []).map((entry) => this.entry(entry))));
  }

  /** The list may know the name and the state, and may learn them later. */
  showHead() {
    const known = this.id && this.find(this.id);
    const name = known?.name && known.name !== this.story?.person ? known.name : null;
    if (this.story) {
      put(this.head, name && h('span.person-name', {}, name), h('span', {}, this.story.person), known && chip(known.state));
    }
  }

  entry(entry) {
    const sign = SIGNS[entry.code] ?? 'waiting';
    return h(`li.entry.${sign}`, {}, icon(SIGNS[entry.code] ? sign : 'in_progress'),
      h('div', {},
        // The runner tells stories in English.
        h('p', {}, entry.text),
        entry.at && h('p.times', {},
          h('time', { datetime: entry.at, title: full(entry.at) }, short(entry.at)),
          this.theirs && h('span', { title: full(entry.at, this.theirs) }, t('person.theirs', { time: `${weekday(entry.at, this.theirs)} ${clock(entry.at, this.theirs)}` })))));
  }

  /** One button for each thing that is right now. A doubt has one for each answer. */
  buttons(action) {
    const kinds = action.as?.map((as) => ({ key: `resolve-${as}`, body: { action: action.action, key: action.key, as } }))
      ?? [{ key: action.action, body: { action: action.action, ...(action.lead && { lead: action.lead }), ...(action.key && { key: action.key }) } }];
    return kinds.filter(({ key }) => has(`action.${key}`)).map(({ key, body }) => h(key === 'forget' ? 'button.small.danger' : 'button.small', {
      type: 'button',
      onclick: () => this.act(key, body, action.step ?? ''),
    }, t(`action.${key}`, { step: action.step ?? '' })));
  }

  async act(key, body, step) {
    const values = { step, person: this.story.person };
    const chosen = await ask({
      title: t(`action.${key}`, values),
      text: t(`action.${key}.what`, values),
      choices: [{ label: t(`action.${key}.do`, values), value: 'yes', kind: key === 'forget' ? 'danger' : 'primary' }],
    });
    if (!chosen) {
      return;
    }
    try {
      await post(`/api/people/${encodeURIComponent(this.id)}/actions`, body);
      say(t(`action.${key}.done`, values));
      if (key === 'forget') {
        this.leave();
      } else {
        this.poll.now();
      }
    } catch (failure) {
      say(failure.message, true);
    }
  }

  async copyText() {
    try {
      copy(await getText(this.path(), { headers: { Accept: 'text/plain' } }));
    } catch (failure) {
      say(failure.message, true);
    }
  }

}
