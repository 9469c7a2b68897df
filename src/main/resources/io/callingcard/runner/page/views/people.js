import { chip, lineName, problem } from '../parts/chips.js';
import { h, put } from '../parts/dom.js';
import { getJson, withQuery } from '../parts/http.js';
import { Poll } from '../parts/poll.js';
import { change, href, route } from '../parts/route.js';
import { Rows } from '../parts/rows.js';
import { session } from '../parts/session.js';
import { full, short } from '../parts/time.js';
import { has, number, t } from '../parts/texts.js';
import { PersonDrawer } from './person.js';

const STATES = ['waiting', 'in_progress', 'sent', 'in_doubt', 'not_sent', 'set_aside', 'opted_out'];
const FILTERS = ['q', 'state', 'campaign', 'line'];
const PAGE = 100;
const TYPING_MILLIS = 150;
const NARROW = matchMedia('(max-width: 56rem)');

function select(name, label, options) {
  return h('label', {}, label, h('select', { name }, h('option', { value: '' }, t('people.any')),
    options.map(([value, text]) => h('option', { value }, text))));
}

function lastThing(person) {
  const key = `code.${person.last_code}`;
  return has(key) ? t(key) : String(person.last_code ?? '').toLowerCase().replaceAll('_', ' ');
}

function cells(person) {
  return [
    h('a', { href: href('people', { ...route().params, person: person.id }), 'data-person': person.id }, person.name ?? person.number),
    h('span.soft', {}, person.name ? person.number : ''),
    chip(person.state),
    h('span.soft', {}, person.campaign ?? ''),
    lineName(person.line, person.provider),
    h('span.soft', { title: full(person.last) }, `${short(person.last)} ${lastThing(person)}`),
  ];
}

/** The people, newest first, with a search that forgives, and one person's story beside the list. */
class People extends HTMLElement {
  connectedCallback() {
    this.pages = [];
    this.search = h('input', { type: 'search', name: 'q', 'data-search': true, placeholder: t('people.placeholder'), maxlength: '80', autocomplete: 'off' });
    this.form = h('form.bar.filters', { role: 'search', 'aria-label': t('people.filters') },
      h('label.grow', {}, t('people.search'), this.search),
      select('state', t('people.state'), STATES.map((each) => [each, t(`state.${each}`)])),
      select('campaign', t('people.campaign'), session.campaigns.map(({ name }) => [name, name])),
      select('line', t('people.line'), session.lines.map((each) => [each, each])),
      h('button', { type: 'button', onclick: () => change({ q: null, state: null, campaign: null, line: null }) }, t('people.clear')));
    this.count = h('p.hint', { role: 'status' });
    this.newer = h('button.small', { type: 'button', hidden: true, onclick: () => this.reload() }, t('people.newer'));
    this.trouble = h('div', {});
    this.rows = new Rows({
      label: t('people.title'),
      columns: ['name', 'number', 'state', 'campaign', 'line', 'last'].map((each) => t(`people.${each}`)),
      cells,
      more: () => this.more(),
      height: () => (NARROW.matches ? 76 : 40),
    });
    this.none = h('p.empty', { hidden: true }, t('people.none'));
    this.moreButton = h('button', { type: 'button', hidden: true, onclick: () => this.more(true) }, t('people.more'));
    this.drawer = new PersonDrawer(() => change({ person: null }), (id) => this.rows.items.find((each) => each.id === id));
    this.append(
      h('div.view-head', {}, h('h1', { tabindex: '-1' }, t('people.title')), this.count, h('div.end', {}, this.newer)),
      this.form, this.trouble,
      h('div.people-body', {}, h('div.people-list', {}, this.rows.element, this.none, this.moreButton), this.drawer.element));
    this.form.addEventListener('submit', (event) => event.preventDefault());
    this.form.addEventListener('input', () => {
      clearTimeout(this.typing);
      this.typing = setTimeout(() => this.filter(), TYPING_MILLIS);
    });
    this.poll = new Poll(() => this.path(), (page) => this.first(page), { fail: (failure) => put(this.trouble, problem(failure)), every: 3000 });
    this.update(this.params);
    this.poll.start();
  }

  disconnectedCallback() {
    this.poll.stop();
    this.rows.stop();
    this.drawer.stop();
  }

  filter() {
    change(Object.fromEntries(FILTERS.map((name) => [name, this.form.elements[name].value.trim() || null])), { replace: true });
  }

  update(params) {
    for (const name of FILTERS) {
      const field = this.form.elements[name];
      if (name !== 'q' || document.activeElement !== field) {
        field.value = params[name] ?? '';
      }
    }
    this.drawer.show(params.person);
    this.rows.mark(params.person);
    const filters = JSON.stringify(FILTERS.map((name) => params[name] ?? ''));
    if (filters !== this.filters) {
      this.filters = filters;
      this.params = params;
      this.reload();
    }
  }

  path(cursor) {
    const { q, state, campaign, line } = this.params;
    return withQuery('/api/people', { q, state, campaign, line, cursor, limit: PAGE });
  }

  reload() {
    this.isFresh = true;
    this.newer.hidden = true;
    this.rows.body.scrollTop = 0;
    if (this.poll.runs) {
      this.poll.seen = null;
      this.poll.now();
    }
  }

  /** The first page came. Later pages stay, unless something new would move the rows under the reader. */
  first(page) {
    put(this.trouble);
    const isAtTop = this.rows.body.scrollTop < 10;
    if (this.isFresh || this.pages.length < 2) {
      this.pages = [page];
      this.next = page.next;
      this.isFresh = false;
    } else if (isAtTop) {
      this.pages[0] = page;
    } else {
      this.newer.hidden = false;
      return;
    }
    this.counted(page);
    this.fill();
  }

  counted({ total, counted_to: limit, exact_numbers_only: isExact }) {
    this.search.placeholder = t(isExact ? 'people.placeholder-exact' : 'people.placeholder');
    put(this.count, total === null || total === undefined ? t('people.uncounted')
      : limit && total > limit ? t('people.over', { n: limit }) : t('people.count', { n: total }));
  }

  fill() {
    const known = new Set();
    const people = this.pages.flatMap((page) => page.people).filter(({ id }) => !known.has(id) && known.add(id));
    this.rows.set(people);
    this.drawer.showHead();
    this.rows.element.hidden = people.length === 0;
    this.none.hidden = people.length > 0;
    this.moreButton.hidden = !this.next || people.length === 0;
    put(this.moreButton, t('people.more', { n: number(people.length) }));
  }

  async more() {
    if (!this.next || this.isLoading || !this.pages.length) {
      return;
    }
    this.isLoading = true;
    const filters = this.filters;
    try {
      const page = await getJson(this.path(this.next));
      if (filters === this.filters) {
        this.pages.push(page);
        this.next = page.next;
        this.isLoading = false;
        this.fill();
      }
    } catch (failure) {
      put(this.trouble, problem(failure));
    } finally {
      this.isLoading = false;
    }
  }
}

customElements.define('cc-people', People);
