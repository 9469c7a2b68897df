import { problem } from '../parts/chips.js';
import { lineDiff } from '../parts/diff.js';
import { ask } from '../parts/dialog.js';
import { h, put } from '../parts/dom.js';
import { getJson, post } from '../parts/http.js';
import { say } from '../parts/say.js';
import { mayAct } from '../parts/session.js';
import { full } from '../parts/time.js';
import { t } from '../parts/texts.js';

const LONG = new Set(['text', 'contact', 'followUp']);

/** Properties that are always offered, so that a campaign without them can get them. */
const USUAL = ['text', 'card', 'contact', 'followUp', 'firstTouchesPerDay', 'firstTouchGap', 'maxShares', 'quietFrom', 'quietTo'];

/** Reads a field as the type that a property has: numbers and yes or no are no texts. */
function typed(text) {
  if (/^\d{1,9}$/.test(text)) {
    return Number(text);
  }
  return text === 'true' ? true : text === 'false' ? false : text;
}

/** Returns what differs, property by property. */
function differences(before, after) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.filter((name) => String(before[name] ?? '') !== String(after[name] ?? ''))
    .map((name) => h('div', {}, h('h4.diff-name', {}, name), h('div.diff', {}, lineDiff(String(before[name] ?? ''), String(after[name] ?? '')))));
}

/** Changes a campaign while it runs. Each save is a version, and an earlier one can be taken back. */
class CampaignEditor extends HTMLElement {
  open(campaign, done) {
    this.campaign = campaign;
    this.done = done;
    this.fields = {};
    this.changes = h('div.stack', { 'aria-live': 'polite' });
    this.note = h('input', { maxlength: '200' });
    this.versions = h('div', {});
    const names = [...new Set([...Object.keys(campaign.definition), ...USUAL])];
    const inputs = names.map((name) => {
      const field = h(LONG.has(name) ? 'textarea' : 'input', { name, rows: LONG.has(name) && '3', oninput: () => this.compare() });
      field.value = campaign.definition[name] ?? '';
      this.fields[name] = field;
      return h(LONG.has(name) ? 'label.long' : 'label', {}, name, field);
    });
    put(this, h('section.panel.stack', { 'aria-label': t('campaign.edit') },
      mayAct() && h('div.columns', {}, h('div.editor-fields', {}, inputs), h('div.stack', {}, h('h3', {}, t('campaign.changes')), this.changes)),
      mayAct() && h('div.bar', {}, h('label.grow', {}, t('campaign.note'), this.note),
        h('button.primary', { type: 'button', onclick: () => this.save(this.edited(), t('campaign.save-what', { name: campaign.name })) }, t('campaign.save'))),
      h('div.actions', {}, h('button', { type: 'button', onclick: done }, t('dialog.close'))),
      this.versions));
    this.compare();
    this.load();
    this.querySelector('textarea, button').focus();
  }

  edited() {
    return Object.fromEntries(Object.entries(this.fields).filter(([, field]) => field.value.trim()).map(([name, field]) => [name, LONG.has(name) ? field.value : typed(field.value)]));
  }

  compare() {
    const found = differences(this.campaign.definition, this.edited());
    put(this.changes, found.length ? found : h('p.hint', {}, t('campaign.no-changes')));
  }

  async load() {
    try {
      const versions = await getJson(`/api/campaigns/${encodeURIComponent(this.campaign.name)}/versions`);
      put(this.versions, h('h3', {}, t('campaign.versions')), versions.length
        ? h('ol.stack', {}, versions.map((version) => this.version(version))) : h('p.hint', {}, t('campaign.no-versions')));
    } catch (failure) {
      put(this.versions, problem(failure));
    }
  }

  version(version) {
    const words = [t('campaign.version', { n: version.version }), full(version.saved_at), version.saved_by, version.note].filter(Boolean).join(', ');
    return h('li', {}, h('details', {}, h('summary', {}, words, version.in_force ? ` (${t('campaign.in-force')})` : ''),
      version.as_in_file ? h('p', {}, t('campaign.as-in-file')) : differences(version.definition, this.campaign.definition),
      mayAct() && !version.in_force && h('button.small', {
        type: 'button', onclick: () => this.save(version.definition, t('campaign.restore-what', { n: version.version })),
      }, t('campaign.restore'))));
  }

  async save(definition, what) {
    const changes = definition ? differences(this.campaign.definition, definition) : [h('p', {}, t('campaign.as-in-file'))];
    if (!await ask({ title: t('campaign.save'), text: what, content: changes, choices: [{ label: t('campaign.save'), value: 'yes' }] })) {
      return;
    }
    try {
      await post(`/api/campaigns/${encodeURIComponent(this.campaign.name)}`, { definition, note: this.note.value, version: this.campaign.version });
      say(t('campaign.saved', { name: this.campaign.name }));
      this.done();
    } catch (failure) {
      say(failure.message, true);
    }
  }
}

customElements.define('cc-campaign-editor', CampaignEditor);
