import { h, put } from '../parts/dom.js';
import { getJson } from '../parts/http.js';
import { say } from '../parts/say.js';
import { session } from '../parts/session.js';
import { full, now, zoneNow } from '../parts/time.js';
import { t } from '../parts/texts.js';
import { Ledger } from '../playground/ledger.js';
import { LeadForm } from '../playground/lead.js';
import { names, Phones } from '../playground/phones.js';
import { Stories } from '../playground/stories.js';
import { Timeline } from '../playground/timeline.js';
import { firstPerson, forward } from '../playground/tools.js';

const HOUR = 3600;
const DAY = 24 * HOUR;
const NAMES_MILLIS = 1000;

/** The phones of the twins beside what the ledger knows of the same chats. */
class Playground extends HTMLElement {
  connectedCallback() {
    this.phones = new Phones();
    this.ledger = session.ledger ? new Ledger() : null;
    this.timeline = new Timeline();
    this.timeline.received = () => this.phones.moments;
    this.time = h('time', { id: 'now' });
    this.feedState = h('span', { id: 'feed', role: 'status' }, t('feed.connecting'));
    const hurry = () => this.ledger?.hurry();
    this.leadForm = session.clock && new LeadForm(hurry);
    this.append(
      h('div.view-head', {}, h('h1', { tabindex: '-1' }, t('playground.title')), h('p', {}, t('playground.subtitle'), ' ', this.feedState),
        session.clock && h('div.end', {}, h('span.time-now', {}, this.time), this.timeButton('hour', HOUR), this.timeButton('day', DAY))),
      h('div.playground', {},
        this.timeline.element,
        session.clock && this.leadForm.element,
        session.clock && new Stories(hurry).element,
        this.phones.element,
        this.ledger?.element));
    this.ledger?.start((shares) => {
      this.timeline.due = shares.filter((each) => !each.ended && each.due_at).map((each) => each.due_at);
      this.timeline.draw();
    });
    this.timeline.start();
    this.leadForm?.suggest(firstPerson()).catch(() => {});
    this.tick();
    this.timer = setInterval(() => this.tick(), 1000);
    this.listen(hurry);
    // A browser keeps a page that was left, with its feed, and opens only six connections to one host.
    this.left = () => this.feed.close();
    this.entered = (event) => event.persisted && this.listen(hurry);
    window.addEventListener('pagehide', this.left);
    window.addEventListener('pageshow', this.entered);
    this.addEventListener('mouseover', (event) => this.light(event));
    this.addEventListener('focusin', (event) => this.light(event));
    this.addEventListener('click', (event) => this.find(event));
  }

  disconnectedCallback() {
    this.feed.close();
    window.removeEventListener('pagehide', this.left);
    window.removeEventListener('pageshow', this.entered);
    this.ledger?.stop();
    this.timeline.stop();
    clearInterval(this.timer);
    clearTimeout(this.learning);
    clearTimeout(this.hurried);
  }

  listen(hurry) {
    this.feed = new EventSource('/twin/feed');
    this.feed.addEventListener('open', () => put(this.feedState, t('feed.live')));
    this.feed.addEventListener('error', () => put(this.feedState, t('feed.away')));
    this.feed.addEventListener('reset', () => this.phones.reset());
    this.feed.addEventListener('done', (event) => this.phones.acted(JSON.parse(event.data)));
    this.feed.addEventListener('received', (event) => {
      const entry = JSON.parse(event.data);
      this.phones.received(entry);
      this.zoneOf(entry.phone);
      if (session.hasConsole && !names.has(entry.phone)) {
        this.learning ??= setTimeout(() => this.learnNames().catch(() => {}), NAMES_MILLIS);
      }
      // The ledger learns the outcome right after the phone has the message.
      this.hurried ??= setTimeout(() => { this.hurried = undefined; hurry(); this.timeline.draw(); }, 100);
    });
  }

  /** The quiet hours are those of the newest phone. */
  async zoneOf(phone) {
    if (!session.ledger || this.zoneAsked === phone) {
      return;
    }
    this.zoneAsked = phone;
    try {
      const story = await getJson(`/api/people/${encodeURIComponent(phone)}/story`);
      this.timeline.zone = story.person_zones?.[0] ?? this.timeline.zone;
      this.timeline.draw();
    } catch {
      // A phone that got a message from elsewhere is no person of the ledger.
    }
  }

  /** Asks for the names of people whose leads came from elsewhere. */
  async learnNames() {
    this.learning = undefined;
    const { people } = await getJson('/api/people?limit=100');
    people.filter(({ name, number }) => name && !names.has(number)).forEach(({ name, number }) => names.set(number, name));
    this.phones.showNames();
    this.ledger?.showNames();
  }

  timeButton(name, seconds) {
    return h('button', {
      type: 'button', 'data-forward': name,
      onclick: async (event) => {
        event.target.disabled = true;
        try {
          await forward(seconds);
        } catch (failure) {
          say(failure.message, true);
        }
        event.target.disabled = false;
        event.target.focus();
        this.tick();
        this.timeline.draw();
        this.ledger?.hurry();
      },
    }, t(`playground.${name}`));
  }

  tick() {
    this.time.dateTime = now().toISOString();
    put(this.time, full(now()));
    this.time.title = zoneNow();
  }

  /** Lights a message on the phone and its row in the ledger together. */
  light(event) {
    const id = event.target.closest?.('[data-message]')?.dataset.message;
    if (id === this.lit) {
      return;
    }
    this.querySelectorAll('.lit').forEach((each) => each.classList.remove('lit'));
    this.lit = id;
    if (id) {
      this.querySelectorAll(`[data-message="${CSS.escape(id)}"]`).forEach((each) => each.classList.add('lit'));
    }
  }

  /** A click at a row shows its phone, and a click at its person all steps of the person. */
  find(event) {
    const row = event.target.closest?.('tr[data-message]');
    const phone = row && this.phones.find(row.dataset.message)?.closest('.phone');
    if (phone) {
      this.phones.reveal(phone);
    }
    const number = event.target.closest?.('[data-number]')?.dataset.number;
    if (number) {
      this.ledger.showPerson(number);
    }
  }
}

customElements.define('cc-playground', Playground);
