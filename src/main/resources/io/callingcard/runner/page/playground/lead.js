import { h, put } from '../parts/dom.js';
import { session } from '../parts/session.js';
import { t } from '../parts/texts.js';
import { addLead, firstPerson, someone } from './tools.js';

/** The form that adds a lead. It asks for the fields that the texts of the campaign need. */
export class LeadForm {
  constructor(added) {
    this.added = added;
    this.more = h('div.more', {});
    this.result = h('output.hint', { 'aria-live': 'polite' });
    const { name, phone } = firstPerson();
    this.element = h('form.lead.panel', { id: 'lead', 'aria-labelledby': 'lead-title', onsubmit: (event) => this.submit(event) },
      h('h2', { id: 'lead-title' }, t('lead.title')),
      h('div.bar', {},
        h('label', {}, t('lead.name'), h('input', { name: 'name', value: name, required: true, maxlength: '80' })),
        h('label', {}, t('lead.phone'), h('input', { name: 'phone', type: 'tel', value: phone, required: true, maxlength: '40' })),
        h('label', {}, t('lead.campaign'), h('select', { name: 'campaign', onchange: () => this.choose() },
          session.campaigns.map((each) => h('option', { value: each.name, selected: each.name === 'welcome' }, each.name)))),
        h('label', {}, t('lead.line'), h('select', { name: 'channel' }, ['chert', 'linq', 'wa'].map((each) => h('option', { value: each }, t(`provider.${each}`))))),
        this.more,
        h('button.primary', {}, t('lead.add'))),
      this.result);
  }

  /** Offers another person in place of the one that was there, unless someone has typed since. */
  async suggest(shown) {
    const { name, phone } = this.element.elements;
    const isUntouched = () => name.value === shown.name && phone.value === shown.phone;
    const next = isUntouched() && await someone();
    if (next && isUntouched()) {
      name.value = next.name;
      phone.value = next.phone;
    }
  }

  choose() {
    const { campaign, channel } = this.element.elements;
    const line = session.campaigns.find(({ name }) => name === campaign.value)?.line ?? '';
    channel.value = line.split(':')[0] || channel.value;
    put(this.more);
  }

  async submit(event) {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(this.element));
    try {
      const { accepted } = await addLead(given);
      put(this.result, t(accepted ? 'lead.added' : 'lead.known', { name: given.name }));
      this.suggest(given).catch(() => {});
    } catch (failure) {
      this.askFor(failure.problem?.refused ?? []);
      put(this.result, t('lead.refused', { reason: failure.message }));
    }
    this.added();
  }

  askFor(refused) {
    for (const { reason } of refused) {
      const field = String(reason).match(/^([\w.-]+): is missing/)?.[1];
      if (field && !this.element.elements[field]) {
        const input = h('input', { name: field, required: true, maxlength: '200' });
        this.more.append(h('label', {}, field, input));
        input.focus();
      }
    }
  }
}
