import { h } from './dom.js';
import { icon } from './icons.js';
import { has, t } from './texts.js';

/** The state of a person, step or line: a word, a color and a sign, so that the color alone says nothing. */
export function chip(state) {
  const name = String(state).toLowerCase();
  return h(`span.chip.${name}`, {}, icon(name), has(`state.${name}`) ? t(`state.${name}`) : name.replaceAll('_', ' '));
}

/** A line with the sign of its provider. */
export function lineName(line, provider = String(line ?? '').split(':')[0]) {
  return h('span.line-name', {}, h(`span.dot.${provider || 'none'}`, { 'aria-hidden': 'true' }), line || provider);
}

/** Why something could not be shown. */
export function problem(failure) {
  const reason = failure.status === undefined ? t('problem.away') : failure.message;
  return h('div.problem', { role: 'alert' }, h('p', {}, reason));
}

export const empty = (text) => h('p.empty', {}, text);
