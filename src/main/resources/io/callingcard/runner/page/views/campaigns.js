import { chip, empty, lineName, problem } from '../parts/chips.js';
import { ask } from '../parts/dialog.js';
import { h, put } from '../parts/dom.js';
import { getJson, post } from '../parts/http.js';
import { Poll } from '../parts/poll.js';
import { href } from '../parts/route.js';
import { say } from '../parts/say.js';
import { mayAct } from '../parts/session.js';
import { when } from '../parts/time.js';
import { has, number, t } from '../parts/texts.js';
import { card } from '../playground/bubbles.js';
import './campaign-editor.js';

function value(given) {
  return given !== null && typeof given === 'object' ? JSON.stringify(given) : String(given);
}

/** The rules in words where there are some, else as they came. */
function rules(given) {
  const own = Object.entries(given ?? {}).filter(([, each]) => each !== null && each !== '');
  return own.length === 0 ? h('p.hint', {}, t('campaign.usual-rules')) : h('dl.facts', {}, own
    .flatMap(([name, each]) => [h('dt', {}, has(`rule.${name}`) ? t(`rule.${name}`) : name), h('dd', {}, value(each))]));
}

/** The card of all leads. A campaign may also share the line's own card, or send that of the lead. */
function contact({ card: given, contact: own }) {
  const shown = own ?? given;
  try {
    const parsed = typeof shown === 'string' ? JSON.parse(shown) : shown;
    return parsed && card(parsed);
  } catch {
    return h('p.hint', {}, has(`card.${given}`) ? t(`card.${given}`) : '');
  }
}

function bubble(message) {
  const content = message.card ? card(message.card.contact ?? message.card) : message.share ? t('card.share') : message.card_of_lead ? t('card.of-lead') : message.text;
  return h('div.bubble', {}, content);
}

function preview({ provider, messages, lost, problem: reason }) {
  return h(`div.preview.${provider}`, {},
    h('h4', {}, lineName(t(`provider.${provider}`), provider)),
    messages.map(bubble),
    reason ? h('p.hint', {}, reason) : lost?.length ? h('p.hint', {}, t('campaign.lost', { fields: lost.join(', ') })) : h('p.hint', {}, t('campaign.nothing-lost')));
}

/** The campaigns: what is sent, how each line shows it, what waits, and the plan. */
class Campaigns extends HTMLElement {
  connectedCallback() {
    this.list = h('div.stack', {});
    this.trouble = h('div', {});
    this.append(h('div.view-head', {}, h('h1', { tabindex: '-1' }, t('campaigns.title')), h('p', {}, t('campaigns.subtitle'))), this.trouble, this.list);
    this.poll = new Poll('/api/campaigns', (campaigns) => this.show(campaigns), { every: 10000, fail: (failure) => put(this.trouble, problem(failure)) }).start();
  }

  disconnectedCallback() {
    this.poll.stop();
  }

  update(params) {
    this.params = params;
    this.jump();
  }

  /** A link names the campaign to look at. */
  jump() {
    const wanted = this.params?.campaign && document.getElementById(`campaign-${this.params.campaign}`);
    if (wanted && this.jumped !== this.params.campaign) {
      this.jumped = this.params.campaign;
      wanted.scrollIntoView();
      wanted.focus();
    }
  }

  show(campaigns) {
    put(this.trouble);
    if (this.querySelector('cc-campaign-editor')) {
      return;
    }
    put(this.list, campaigns.length ? campaigns.map((each) => this.campaign(each)) : empty(t('overview.no-campaigns')));
    this.jump();
  }

  campaign(each) {
    const plan = h('div', {});
    const edit = h('div', {});
    return h('section.panel', { 'aria-labelledby': `campaign-${each.name}` },
      h('div.view-head', {},
        h('h2', { id: `campaign-${each.name}`, tabindex: '-1' }, each.name), lineName(each.line), each.paused && chip('paused'),
        h('a', { href: href('people', { campaign: each.name, state: 'waiting' }) }, t('campaign.waiting-count', { n: each.waiting ?? 0 })),
        h('div.end', {},
          h('button.small', { type: 'button', onclick: () => this.plan(each, plan) }, t('campaign.plan')),
          each.definition && h('button.small', { type: 'button', onclick: () => this.editor(each, edit) }, t(mayAct() ? 'campaign.edit' : 'campaign.versions')),
          each.definition && h('a.button.small', { href: `/api/campaigns/${encodeURIComponent(each.name)}.yaml`, download: `${each.name}.camel.yaml` }, t('campaign.yaml')),
          mayAct() && h('button.small', { type: 'button', onclick: () => this.pause(each) }, t(each.paused ? 'campaign.resume' : 'campaign.pause')))),
      plan, edit,
      h('div.columns', {},
        h('div', {}, h('h3', {}, t('campaign.rules')), rules(each.rules)),
        h('div', {}, h('h3', {}, t('campaign.text')), h('p', {}, each.text ?? t('campaign.no-text')), contact(each), each.follow_up && h('p', {}, each.follow_up))),
      each.preview?.length > 0 && h('div', {}, h('h3', {}, t('campaign.preview')), h('div.campaign-previews', {}, each.preview.map(preview))));
  }

  async pause(each) {
    const key = each.paused ? 'campaign.resume' : 'campaign.pause';
    const values = { name: each.name, n: each.waiting ?? 0 };
    if (!await ask({ title: t(`${key}.title`, values), text: t(`${key}.what`, values), choices: [{ label: t(key), value: 'yes' }] })) {
      return;
    }
    try {
      await post(`/api/campaigns/${encodeURIComponent(each.name)}/pause`, { paused: !each.paused });
      say(t(`${key}.done`, values));
      this.poll.now();
    } catch (failure) {
      say(failure.message, true);
    }
  }

  async plan(each, place) {
    try {
      const plan = await getJson(`/api/campaigns/${encodeURIComponent(each.name)}/plan`);
      const rows = Array.isArray(plan) ? plan : [plan];
      put(place, h('section.panel', { 'aria-label': t('campaign.plan') }, h('h3', {}, t('campaign.plan')),
        rows.map((row) => h('dl.facts', {}, Object.entries(row).filter(([, given]) => given !== null).flatMap(([name, given]) => [
          h('dt', {}, has(`plan.${name}`) ? t(`plan.${name}`) : name.replaceAll('_', ' ')),
          h('dd', {}, /^\d{4}-\d\d-\d\d/.test(given) ? when(given) : typeof given === 'number' ? number(given) : value(given))])))));
    } catch (failure) {
      put(place, problem(failure));
    }
  }

  editor(each, place) {
    place.replaceChildren(h('cc-campaign-editor', {}));
    place.firstChild.open(each, () => {
      place.replaceChildren();
      this.poll.seen = null;
      this.poll.now();
    });
  }
}

customElements.define('cc-campaigns', Campaigns);
