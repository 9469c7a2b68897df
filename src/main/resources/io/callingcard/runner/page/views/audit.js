import { empty, problem } from '../parts/chips.js';
import { h, put } from '../parts/dom.js';
import { getJson, withQuery } from '../parts/http.js';
import { Poll } from '../parts/poll.js';
import { full, short } from '../parts/time.js';
import { has, t } from '../parts/texts.js';

const PAGE = 100;

const details = (given) => (given === null || given === undefined ? '' : typeof given === 'object'
  ? Object.entries(given).map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : value}`).join(', ') : String(given));

function row(entry) {
  return h('tr', {},
    h('td', {}, h('time', { datetime: entry.at, title: full(entry.at) }, short(entry.at))),
    h('td', {}, entry.user),
    h('td', {}, has(`audit.action.${entry.action}`) ? t(`audit.action.${entry.action}`) : entry.action),
    h('td', {}, entry.target ?? ''), h('td', {}, details(entry.details)));
}

/** What people did by this console, the newest first. */
class Audit extends HTMLElement {
  connectedCallback() {
    this.older = [];
    this.body = h('tbody', {});
    this.trouble = h('div', {});
    this.none = empty(t('audit.none'));
    this.more = h('button', { type: 'button', hidden: true, onclick: () => this.load() }, t('audit.more'));
    this.append(
      h('div.view-head', {}, h('h1', { tabindex: '-1' }, t('audit.title')), h('p', {}, t('audit.subtitle')),
        h('div.end', {}, h('a.button', { href: '/api/audit.csv', download: 'audit.csv' }, t('audit.export')))),
      this.trouble,
      h('div.panel.scroll', { tabindex: '0', role: 'region', 'aria-label': t('audit.title') },
        h('table', {}, h('thead', {}, h('tr', {}, ['at', 'user', 'action', 'target', 'details'].map((each) => h('th', { scope: 'col' }, t(`audit.${each}`))))), this.body),
        this.none),
      this.more);
    this.poll = new Poll(withQuery('/api/audit', { limit: PAGE }), (page) => {
      put(this.trouble);
      this.first = page.entries;
      this.next ??= page.next;
      this.show();
    }, { every: 5000, fail: (failure) => put(this.trouble, problem(failure)) }).start();
  }

  disconnectedCallback() {
    this.poll.stop();
  }

  show() {
    const entries = [...this.first, ...this.older];
    put(this.body, entries.map(row));
    this.none.hidden = entries.length > 0;
    this.more.hidden = !this.next;
  }

  async load() {
    try {
      const page = await getJson(withQuery('/api/audit', { cursor: this.next, limit: PAGE }));
      this.older.push(...page.entries);
      this.next = page.next ?? '';
      this.show();
    } catch (failure) {
      put(this.trouble, problem(failure));
    }
  }
}

customElements.define('cc-audit', Audit);
