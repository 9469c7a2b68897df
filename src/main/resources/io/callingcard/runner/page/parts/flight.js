import { h, svg } from './dom.js';
import { number, t } from './texts.js';

/*
 * The result of a simulation: findings, the time line, campaigns and refused records. The console shows it, and plan.html has
 * the same code, so it uses no other module.
 */
const ROW = 84;
const BARS = 56;
const TOP = 34;
const WIDTHS = [48, 96, 192, 384];
const HOURS = 24;

const dayText = (day) => new Intl.DateTimeFormat(document.documentElement.lang, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(day));

const momentText = (at, zone) => new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23', timeZone: zone }).format(new Date(at));

const table = (title, id, heads, rows) => h('div.panel', {}, h('h2', { id }, title),
  h('div.scroll', { tabindex: '0', role: 'region', 'aria-labelledby': id }, h('table', {},
    h('thead', {}, h('tr', {}, heads.map((each) => h('th', { scope: 'col' }, each)))), h('tbody', {}, rows))));

/** What a person should know, the worst first. */
export function findings(found) {
  const isGerman = document.documentElement.lang === 'de';
  return h('section.panel.findings', { 'aria-labelledby': 'findings-title' }, h('h2', { id: 'findings-title' }, t('plan.findings')),
    found.length === 0 ? h('p.calm', {}, t('plan.no-findings')) : h('ul', {}, found.map((each) => h(`li.finding.${each.severity}`, { 'data-id': each.id },
      h('b', {}, t(`plan.severity.${each.severity}`)), ' ', (isGerman && each.sentence_de) || each.sentence))));
}

/** What differs from an earlier simulation. */
export const difference = (sentences) => h('section.panel', { 'aria-labelledby': 'diff-title', id: 'diff' }, h('h2', { id: 'diff-title' }, t('plan.diff')),
  h('ul', {}, sentences.map((each) => h('li', {}, each))));

/** The figures of all. */
export function figures(summary) {
  return h('div.figures', {}, [['accepted', summary.accepted], ['refused', summary.refused], ['people', summary.people], ['messages', summary.messages],
    ['doubts', summary.doubts], ['answers', summary.did.answered ?? 0], ['stops', summary.did.stopped ?? 0]]
    .map(([name, value]) => h('div', {}, h('span.hint', {}, t(`plan.figure.${name}`)), h('b', {}, number(value)))));
}

export function campaigns(summary) {
  return table(t('plan.campaigns'), 'plan-campaigns', ['name', 'leads', 'through', 'messages', 'ends', 'days'].map((each) => t(`plan.campaign.${each}`)),
    summary.campaigns.map((each) => h('tr', {}, h('th', { scope: 'row' }, each.name), [each.leads, each.through, each.messages].map((value) => h('td.number', {}, number(value))),
      h('td', {}, each.ends ? momentText(each.ends, summary.zone) : each.leads === 0 ? '' : t('plan.not-ended')), h('td.number', {}, number(each.days)))));
}

export function refused(summary) {
  return summary.refusals.length > 0 && table(t('plan.refused'), 'plan-refused', ['count', 'reason', 'field', 'sentence', 'samples'].map((each) => t(`plan.refused.${each}`)),
    summary.refusals.map((each) => h('tr', {}, h('td.number', {}, number(each.count)), h('td', {}, each.reason.replaceAll('_', ' ')), h('td', {}, each.field ?? ''),
      h('td', {}, each.sentence ?? ''), h('td', {}, each.samples.join(', '), each.count > each.samples.length && each.samples.length > 0 ? ' …' : ''))));
}

/** One path for a day of a line: its hours as bars. A path for each bar would be too many for a month. */
function bars(hours, x, y, width, most) {
  const step = width / HOURS;
  return hours.map((count, hour) => {
    const height = (count * BARS) / most;
    return count > 0 ? `M${(x + hour * step).toFixed(1)},${y}v${-height.toFixed(1)}h${Math.max(0.8, step - 0.4).toFixed(1)}v${height.toFixed(1)}z` : '';
  }).join('');
}

/** The nights: the darker an hour, the more people sleep. */
function nights(summary, days, width, height) {
  return days.flatMap((day, index) => summary.night.map((part, hour) => part > 0
    && svg('rect.night', { x: index * width + (hour * width) / HOURS, y: TOP, width: width / HOURS, height, 'fill-opacity': part * 0.6 })).filter(Boolean));
}

function drawing(summary, width) {
  const days = summary.lines[0].days.map(({ day }) => day);
  const height = summary.lines.length * ROW;
  const most = Math.max(1, ...summary.lines.flatMap((line) => line.days.flatMap((day) => day.hours)));
  return svg('svg.flight', { width: days.length * width, height: height + TOP, role: 'img', 'aria-label': t('plan.timeline.label', { n: summary.messages, days: days.length }) },
    nights(summary, days, width, height),
    days.map((day, index) => [svg('line.edge', { x1: index * width, y1: 0, x2: index * width, y2: height + TOP }),
      svg('text', { x: index * width + 4, y: 14 }, width < 90 ? String(Number(day.slice(8))) : dayText(day))]),
    summary.lines.map((line, row) => [
      svg('line.edge', { x1: 0, y1: TOP + (row + 1) * ROW, x2: days.length * width, y2: TOP + (row + 1) * ROW }),
      line.days.map((day, index) => day.messages > 0 && [
        svg(`path.fill-${line.name.split(':')[0]}`, { d: bars(day.hours, index * width, TOP + (row + 1) * ROW, width, most) },
          svg('title', {}, t('plan.day', { line: line.name, day: dayText(day.day), n: day.messages, firsts: day.firsts }))),
        svg('text', { x: index * width + 4, y: TOP + row * ROW + 14 }, number(day.messages), line.budget && width >= 90 ? ` · ${day.firsts}/${line.budget}` : '')].filter(Boolean)).filter(Boolean).flat()]).flat(2));
}

/** Days across, lines down. It can be scrolled and enlarged; a table has the same numbers. */
export function timeline(summary) {
  if (summary.lines.length === 0) {
    return h('section.panel', {}, h('h2', {}, t('plan.timeline')), h('p.empty', {}, t('plan.timeline.none')));
  }
  let size = 1;
  const scroll = h('div.flight-scroll', { tabindex: '0', role: 'region', 'aria-labelledby': 'timeline-title' });
  const show = () => {
    const before = scroll.scrollLeft / Math.max(1, scroll.scrollWidth);
    scroll.replaceChildren(drawing(summary, WIDTHS[size]));
    scroll.scrollLeft = before * scroll.scrollWidth;
    [less.disabled, more.disabled] = [size === 0, size === WIDTHS.length - 1];
  };
  const zoom = (by) => { size = Math.min(WIDTHS.length - 1, Math.max(0, size + by)); show(); };
  const less = h('button.small', { type: 'button', 'aria-label': t('plan.less'), onclick: () => zoom(-1) }, '−');
  const more = h('button.small', { type: 'button', 'aria-label': t('plan.more'), onclick: () => zoom(1) }, '+');
  scroll.addEventListener('keydown', (event) => {
    if (event.key === '+' || event.key === '-') zoom(event.key === '+' ? 1 : -1);
  });
  show();
  return h('div.panel', {},
    h('div.flight-head', {}, h('h2', { id: 'timeline-title' }, t('plan.timeline')), h('div.actions', {}, less, more)),
    h('p.hint', {}, t('plan.timeline.hint', { zone: summary.zone })),
    h('div.flight-frame', {}, h('ol.flight-lines', {}, summary.lines.map((line) => h('li', {}, h('span.line-name', {}, h(`span.dot.${line.name.split(':')[0]}`, { 'aria-hidden': 'true' }), line.name.replace(/:$/, ''))))), scroll),
    h('details', {}, h('summary', {}, t('plan.as-table')),
      h('div.scroll', { tabindex: '0', role: 'region', 'aria-label': t('plan.as-table') }, h('table', {},
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('plan.day-head')), summary.lines.map((line) => h('th', { scope: 'col' }, line.name)))),
        h('tbody', {}, summary.lines[0].days.map((day, index) => h('tr', {}, h('th', { scope: 'row' }, dayText(day.day)), summary.lines.map((line) => {
          const { messages, firsts } = line.days[index];
          return h('td', {}, t('plan.cell', { n: messages, firsts }), line.budget ? ` ${t('plan.of-budget', { budget: line.budget })}` : '');
        }))))))));
}
