const NAMES = { chert: 'iMessage by Chert', linq: 'iMessage by Linq', wa: 'WhatsApp' };
const MY_CARD = ['BEGIN:VCARD', 'VERSION:3.0', 'FN:Sample Person', 'TEL;TYPE=CELL:+14155550199', 'END:VCARD', ''].join('\r\n');
const UNSHOWN = new Set(['typing', 'location_request']);

function element(name, className, ...content) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...content);
  return made;
}

/** Returns name, organization and number of a vCard, or of Chert's contact object. */
function cardLines(content) {
  if (content.vcard) {
    const field = (name) => content.vcard.match(new RegExp(`^(?:item\\d+\\.)?${name}[^:\\r\\n]*:(.*)$`, 'mi'))?.[1].trim() ?? '';
    return [field('FN'), field('ORG').replaceAll('\\', ''), field('TEL')];
  }
  const { full_name: name, organization, phones } = content.contact ?? {};
  return [name ?? '', organization ?? '', phones?.[0]?.value ?? ''];
}

function card(content) {
  const [name, organization, number] = cardLines(content);
  const initials = element('span', 'initials', name.slice(0, 1) || '?');
  initials.ariaHidden = 'true';
  const lines = element('span', 'lines', element('b', '', name));
  for (const line of [organization, number].filter(Boolean)) {
    lines.append(element('span', '', line));
  }
  return element('div', 'card', initials, lines);
}

/** Returns what a phone shows for a message that it received. */
function bubble(entry) {
  const content = entry.content ?? {};
  switch (entry.kind) {
    case 'card':
      return element('div', 'bubble', card(content));
    case 'share': {
      const name = [content.first_name, content.last_name].filter(Boolean).join(' ') || content.line || 'This line';
      return element('div', 'prompt', `${name} shared a name and photo`, element('span', 'choice', 'Update contact'));
    }
    case 'reaction':
      return element('div', 'note', `Reacted ${content.emoji ?? content.reaction ?? content.type ?? ''}`);
    case 'read':
      return element('div', 'note', 'Read');
    case 'edit':
      return element('div', 'bubble', content.value ?? content.text ?? '', element('span', 'small', 'Edited'));
    case 'revoke':
      return element('div', 'note', 'A message was deleted');
    case 'group':
      return element('div', 'note', 'The group changed');
    case 'link':
      return element('div', 'bubble link', content.title ?? '', element('span', 'small', content.value ?? content.url ?? content.link ?? ''));
    case 'text':
      return element('div', 'bubble', content.value ?? content.text ?? content.message ?? '');
    default:
      return element('div', 'bubble', content.caption ?? '', element('span', 'small', content.filename ?? entry.kind));
  }
}

/** Returns what a phone shows for an action of its owner. */
function ownBubble(action) {
  if (action.reaction) {
    return element('div', 'note mine', `You reacted ${action.reaction}`);
  }
  if (action.receipt) {
    return element('div', 'note mine', `You have ${action.receipt} it`);
  }
  const content = action.vcard ? card(action) : action.first_name ? `You shared your name, ${action.first_name}` : action.text;
  return element('div', 'bubble mine', content);
}

/** The phones: one for each person and provider, from the first message on. */
export class Phones {
  constructor(section, template, post) {
    this.section = section;
    this.template = template;
    this.post = post;
    this.phones = new Map();
    this.owners = new Map();
    this.reset();
  }

  reset() {
    this.phones.clear();
    this.section.replaceChildren(element('p', 'hint', 'No phone has received anything yet. Add a lead.'));
  }

  received(entry) {
    if (UNSHOWN.has(entry.kind)) {
      return;
    }
    const phone = this.phone(entry.provider, entry.phone);
    if (entry.message_id) {
      phone.last = entry.message_id;
      this.owners.set(entry.message_id, entry.phone);
    }
    this.show(phone, bubble(entry), entry.at);
  }

  acted(action) {
    const from = action.from ?? this.owners.get(action.message_id);
    if (from) {
      this.show(this.phone(action.provider, from), ownBubble(action), action.at);
    }
  }

  show(phone, content, at) {
    const item = element('li', '', content);
    const time = element('time', 'unseen', new Date(at).toLocaleTimeString());
    time.dateTime = at;
    item.append(time);
    phone.chat.append(item);
    phone.chat.scrollTop = phone.chat.scrollHeight;
  }

  phone(provider, number) {
    const key = `${provider} ${number}`;
    if (!this.phones.has(key)) {
      if (this.phones.size === 0) {
        this.section.replaceChildren();
      }
      this.phones.set(key, this.make(provider, number));
    }
    return this.phones.get(key);
  }

  make(provider, number) {
    const shown = this.template.content.cloneNode(true).firstElementChild;
    shown.classList.add(provider);
    shown.dataset.phone = number;
    shown.querySelector('h2').append(number, element('span', 'small', NAMES[provider]));
    shown.setAttribute('aria-label', `${number}, ${NAMES[provider]}`);
    const phone = { chat: shown.querySelector('.chat'), last: null };
    const form = shown.querySelector('.reply');
    const act = (what) => this.post(`/twin/control/${provider}`, { receive: [{ from: number, ...what }] });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (form.text.value.trim()) {
        act({ text: form.text.value });
        form.reset();
      }
    });
    const actions = {
      stop: () => act({ text: 'STOP' }),
      react: () => phone.last && act({ message_id: phone.last, reaction: provider === 'wa' ? '❤️' : 'love' }),
      card: () => act({ vcard: MY_CARD, name: 'Sample Person' }),
    };
    shown.querySelector('.actions').addEventListener('click', (event) => actions[event.target.dataset.operation]?.());
    this.section.append(shown);
    return phone;
  }
}
