import { show } from './dialog.js';
import { h } from './dom.js';
import { recall, remember } from './memory.js';
import { t } from './texts.js';

const KEYS = [['/', 'keys.search'], ['j  ↓', 'keys.down'], ['k  ↑', 'keys.up'], ['Enter', 'keys.open'], ['Esc', 'keys.close'], ['g o', 'keys.overview'],
  ['g p', 'keys.people'], ['g c', 'keys.campaigns'], ['g i', 'keys.import'], ['g f', 'keys.plan'], ['g r', 'keys.refusals'], ['g l', 'keys.lines'], ['g a', 'keys.audit'], ['g g', 'keys.playground'], ['?', 'keys.help']];
const VIEWS = { o: 'overview', p: 'people', c: 'campaigns', i: 'import', f: 'plan', r: 'refusals', l: 'lines', a: 'audit', g: 'playground' };

let isAfterG = false;

/** Shows the keys. They can be turned off there, for people whose speech input would press them. */
export function showKeys() {
  const box = h('input', {
    type: 'checkbox',
    onchange: (event) => remember('keys', event.target.checked ? 'on' : 'off'),
  });
  box.checked = areOn();
  show(t('keys.title'),
    h('table', {}, h('tbody', {}, KEYS.map(([key, text]) => h('tr', {}, h('th', { scope: 'row' }, h('kbd', {}, key)), h('td', {}, t(text)))))),
    h('p', {}, h('label.inline', {}, box, t('keys.on'))));
}

const areOn = () => recall('keys') !== 'off';

function isTyping(target) {
  return target.closest?.('input, select, textarea, [contenteditable]') || document.querySelector('dialog.ask[open]');
}

/** The list that j and k move in: the element of the view with data-list. */
const list = () => document.querySelector('[data-list]')?.list;

const ACTIONS = {
  '/': () => document.querySelector('[data-search]')?.focus(),
  '?': showKeys,
  j: () => list()?.move(1),
  k: () => list()?.move(-1),
  g: () => { isAfterG = true; },
};

/** Listens to the keys of the console. */
export function listenToKeys(go) {
  document.addEventListener('keydown', (event) => {
    const key = event.key;
    if (key === 'Escape' && event.target.matches?.('[data-search]')) {
      event.target.blur();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) {
      return;
    }
    if ((key === 'ArrowDown' || key === 'ArrowUp') && event.target.closest?.('[data-list]')) {
      event.preventDefault();
      list().move(key === 'ArrowDown' ? 1 : -1);
      return;
    }
    if (!areOn()) {
      return;
    }
    if (isAfterG) {
      isAfterG = false;
      if (VIEWS[key]) {
        event.preventDefault();
        go(VIEWS[key]);
      }
    } else if (ACTIONS[key]) {
      event.preventDefault();
      ACTIONS[key]();
    }
  });
}
