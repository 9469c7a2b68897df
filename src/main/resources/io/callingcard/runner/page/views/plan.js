import { problem } from '../parts/chips.js';
import { h, put } from '../parts/dom.js';
import { campaigns, difference, figures, findings, refused, timeline } from '../parts/flight.js';
import { getJson, post, upload } from '../parts/http.js';
import { Poll } from '../parts/poll.js';
import { change } from '../parts/route.js';
import { t } from '../parts/texts.js';

const MOST_BYTES = 32 * 1024 * 1024;
const MOST_DAYS = 366;
const DAY_MILLIS = 86400000;

const field = (name, attributes) => h('input', { type: 'number', name, min: '1', required: true, ...attributes });

/** What the campaigns will do: starts a simulation, and shows its result. */
class Plan extends HTMLElement {
  connectedCallback() {
    this.trouble = h('div', {});
    this.progress = h('div', {});
    this.result = h('div.stack', {});
    this.days = field('days', { value: '30', max: MOST_DAYS });
    this.seed = field('seed', { value: '1', min: '0' });
    this.behavior = h('select', { name: 'people' }, ['usual', 'silent'].map((each) => h('option', { value: each }, t(`plan.behavior.${each}`))));
    this.fromLedger = h('input', { type: 'checkbox', name: 'from-ledger' });
    this.fromLedger.checked = true;
    this.compare = h('input', { type: 'checkbox', name: 'compare' });
    this.comparison = h('label.inline', { hidden: true }, this.compare, t('plan.compare'));
    this.file = h('input', { type: 'file', accept: '.csv,.json,text/csv,application/json', id: 'plan-file', onchange: () => this.take(this.file.files[0]) });
    this.name = h('span.hint', { role: 'status' });
    const drop = h('div.drop', {}, h('label', { for: 'plan-file' }, t('plan.drop')), this.file, this.name);
    for (const [name, is] of [['dragover', true], ['dragleave', false], ['drop', false]]) {
      drop.addEventListener(name, (event) => {
        event.preventDefault();
        drop.classList.toggle('over', is);
        if (name === 'drop') this.take(event.dataTransfer.files[0]);
      });
    }
    this.button = h('button.primary', { type: 'submit' }, t('plan.start'));
    this.append(
      h('div.view-head', {}, h('h1', { tabindex: '-1' }, t('plan.title')), h('p', {}, t('plan.subtitle'))),
      h('div.stack', {},
        h('form.panel.stack', { onsubmit: (event) => { event.preventDefault(); this.start(); } },
          h('div.bar', {}, h('label', {}, t('plan.days'), this.days), h('label', {}, t('plan.seed'), this.seed), h('label', {}, t('plan.behavior'), this.behavior)),
          h('p.hint', {}, t('plan.seed-hint')),
          h('label.inline', {}, this.fromLedger, t('plan.from-ledger')), this.comparison, drop, h('div.actions', {}, this.button)),
        this.trouble, this.progress, this.result));
    if (this.params?.id) {
      this.follow(this.params.id);
    }
  }

  disconnectedCallback() {
    this.poll?.stop();
  }

  update(params) {
    if (params.id && params.id !== this.id) {
      this.follow(params.id);
    }
  }

  take(file) {
    put(this.trouble);
    if (!file) {
      return;
    }
    if (file.size > MOST_BYTES) {
      put(this.trouble, problem({ status: 413, message: t('plan.too-large', { n: MOST_BYTES / 1024 / 1024 }) }));
      return;
    }
    this.leads = file;
    put(this.name, file.name);
  }

  async start() {
    put(this.trouble);
    if (!this.leads && !this.fromLedger.checked) {
      put(this.trouble, problem({ status: 400, message: t('plan.nothing-chosen') }));
      return;
    }
    this.button.disabled = true;
    try {
      const type = this.leads?.name.endsWith('.json') ? 'application/json' : 'text/csv';
      const file = this.leads && await upload('/api/simulations/leads', this.leads, type);
      const { id } = await post('/api/simulations', {
        days: Number(this.days.value),
        seed: Number(this.seed.value),
        people: this.behavior.value,
        from_ledger: this.fromLedger.checked,
        ...(file && { leads_file: file.id }),
        ...(this.compare.checked && this.done && { compare_with: this.done }),
      });
      change({ id });
    } catch (failure) {
      put(this.trouble, problem(failure));
      this.button.disabled = false;
    }
  }

  follow(id) {
    this.id = id;
    this.poll?.stop();
    this.button.disabled = true;
    put(this.result);
    const path = `/api/simulations/${encodeURIComponent(id)}`;
    const bar = h('progress', { max: 1, value: 0, 'aria-label': t('plan.progress') });
    const text = h('p', { role: 'status' });
    put(this.progress, h('section.panel', { 'aria-label': t('plan.progress') }, bar, text,
      h('div.actions', {}, h('button', { type: 'button', onclick: () => this.cancel(path) }, t('plan.cancel')))));
    this.poll = new Poll(path, (simulation) => {
      const [days, day] = [simulation.until, simulation.now].map((each) => Math.ceil((Date.parse(each) - Date.parse(simulation.from)) / DAY_MILLIS));
      bar.max = Math.max(1, days);
      bar.value = day;
      put(text, t('plan.running', { day, days }));
      if (simulation.state !== 'RUNNING') {
        this.end();
        this.show(simulation, path);
      }
    }, { every: 1000, fail: (failure) => { this.end(); put(this.trouble, problem(failure)); } }).start();
  }

  /** Nothing is in progress any more. */
  end() {
    this.poll.stop();
    this.button.disabled = false;
    put(this.progress);
  }

  async cancel(path) {
    this.end();
    try {
      await post(`${path}/cancel`, {});
      put(this.trouble, h('p.hint', { role: 'status' }, t('plan.canceled')));
    } catch (failure) {
      put(this.trouble, problem(failure));
    }
  }

  async show(simulation, path) {
    if (simulation.state !== 'DONE') {
      put(this.trouble, problem({ status: 500, message: simulation.reason ?? t(simulation.state === 'CANCELED' ? 'plan.canceled' : 'plan.failed') }));
      return;
    }
    put(this.trouble);
    this.done = simulation.id;
    this.comparison.hidden = false;
    try {
      const wanted = ['summary', 'findings', ...(simulation.compared ? ['diff'] : [])];
      const [summary, found, diff] = await Promise.all(wanted.map((each) => getJson(`${path}/${each}.json`)));
      put(this.result,
        h('div.actions', {}, ['plan.html', 'findings.json', 'journal.jsonl'].map((each) => h('a.button', { href: `${path}/${each}`, download: each }, t(`plan.save.${each}`)))),
        h('p.hint', {}, t('plan.person-hint')),
        findings(found), diff ? difference(diff.sentences) : '',
        h('section.panel', { 'aria-label': t('plan.figures') }, figures(summary)),
        timeline(summary), campaigns(summary), refused(summary) || '');
    } catch (failure) {
      put(this.trouble, problem(failure));
    }
  }
}

customElements.define('cc-plan', Plan);
