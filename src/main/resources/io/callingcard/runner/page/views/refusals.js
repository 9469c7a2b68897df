import { empty, problem } from '../parts/chips.js';
import { h, put } from '../parts/dom.js';
import { withQuery } from '../parts/http.js';
import { Poll } from '../parts/poll.js';
import { full, short } from '../parts/time.js';
import { number, t } from '../parts/texts.js';

const MOST = 200;

function row(refused) {
  return h('tr', {},
    h('td', {}, h('time', { datetime: refused.last_at, title: full(refused.last_at) }, short(refused.last_at))),
    h('td', {}, refused.source), h('td', {}, refused.record), h('td', {}, refused.field ?? ''), h('td', {}, refused.reason),
    h('td.number', {}, number(refused.times)));
}

/** The records that were refused, the newest first: where each is found, and why. */
class Refusals extends HTMLElement {
  connectedCallback() {
    this.body = h('tbody', {});
    this.trouble = h('div', {});
    this.none = empty(t('refusals.none'));
    this.cut = h('p.hint', { hidden: true }, t('refusals.cut', { n: MOST }));
    this.append(
      h('div.view-head', {}, h('h1', { tabindex: '-1' }, t('refusals.title')), h('p', {}, t('refusals.subtitle')),
        h('div.end', {}, h('a.button', { href: '/api/refusals.csv', download: 'refused-records.csv' }, t('refusals.export')))),
      this.trouble,
      h('div.panel.scroll', { tabindex: '0', role: 'region', 'aria-label': t('refusals.title') },
        h('table', {}, h('thead', {}, h('tr', {}, ['last', 'source', 'record', 'field', 'reason', 'times'].map((each) => h(each === 'times' ? 'th.number' : 'th', { scope: 'col' }, t(`refusals.${each}`))))), this.body),
        this.none),
      this.cut);
    this.poll = new Poll(withQuery('/api/refusals', { limit: MOST }), (records) => {
      put(this.trouble);
      put(this.body, records.map(row));
      this.none.hidden = records.length > 0;
      this.cut.hidden = records.length < MOST;
    }, { every: 5000, fail: (failure) => put(this.trouble, problem(failure)) }).start();
  }

  disconnectedCallback() {
    this.poll.stop();
  }
}

customElements.define('cc-refusals', Refusals);
