import { hourBars, sparkline } from '../parts/charts.js';
import { chip, empty, lineName, problem } from '../parts/chips.js';
import { h, put } from '../parts/dom.js';
import { Poll } from '../parts/poll.js';
import { href } from '../parts/route.js';
import { relative, short, zoneNow } from '../parts/time.js';
import { has, number, t } from '../parts/texts.js';

const OUTCOMES = ['sent', 'in_doubt', 'not_sent'];
const NOW = ['waiting', 'in_progress', 'set_aside', 'opted_out'];
const FORECAST_MILLIS = 20000;

function attentionItem(each) {
  const values = { n: each.count ?? 1, line: each.line ?? '', reason: (each.reason ?? '').replace(/\.$/, ''), until: each.until ? short(each.until) : '' };
  const key = `attention.${each.code}`;
  const sentence = has(key) ? t(key, values) : [each.code, each.reason].filter(Boolean).join(': ');
  const { view, ...filters } = each.link ?? LINKS[each.code] ?? {};
  return h('li', {}, h('span', {}, sentence), view && h('a.button.small', { href: href(view, filters) }, t('attention.look'), h('span.unseen', {}, `: ${sentence}`)));
}

const LINKS = {
  IN_DOUBT: { view: 'people', state: 'in_doubt' },
  SET_ASIDE: { view: 'people', state: 'set_aside' },
  REFUSED: { view: 'refusals' },
  LINE_RESTS: { view: 'lines' },
  LINE_PAUSED: { view: 'lines' },
  LINE_DOWN: { view: 'lines' },
};

function tile(state, value, small) {
  return h('a.tile', { href: href('people', { state }) },
    chip(state), h('b.tile-number', {}, number(value)), small && h('span.hint', {}, small));
}

function lineCard(line) {
  const most = line.budget?.first_touches?.most;
  const spent = line.budget?.first_touches?.spent ?? 0;
  return h('li.panel.line-card', {},
    h('div.line-top', {}, h('h3', {}, lineName(line.line, line.provider)), chip(line.state)),
    line.reason && h('p.reason', {}, line.until ? t('line.reason-until', { reason: line.reason.replace(/\.$/, ''), until: short(line.until) }) : line.reason),
    sparkline(line.sent_per_hour ?? [], t('line.spark', { n: (line.sent_per_hour ?? []).reduce((one, other) => one + other, 0), line: line.line })),
    h('p.hint', {}, t('line.sent-today', { n: line.sent_today ?? 0 }), most ? ` · ${t('line.first-touches', { spent, most })}` : ''),
    most && h('progress', { value: spent, max: most, 'aria-label': t('line.first-touches', { spent, most }) }));
}

function campaignRow(each) {
  const over = each.done + each.set_aside + each.opted_out;
  const all = over + each.waiting + each.in_progress;
  return h('tr', {},
    h('th', { scope: 'row' }, h('a', { href: href('campaigns', { campaign: each.name }) }, each.name)),
    h('td', {}, lineName(each.line)),
    h('td.wide', {}, h('progress', { value: over, max: Math.max(1, all), 'aria-label': t('campaign.progress', { done: over, all }) }),
      h('span.hint', {}, t('campaign.progress', { done: over, all }))),
    h('td.number', {}, h('a', { href: href('people', { campaign: each.name, state: 'waiting' }) }, number(each.waiting))),
    h('td.number', {}, t('campaign.pace', { n: each.pace_per_hour ?? 0 })),
    h('td', {}, each.paused ? chip('paused') : each.expected_end ? h('span', { title: short(each.expected_end) }, relative(each.expected_end)) : t('campaign.end-unknown')));
}

/** What needs a person, what was sent, the lines, the campaigns and what comes next. */
class Overview extends HTMLElement {
  connectedCallback() {
    this.attention = h('section.panel.attention', { 'aria-labelledby': 'attention-title' });
    this.counts = h('section', { 'aria-labelledby': 'counts-title' });
    this.lines = h('section', { 'aria-labelledby': 'lines-title' });
    this.campaigns = h('div.panel', {});
    this.forecast = h('section.panel', { 'aria-labelledby': 'forecast-title' });
    this.trouble = h('div', {});
    this.append(
      h('div.view-head', {}, h('h1', { tabindex: '-1' }, t('overview.title')), h('p', {}, t('overview.subtitle'))),
      this.trouble,
      h('div.stack', {}, this.attention, this.counts, this.lines, this.campaigns, this.forecast));
    const fail = (failure) => put(this.trouble, problem(failure));
    this.polls = [
      new Poll('/api/overview', (overview) => this.show(overview), { fail }).start(),
      new Poll('/api/forecast', (forecast) => this.showForecast(forecast), { fail, every: FORECAST_MILLIS }).start(),
    ];
  }

  disconnectedCallback() {
    this.polls.forEach((poll) => poll.stop());
  }

  show({ attention, counts, lines, campaigns }) {
    put(this.trouble);
    put(this.attention, h('h2', { id: 'attention-title' }, t('overview.attention')),
      attention.length ? h('ul', {}, attention.map(attentionItem)) : h('p.calm', {}, t('overview.calm')));
    put(this.counts, h('h2', { id: 'counts-title' }, t('overview.counts')),
      h('div.tiles', {},
        OUTCOMES.map((state) => tile(state, counts.today[state], t('overview.ranges', { hour: counts.hour[state], all: counts.all[state] }))),
        NOW.map((state) => tile(state, counts[state] ?? 0, t(`overview.${state}`)))));
    put(this.lines, h('h2', { id: 'lines-title' }, t('overview.lines')),
      lines.length ? h('ul.line-cards', {}, lines.map(lineCard)) : empty(t('overview.no-lines')));
    put(this.campaigns, h('h2', { id: 'campaigns-title' }, t('overview.campaigns')),
      campaigns.length ? h('div.scroll', { tabindex: '0', role: 'region', 'aria-labelledby': 'campaigns-title' }, h('table', {},
        h('thead', {}, h('tr', {}, ['name', 'line', 'done', 'waiting', 'pace-column', 'end'].map((each) => h(['waiting', 'pace-column'].includes(each) ? 'th.number' : 'th', { scope: 'col' }, t(`campaign.${each}`))))),
        h('tbody', {}, campaigns.map(campaignRow)))) : empty(t('overview.no-campaigns')));
  }

  showForecast({ hours, next = [] }) {
    const sum = hours.reduce((total, each) => total + each.messages, 0);
    put(this.forecast, h('h2', { id: 'forecast-title' }, t('forecast.title')),
      h('p.hint', {}, t('forecast.sum', { n: sum, zone: zoneNow() })),
      sum > 0 && hourBars(hours),
      next.length > 0 && h('details', {}, h('summary', {}, t('forecast.next', { n: next.length })),
        h('ol.next-list', {}, next.map((each) => h('li', {}, h('time', { datetime: each.at }, short(each.at)), ' ',
          h('a', { href: href('people', { person: each.id }) }, each.number), ' ', has(`forecast.${each.what}`) ? t(`forecast.${each.what}`, { campaign: each.campaign }) : each.what)))));
  }
}

customElements.define('cc-overview', Overview);
