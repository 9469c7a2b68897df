import { h, put } from '../parts/dom.js';
import { copy } from '../parts/copy.js';
import { getJson } from '../parts/http.js';
import { icon } from '../parts/icons.js';
import { t } from '../parts/texts.js';
import { PLOTS } from './plots.js';
import { clearFaults, someone } from './tools.js';

const KILL_STEPS = ['twins', 'flows', 'fault', 'lead', 'kill', 'again', 'look', 'end'];

/** The commands of the story of a killed process. */
const COMMANDS = {
  twins: 'QUARKUS_HTTP_PORT=8081 bin/calling-card twins & echo $! > twins.pid',
  flows: 'CALLINGCARD_ROLE=flows CALLINGCARD_TWINS_URL=http://localhost:8081 CALLINGCARD_LEDGER_FILE=kill.db QUARKUS_HTTP_PORT=8082 bin/calling-card start & echo $! > flows.pid',
  fault: `curl -H 'Content-Type: application/json' http://localhost:8081/twin/control/faults -d '{"provider": "wa", "kind": "NO_ANSWER", "method": "POST"}'`,
  lead: `curl -H 'Content-Type: application/json' http://localhost:8082/leads -d '{"name": "Ada", "phone": "+1 212 555 0177", "campaign": "welcome", "channel": "wa", "consent": true}'`,
  kill: 'kill -9 $(cat flows.pid)',
  look: 'CALLINGCARD_LEDGER_FILE=kill.db bin/calling-card why +12125550177',
  end: 'kill $(cat flows.pid twins.pid)',
};
COMMANDS.again = COMMANDS.flows;

/** Faults as stories: each runs step by step, and ends in what the ledger proved. */
export class Stories {
  constructor(hurry) {
    this.hurry = hurry;
    this.stage = h('div.stage', { hidden: true });
    this.buttons = Object.keys(PLOTS).map((name) => h('button.story', { type: 'button', 'data-story': name, onclick: () => this.play(name) },
      h('b', {}, t(`plot.${name}.title`)), h('span', {}, t(`plot.${name}.about`))));
    this.element = h('section.stories', { 'aria-labelledby': 'stories-title' },
      h('h2', { id: 'stories-title' }, t('stories.title')), h('div.story-buttons', {}, this.buttons), this.stage);
  }

  play(name) {
    return PLOTS[name] ? this.run(name, PLOTS[name]) : this.explain(name);
  }

  frame(name, steps, end) {
    const close = h('button.plain', { type: 'button', 'aria-label': t('dialog.close'), onclick: () => this.close(name) }, icon('close'));
    put(this.stage, h('div.panel', {},
      h('div.stage-head', {}, h('h3', { tabindex: '-1' }, t(`plot.${name}.title`)), close), h('ol.stage-steps', {}, steps), end));
    this.stage.hidden = false;
    this.stage.dataset.story = name;
    this.stage.querySelector('h3').focus({ preventScroll: true });
  }

  close(name) {
    this.stage.hidden = true;
    this.element.querySelector(`[data-story=${name}]`).focus();
  }

  /** A page cannot kill its runner, so it tells how. */
  explain(name) {
    this.frame(name, KILL_STEPS.map((step) => h('li', {}, h('p', {}, t(`plot.kill.${step}`)),
      COMMANDS[step] && h('div.command', {}, h('pre', {}, COMMANDS[step]),
        h('button.small', { type: 'button', onclick: () => copy(COMMANDS[step]) }, icon('copy'), t('copy'), h('span.unseen', {}, `: ${t(`plot.kill.${step}`)}`))))),
    h('p.verdict', {}, t('plot.kill.verdict')));
  }

  /** What holds the person back, such as a budget that is spent. */
  async reason(phone) {
    try {
      const { next } = await getJson(`/api/people/${encodeURIComponent(phone)}/story`);
      return next.map(({ text }) => text).join(' ');
    } catch {
      return '';
    }
  }

  async run(name, steps) {
    this.buttons.forEach((button) => { button.disabled = true; });
    const known = await someone();
    const verdict = h('p.verdict', { role: 'status', id: 'verdict' });
    const items = Object.keys(steps).map((step) => h('li', { 'data-step': step }, h('p', {}, t(`plot.${name}.${step}`, known))));
    this.frame(name, items, verdict);
    try {
      for (const [index, step] of Object.values(steps).entries()) {
        items[index].className = 'running';
        this.hurry();
        Object.assign(known, await step(known));
        put(items[index].querySelector('p'), t(`plot.${name}.${Object.keys(steps)[index]}`, known));
        items[index].className = 'done';
        items[index].prepend(icon('done'));
      }
      verdict.classList.add('good');
      put(verdict, t(`plot.${name}.end`, known));
    } catch (failure) {
      items.find((item) => item.className === 'running')?.classList.add('failed');
      put(verdict, failure.message === 'time' ? t('stories.late', { reason: await this.reason(known.phone) }) : t('stories.failed', { reason: failure.message }));
    }
    // A story that stops half way must leave no fault behind.
    await clearFaults().catch(() => {});
    this.buttons.forEach((button) => { button.disabled = false; });
  }
}
