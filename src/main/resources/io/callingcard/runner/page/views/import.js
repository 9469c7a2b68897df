import { problem } from '../parts/chips.js';
import { save } from '../parts/copy.js';
import { ask } from '../parts/dialog.js';
import { h, put } from '../parts/dom.js';
import { post } from '../parts/http.js';
import { Poll } from '../parts/poll.js';
import { href } from '../parts/route.js';
import { mayAct, session } from '../parts/session.js';
import { span, when } from '../parts/time.js';
import { number, t } from '../parts/texts.js';

const MOST_BYTES = 32 * 1024 * 1024;
const FIELDS = ['name', 'phone', 'consent', 'campaign', 'channel', 'line', 'time_zone', 'contact', 'id'];
const MOST_SHOWN = 200;

const figure = (key, value) => h('div', {}, h('span.hint', {}, t(`import.${key}`)), h('b', {}, number(value ?? 0)));

/** Leads from a file: check it, correct the columns, then add what is good. */
class Import extends HTMLElement {
  connectedCallback() {
    this.trouble = h('div', {});
    this.result = h('div.stack', { 'aria-live': 'polite' });
    this.file = h('input', { type: 'file', accept: '.csv,.json,.ndjson,text/csv,application/json', id: 'import-file', onchange: () => this.take(this.file.files[0]) });
    this.text = h('textarea', { rows: '5', placeholder: t('import.paste-example') });
    this.campaign = h('select', { onchange: () => this.content && this.check() }, session.campaigns.map(({ name }) => h('option', { value: name, selected: name === 'welcome' }, name)));
    this.agreed = h('input', { type: 'checkbox', onchange: () => this.content && this.check() });
    const drop = h('div.drop', {},
      h('label', { for: 'import-file' }, t('import.drop')), this.file,
      h('details', {}, h('summary', {}, t('import.paste')), h('label', {}, t('import.text'), this.text),
        h('button', { type: 'button', onclick: () => this.begin(this.text.value, t('import.pasted')) }, t('import.check'))));
    for (const [name, is] of [['dragover', true], ['dragleave', false], ['drop', false]]) {
      drop.addEventListener(name, (event) => {
        event.preventDefault();
        drop.classList.toggle('over', is);
        if (name === 'drop') this.take(event.dataTransfer.files[0]);
      });
    }
    this.append(
      h('div.view-head', {}, h('h1', { tabindex: '-1' }, t('import.title')), h('p', {}, t('import.subtitle'))),
      h('div.stack', {}, h('div.bar', {}, h('label', {}, t('import.campaign'), this.campaign), h('label.inline', {}, this.agreed, t('import.agreed'))), drop, this.trouble, this.result));
  }

  disconnectedCallback() {
    this.poll?.stop();
  }

  async take(file) {
    if (!file) {
      return;
    }
    if (file.size > MOST_BYTES) {
      put(this.trouble, problem({ status: 413, message: t('import.too-large', { n: MOST_BYTES / 1024 / 1024 }) }));
      return;
    }
    this.begin(await file.text(), file.name);
  }

  begin(content, name) {
    this.content = content;
    this.name = name;
    this.columns = null;
    this.check();
  }

  order() {
    return { campaign: this.campaign.value, content: this.content, columns: this.columns, ...(this.agreed.checked && { consent: true }) };
  }

  async check() {
    this.poll?.stop();
    put(this.trouble);
    put(this.result, h('p.hint', {}, t('import.checking', { name: this.name })));
    try {
      const checked = await post('/api/import/check', this.order());
      this.show(checked);
    } catch (failure) {
      put(this.result);
      put(this.trouble, problem(failure));
    }
  }

  show(checked) {
    put(this.result,
      this.matches(checked.columns ?? []),
      h('section.panel', { 'aria-labelledby': 'checked-title' },
        h('h2', { id: 'checked-title' }, t('import.checked', { name: this.name })),
        h('div.figures', {}, ['rows', 'leads', 'refused', 'duplicates', 'opted_out', 'messages'].map((key) => figure(key, checked[key]))),
        h('p', {}, checked.through ? t('import.through', { n: checked.messages, time: when(checked.through) }) : t('import.no-through', { n: checked.messages ?? 0 })),
        mayAct() && h('button.primary', { type: 'button', disabled: !checked.leads, onclick: () => this.start(checked) }, t('import.start', { n: checked.leads }))),
      checked.refusals?.length > 0 && this.refusals(checked.refusals));
  }

  /** The columns of the file, each with the field that was guessed. Another choice checks again. */
  matches(columns) {
    const options = [...new Set([...FIELDS, ...columns.map(({ field }) => field).filter(Boolean)])];
    const selects = columns.map(({ name, field }) => h('select', {
      'aria-label': t('import.field-of', { name }),
      onchange: () => {
        // A field that was guessed and is chosen no more has no column.
        const none = columns.filter(({ field: guessed }) => guessed).map(({ field: guessed }) => [guessed, null]);
        const chosen = columns.map((column, index) => [selects[index].value, column.name]).filter(([key]) => key);
        this.columns = Object.fromEntries([...none, ...chosen]);
        this.check();
      },
    }, h('option', { value: '' }, t('import.other-field')), options.map((each) => h('option', { value: each, selected: each === field }, each))));
    return columns.length > 0 && h('div.panel', {},
      h('h2', { id: 'columns-title' }, t('import.columns')),
      h('div.scroll', { tabindex: '0', role: 'region', 'aria-labelledby': 'columns-title' }, h('table', {},
        h('thead', {}, h('tr', {}, ['column', 'field', 'examples'].map((each) => h('th', { scope: 'col' }, t(`import.${each}`))))),
        h('tbody', {}, columns.map(({ name, examples }, index) => h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, selects[index]), h('td', {}, (examples ?? []).join(', '))))))));
  }

  refusals(refusals) {
    return h('div.panel', {},
      h('div.view-head', {}, h('h2', { id: 'refusals-title' }, t('import.refusals', { n: refusals.length })),
        h('div.end', {}, h('button.small', { type: 'button', onclick: () => this.saveRefusals(refusals) }, t('import.save-refusals')))),
      h('div.scroll', { tabindex: '0', role: 'region', 'aria-labelledby': 'refusals-title' }, h('table', {},
        h('thead', {}, h('tr', {}, ['line', 'row', 'field', 'reason'].map((each) => h('th', { scope: 'col' }, t(`import.${each}`))))),
        h('tbody', {}, refusals.slice(0, MOST_SHOWN).map((each) => h('tr', {},
          h('td.number', {}, number(each.line)), h('td', {}, h('code', {}, each.row)), h('td', {}, each.field ?? ''), h('td', {}, each.reason)))))),
      refusals.length > MOST_SHOWN && h('p.hint', {}, t('import.more-refusals', { n: refusals.length - MOST_SHOWN })));
  }

  saveRefusals(refusals) {
    const cell = (text) => `"${String(text ?? '').replaceAll('"', '""').replace(/^([=+@-])/, "'$1")}"`;
    save('refused.csv', 'text/csv', ['line,field,reason,row', ...refusals.map((each) => [each.line, each.field, each.reason, each.row].map(cell).join(','))].join('\r\n'));
  }

  async start(checked) {
    const values = { n: checked.leads, campaign: this.campaign.value };
    if (!await ask({ title: t('import.ask', values), text: t('import.ask.what', { ...values, messages: checked.messages ?? 0 }), choices: [{ label: t('import.start', values), value: 'yes' }] })) {
      return;
    }
    try {
      const { id } = await post('/api/import', this.order());
      this.follow(id);
    } catch (failure) {
      put(this.trouble, problem(failure));
    }
  }

  follow(id) {
    const bar = h('progress', { max: 1, value: 0, 'aria-label': t('import.progress') });
    const text = h('p', { role: 'status' });
    const figures = h('div.figures', {});
    const end = h('div.actions', {});
    put(this.result, h('section.panel', { 'aria-labelledby': 'progress-title' }, h('h2', { id: 'progress-title' }, t('import.progress')), bar, text, figures, end));
    this.poll = new Poll(`/api/import/${encodeURIComponent(id)}`, (import_) => {
      // The rows are counted first.
      bar.max = Math.max(1, import_.rows ?? 1);
      bar.value = import_.rows === null ? 0 : import_.done;
      const left = import_.seconds_left;
      put(text, import_.state !== 'RUNNING' ? (import_.reason ?? t(`import.${import_.state.toLowerCase()}`, { n: import_.added }))
        : left === null || left === undefined ? t('import.running', { n: import_.done, rows: import_.rows ?? '…' })
          : t('import.running-left', { n: import_.done, rows: import_.rows, rate: import_.rate_per_second, left: span(left) }));
      put(figures, ['rows', 'added', 'refused', 'duplicates'].map((key) => figure(key, import_[key])));
      if (import_.state !== 'RUNNING') {
        this.poll.stop();
        put(end, h('a.button', { href: href('people', { campaign: this.campaign.value }) }, t('import.see-people')),
          import_.refused > 0 && h('a.button', { href: `/api/import/${encodeURIComponent(id)}/refused.csv`, download: 'refused.csv' }, t('import.save-refusals')));
      }
    }, { every: 1000, fail: (failure) => put(this.trouble, problem(failure)) }).start();
  }
}

customElements.define('cc-import', Import);
