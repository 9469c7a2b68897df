import { h, put } from '../parts/dom.js';
import { post } from '../parts/http.js';
import { say } from '../parts/say.js';
import { full, now } from '../parts/time.js';
import { t } from '../parts/texts.js';
import { done, received, UNSHOWN } from './bubbles.js';

const MY_CARD = ['BEGIN:VCARD', 'VERSION:3.0', 'FN:Sample Person', 'TEL;TYPE=CELL:+14155550199', 'END:VCARD', ''].join('\r\n');

/** More phones than anyone looks at. Older ones come back when they receive something. */
const MOST_SHOWN = 24;
const HUES = 6;
const CALM = matchMedia('(prefers-reduced-motion: reduce)');

/** Older messages do not move when the page is opened. */
const FRESH_MILLIS = 5000;

/** The names of people, as far as the page knows them. */
export const names = new Map();

function hue(text) {
  return [...text].reduce((sum, each) => (sum * 31 + each.charCodeAt(0)) % 997, 7) % HUES;
}

/** One phone: a person and a provider. The document has it only while it is among the newest. */
class Phone {
  constructor(provider, number) {
    this.provider = provider;
    this.number = number;
    this.items = [];
    this.drawn = 0;
  }

  add(item) {
    this.items.push(item);
    this.last = item.messageId ?? this.last;
  }

  make() {
    const name = names.get(this.number);
    const label = `${name ? `${name}, ` : ''}${this.number}, ${t(`provider.${this.provider}`)}`;
    this.chat = h('ol.chat', { tabindex: '0', 'aria-label': t('phone.chat', { phone: label }) });
    this.title = h('b', {});
    this.avatar = h(`span.avatar.hue-${hue(this.number)}`, { 'aria-hidden': 'true' });
    this.small = h('span.small-print', {});
    const text = h('input', { name: 'text', placeholder: t('phone.message'), maxlength: '500', autocomplete: 'off', 'aria-label': t('phone.message-to', { phone: label }) });
    this.element = h(`article.phone.${this.provider}`, { 'data-phone': this.number, 'aria-label': label },
      h('header', {},
        this.avatar,
        h('span.card-lines', {}, this.title, this.small)),
      this.chat,
      h('form.reply', {
        onsubmit: (event) => {
          event.preventDefault();
          if (text.value.trim()) {
            this.act({ text: text.value });
            text.value = '';
          }
        },
      }, text, h('button.small', {}, t('phone.send'))),
      h('p.phone-actions', {},
        this.button('stop', () => this.act({ text: 'STOP' })),
        this.button('react', () => this.last && this.act({ message_id: this.last, reaction: this.provider === 'wa' ? '❤️' : 'love' })),
        this.button('card', () => this.act({ vcard: MY_CARD, name: 'Sample Person' }))));
    this.drawn = 0;
    this.showName();
    return this.element;
  }

  /** The name may become known later than the phone. */
  showName() {
    const name = names.get(this.number);
    put(this.title, name ?? this.number);
    put(this.avatar, (name ?? this.number.slice(-2)).slice(0, 2));
    put(this.small, `${name ? `${this.number} · ` : ''}${t(`provider.${this.provider}`)}`);
  }

  button(operation, act) {
    return h('button.small', { type: 'button', 'data-operation': operation, onclick: act }, t(`phone.${operation}`));
  }

  async act(what) {
    try {
      await post(`/twin/control/${this.provider}`, { receive: [{ from: this.number, ...what }] });
    } catch (failure) {
      say(failure.message, true);
    }
  }

  /** Adds what came since the last time. */
  draw() {
    if (!this.element) {
      return;
    }
    for (const { content, at, link } of this.items.slice(this.drawn)) {
      this.chat.append(h(now() - Date.parse(at) < FRESH_MILLIS ? 'li.fresh' : 'li', { 'data-message': link }, content(), h('time.unseen', { datetime: at }, full(at))));
    }
    this.drawn = this.items.length;
    this.chat.scrollTop = this.chat.scrollHeight;
  }

  remove() {
    this.element?.remove();
    this.element = null;
  }
}

/** The phones of the twins in a strip, the newest first. */
export class Phones {
  constructor() {
    this.strip = h('div.strip', { tabindex: '0', role: 'region', 'aria-labelledby': 'phones-title' });
    this.live = h('p.unseen', { role: 'status' });
    this.element = h('div.phones', {},
      h('h2', { id: 'phones-title' }, t('phones.title')), this.live, this.strip);
    this.reset();
  }

  reset() {
    this.phones = new Map();
    this.owners = new Map();
    this.fresh = new Set();
    this.moments = [];
    put(this.strip, h('p.empty', {}, t('phones.none')));
  }

  received(entry) {
    if (UNSHOWN.has(entry.kind)) {
      return;
    }
    if (entry.message_id) {
      this.owners.set(entry.message_id, entry.phone);
    }
    this.moments.push(entry.at);
    this.add(entry.provider, entry.phone, { content: () => received(entry), at: entry.at, messageId: entry.message_id, link: entry.message_id ?? `${entry.provider} ${entry.phone} ${entry.kind}` });
  }

  acted(action) {
    const from = action.from ?? this.owners.get(action.message_id);
    if (from) {
      this.add(action.provider, from, { content: () => done(action), at: action.at });
    }
  }

  add(provider, number, item) {
    const key = `${provider} ${number}`;
    const phone = this.phones.get(key) ?? new Phone(provider, number);
    phone.add(item);
    // The map has the phones in the order of their first message.
    this.phones.set(key, phone);
    this.fresh.add(phone);
    // Thousands of moments come at once when the page is opened.
    this.planned ??= requestAnimationFrame(() => this.draw());
  }

  draw() {
    this.planned = undefined;
    const all = [...this.phones.values()];
    const newest = new Set(all.slice(-MOST_SHOWN));
    const shown = all.filter((phone) => newest.has(phone) || (this.fresh.has(phone) && this.fresh.size <= MOST_SHOWN)).reverse();
    all.filter((phone) => phone.element && !shown.includes(phone)).forEach((phone) => phone.remove());
    this.strip.querySelector('.empty')?.remove();
    let before = null;
    for (const phone of shown) {
      if (!phone.element) {
        const element = phone.make();
        if (before) {
          before.after(element);
        } else {
          this.strip.prepend(element);
        }
      }
      phone.draw();
      before = phone.element;
    }
    this.show([...this.fresh].at(-1));
    this.fresh.clear();
  }

  showNames() {
    [...this.phones.values()].filter((phone) => phone.element).forEach((phone) => phone.showName());
  }

  /** Brings a phone into view, unless a person works in the strip. */
  show(phone) {
    if (!phone?.element) {
      return;
    }
    put(this.live, t('phones.received', { phone: phone.element.getAttribute('aria-label') }));
    if (!this.strip.matches(':hover, :focus-within')) {
      this.reveal(phone.element);
    }
  }

  reveal(element) {
    const left = element.offsetLeft - this.strip.offsetLeft;
    if (left < this.strip.scrollLeft || left + element.offsetWidth > this.strip.scrollLeft + this.strip.clientWidth) {
      this.strip.scrollTo({ left: left - 8, behavior: CALM.matches ? 'auto' : 'smooth' });
    }
  }

  find(message) {
    return this.strip.querySelector(`[data-message="${CSS.escape(message)}"]`);
  }
}
