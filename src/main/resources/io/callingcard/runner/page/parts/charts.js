import { h, svg } from './dom.js';
import { clock } from './time.js';
import { number, t } from './texts.js';

/** A small curve of 24 hours. The label says what it shows. */
export function sparkline(values, label) {
  const most = Math.max(1, ...values);
  const points = values.map((value, index) => `${(index * 100) / Math.max(1, values.length - 1)},${30 - (value * 28) / most}`);
  return svg('svg.spark', { viewBox: '0 0 100 32', preserveAspectRatio: 'none', role: 'img', 'aria-label': label },
    svg('path.area', { d: `M0,31 L${points.join(' L')} L100,31 Z` }),
    svg('path', { d: `M${points.join(' L')}` }));
}

const providerOf = (line) => line.split(':')[0];

/** Bars by hour, one color for each provider. A table beside it has the same numbers. */
export function hourBars(hours) {
  const times = [...new Set(hours.map((each) => each.at))].sort();
  const lines = [...new Set(hours.map((each) => each.line))].sort();
  const at = (time, line) => hours.filter((each) => each.at === time && each.line === line).reduce((sum, each) => sum + each.messages, 0);
  const totals = times.map((time) => lines.reduce((sum, line) => sum + at(time, line), 0));
  const most = Math.max(1, ...totals);
  const step = 720 / Math.max(1, times.length);
  const bars = times.flatMap((time, index) => {
    let top = 120;
    return lines.map((line) => {
      const height = (at(time, line) * 108) / most;
      top -= height;
      return height > 0 && svg(`rect.fill-${providerOf(line)}`, { x: index * step + 2, y: top, width: step - 4, height });
    });
  });
  const labels = times.map((time, index) => index % 4 === 0 && svg('text', { x: index * step + 2, y: 136 }, clock(time)));
  const sum = totals.reduce((one, other) => one + other, 0);
  return [
    svg('svg.bars', { viewBox: '0 0 720 142', role: 'img', 'aria-label': t('forecast.chart', { n: sum, most }) },
      svg('line.axis', { x1: 0, y1: 120.5, x2: 720, y2: 120.5 }), bars.filter(Boolean), labels.filter(Boolean)),
    h('ul.legend', {}, lines.map((line) => h('li', {}, h('span.line-name', {}, h(`span.dot.${providerOf(line)}`, { 'aria-hidden': 'true' }), line)))),
    h('details', {}, h('summary', {}, t('forecast.as-table')),
      h('div.scroll', { tabindex: '0', role: 'region', 'aria-label': t('forecast.as-table') }, h('table', {},
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, t('forecast.hour')), lines.map((line) => h('th.number', { scope: 'col' }, line)))),
        h('tbody', {}, times.map((time) => h('tr', {}, h('th', { scope: 'row' }, clock(time)), lines.map((line) => h('td.number', {}, number(at(time, line)))))))))),
  ];
}
