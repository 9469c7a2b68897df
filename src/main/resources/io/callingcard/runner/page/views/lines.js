import { chip, empty, lineName, problem } from '../parts/chips.js';
import { ask, show } from '../parts/dialog.js';
import { h, put } from '../parts/dom.js';
import { post } from '../parts/http.js';
import { Poll } from '../parts/poll.js';
import { say } from '../parts/say.js';
import { mayAct } from '../parts/session.js';
import { now, relative, short } from '../parts/time.js';
import { has, t } from '../parts/texts.js';

const PAUSES = { hour: 1, day: 24, week: 168 };
const HOUR = 3600000;

/** The lines: health, budgets, pauses and last errors, and what only one provider has. */
class Lines extends HTMLElement {
  connectedCallback() {
    this.list = h('div.columns', {});
    this.nodes = h('div', {});
    this.trouble = h('div', {});
    this.append(h('div.view-head', {}, h('h1', { tabindex: '-1' }, t('lines.title')), h('p', {}, t('lines.subtitle'))), this.trouble, this.nodes, this.list);
    this.poll = new Poll('/api/lines', (lines) => {
      put(this.trouble);
      put(this.list, lines.length ? lines.map((line) => this.line(line)) : empty(t('overview.no-lines')));
    }, { every: 4000, fail: (failure) => put(this.trouble, problem(failure)) }).start();
    this.nodePoll = new Poll('/api/nodes', (nodes) => put(this.nodes, nodes.length > 0 && this.table(nodes)), { every: 4000, fail: () => put(this.nodes) }).start();
  }

  disconnectedCallback() {
    this.poll.stop();
    this.nodePoll.stop();
  }

  /** The nodes that share the ledger, and what each drives. */
  table(nodes) {
    return h('section.panel.stack', { 'aria-label': t('nodes.title') }, h('h2', {}, t('nodes.title')),
      h('dl.facts', {}, nodes.flatMap(({ node, lines }) => [
        h('dt', {}, node),
        h('dd', {}, lines.length ? lines.join(', ') : t('nodes.none'))])));
  }

  line(line) {
    return h('section.panel.stack', { 'aria-label': line.line },
      h('div.line-top', {}, h('h2', {}, lineName(line.line, line.provider)), chip(line.state)),
      line.shares_only && h('p.hint', {}, t('lines.shares-only')),
      line.reason && h('p.reason', {}, line.until ? t('line.reason-until', { reason: line.reason.replace(/\.$/, ''), until: short(line.until) }) : line.reason),
      line.driver && h('p.hint', {}, t('lines.driver', { node: line.driver.node, since: short(line.driver.since) })),
      this.budgets(line.budget ?? {}),
      line.device && this.device(line),
      line.card && h('div', {}, h('h3', {}, t('lines.card')), h('p', {}, line.card.problem
        ?? (line.card.name ? t(line.card.active ? 'lines.card-active' : 'lines.card-inactive', { name: line.card.name }) : t('lines.no-card')))),
      h('div', {}, h('h3', {}, t('lines.errors')), line.errors?.length
        ? h('ul', {}, line.errors.map((each) => h('li', {}, h('span.hint', {}, short(each.at), ' '), each.code ? h('code', {}, each.code) : '', ' ', each.reason)))
        : h('p.hint', {}, t('lines.no-errors'))),
      mayAct() && h('div.actions', {}, line.state === 'PAUSED'
        ? h('button', { type: 'button', onclick: () => this.pause(line, null) }, t('lines.resume'))
        : h('button', { type: 'button', onclick: () => this.askPause(line) }, t('lines.pause'))));
  }

  budgets(budget) {
    const rows = Object.entries(budget).filter(([, each]) => each && typeof each === 'object');
    return rows.length > 0 && h('div', {}, h('h3', {}, t('lines.budgets')), h('dl.facts', {}, rows.flatMap(([name, each]) => [
      h('dt', {}, has(`budget.${name}`) ? t(`budget.${name}`) : name.replaceAll('_', ' ')),
      h('dd', {}, each.most === null || each.most === undefined ? t('budget.no-limit', { n: each.spent ?? 0 }) : t('budget.of', { spent: each.spent ?? 0, most: each.most }))])));
  }

  /** A WhatsApp device that is not logged in shows its QR or pairing code. */
  device({ line, device }) {
    const isIn = device.logged_in;
    const picture = /^data:image\//.test(device.qr ?? '') && device.qr;
    return h('div', {}, h('h3', {}, t('lines.device')), h('p', {}, device.problem ?? t(isIn ? 'lines.device-in' : 'lines.device-out')),
      !isIn && picture && h('img.qr', { src: picture, alt: t('lines.qr') }),
      !isIn && device.code && h('p.pairing', {}, device.code),
      !isIn && mayAct() && h('div.actions', {},
        h('button.small', { type: 'button', onclick: () => this.login(line, { way: 'qr' }) }, t('lines.login-qr')),
        h('button.small', { type: 'button', onclick: () => this.loginByCode(line) }, t('lines.login-code'))));
  }

  async loginByCode(line) {
    const phone = h('input', { type: 'tel', maxlength: '40', placeholder: '+1 415 555 0177' });
    if (await ask({ title: t('lines.login-code'), text: t('lines.login-code.what'), content: [h('label', {}, t('lead.phone'), phone)], choices: [{ label: t('lines.login-code'), value: 'yes' }] })) {
      this.login(line, { way: 'code', phone: phone.value });
    }
  }

  /** Shows the picture or code that the gateway answers, until the device is logged in or the person closes it. */
  async login(line, body) {
    try {
      const { qr, code, seconds } = await post(`/api/lines/${encodeURIComponent(line)}/login`, body);
      const picture = /^data:image\//.test(qr ?? '') && qr;
      show(t('lines.device'), picture && h('img.qr', { src: picture, alt: t('lines.qr') }), code && h('p.pairing', {}, code),
        h('p', {}, picture ? t('lines.qr') : t('lines.login-code.what'), seconds ? ` ${t('lines.qr-seconds', { n: seconds })}` : ''));
      this.poll.now();
    } catch (failure) {
      say(failure.message, true);
    }
  }

  async askPause(line) {
    const chosen = await ask({
      title: t('lines.pause-title', { line: line.line }),
      text: t('lines.pause-what'),
      choices: Object.keys(PAUSES).map((each) => ({ label: t(`lines.pause-${each}`), value: each, kind: 'plain' })),
    });
    if (chosen) {
      this.pause(line, new Date(now().getTime() + PAUSES[chosen] * HOUR).toISOString());
    }
  }

  pause(line, until) {
    return this.send(`/api/lines/${encodeURIComponent(line.line)}/pause`, { until }, until ? t('lines.paused', { until: relative(until) }) : t('lines.resumed'));
  }

  async send(path, body, done) {
    try {
      await post(path, body);
      say(done);
      this.poll.now();
    } catch (failure) {
      say(failure.message, true);
    }
  }
}

customElements.define('cc-lines', Lines);
