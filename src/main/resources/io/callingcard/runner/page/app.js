/*
 * The operator's console. Plain modules and custom elements without a library and without a build step: it works offline, no
 * dependency has to be renewed, and a contributor edits a file and reloads. The runner's Content-Security-Policy allows
 * scripts and styles of its own files only, so nothing here writes markup or style attributes.
 */
import { h, put } from './parts/dom.js';
import { getText, onConnection } from './parts/http.js';
import { icon } from './parts/icons.js';
import { listenToKeys, showKeys } from './parts/keys.js';
import { recall, remember } from './parts/memory.js';
import { href, route } from './parts/route.js';
import { say, toastPlace } from './parts/say.js';
import { loadSession, mayAct, session } from './parts/session.js';
import { zoneNow } from './parts/time.js';
import { changeLanguage, LANGUAGES, languageNow, loadTexts, t } from './parts/texts.js';
import { problem } from './parts/chips.js';

const VIEWS = ['playground', 'overview', 'people', 'campaigns', 'import', 'plan', 'refusals', 'lines', 'audit'];

function theme(name) {
  if (name === 'auto') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = name;
  }
}

function choice(label, options, chosen, choose) {
  const select = h('select', { onchange: (event) => choose(event.target.value) },
    Object.entries(options).map(([value, text]) => h('option', { value, selected: value === chosen }, text)));
  return h('label', {}, label, select);
}

/** The frame around the view. */
class Shell {
  constructor() {
    this.views = VIEWS.filter((name) => (name === 'playground' ? session.twins && session.phones : session.ledger && (!['import', 'plan'].includes(name) || mayAct())));
    this.main = h('main', { id: 'main', tabindex: '-1' });
    this.links = new Map(this.views.map((name) => [name, h('a', { href: href(name) }, icon(name), t(`${name}.title`))]));
    const connection = h('p.connection', { role: 'status', id: 'connection' });
    onConnection((is) => {
      put(connection, t(is ? 'connection.live' : 'connection.away'));
      connection.classList.toggle('away', !is);
    });
    document.body.replaceChildren(
      h('a.skip', { href: '#main', onclick: (event) => { event.preventDefault(); this.main.focus(); } }, t('shell.skip')),
      h('div.shell', {},
        h('header.rail', {},
          h('div.brand', {}, h('img', { src: '/page/logo.svg', alt: '' }), 'Calling Card'),
          h('nav.views', { 'aria-label': t('shell.views') }, [...this.links.values()]),
          h('div.rail-foot', {},
            connection,
            session.role === 'viewer' && h('span', {}, t('shell.viewer')),
            this.settings())),
        this.main),
      toastPlace());
  }

  /** Open where there is room for it. */
  settings() {
    return h('details.settings', { open: matchMedia('(min-width: 56rem)').matches }, h('summary', {}, t('shell.settings')), h('div', {},
      h('span', { title: t('shell.zone-hint') }, t('shell.zone', { zone: zoneNow() })),
      choice(t('shell.theme'), { auto: t('theme.auto'), light: t('theme.light'), dark: t('theme.dark') }, recall('theme') ?? 'auto', (name) => {
        remember('theme', name);
        theme(name);
      }),
      choice(t('shell.language'), LANGUAGES, languageNow(), changeLanguage),
      h('button.small', { type: 'button', onclick: showKeys }, t('shell.keys'), h('kbd', { 'aria-hidden': 'true' }, '?'))));
  }

  /** Shows the view of the address. The same view only gets the new filters. */
  async go() {
    const { view, params } = route();
    const name = this.views.includes(view) ? view : this.views[0];
    if (name === undefined) {
      put(this.main, problem({ status: 0, message: t('shell.nothing') }));
      return;
    }
    if (this.shown?.name !== name) {
      await import(`./views/${name}.js`);
      const element = document.createElement(`cc-${name}`);
      element.className = 'view';
      element.params = params;
      const isFirst = this.shown === undefined;
      this.shown = { name, element };
      this.main.replaceChildren(element);
      for (const [each, link] of this.links) {
        link.toggleAttribute('aria-current', each === name);
        if (each === name) link.setAttribute('aria-current', 'page');
      }
      document.title = `${t(`${name}.title`)} · Calling Card`;
      if (!isFirst) {
        scrollTo(0, 0);
        (element.querySelector('h1') ?? this.main).focus();
      }
    } else {
      this.shown.element.update?.(params);
    }
  }
}

async function start() {
  theme(recall('theme') ?? 'auto');
  await loadTexts();
  try {
    await loadSession();
  } catch (failure) {
    document.body.replaceChildren(h('main', {}, h('h1', {}, 'Calling Card'), problem(failure), h('p', {}, t('problem.reload'))));
    // The runner may still be starting.
    setTimeout(() => getText('/page/state').then(() => location.reload(), start), 2000);
    return;
  }
  const shell = new Shell();
  const go = () => shell.go().catch((failure) => say(failure.message, true));
  addEventListener('hashchange', go);
  listenToKeys((view) => { if (shell.views.includes(view)) location.hash = href(view); });
  await go();
}

start();
