import { h } from '../parts/dom.js';
import { t } from '../parts/texts.js';

/** Kinds that a phone shows nowhere. */
export const UNSHOWN = new Set(['typing', 'location_request']);

/** Returns name, organization and number of a vCard, or of Chert's contact object. */
function cardLines(content) {
  if (content.vcard) {
    const field = (name) => content.vcard.match(new RegExp(`^(?:item\\d+\\.)?${name}[^:\\r\\n]*:(.*)$`, 'mi'))?.[1].trim() ?? '';
    return [field('FN'), field('ORG').replaceAll('\\', ''), field('TEL')];
  }
  const { full_name: name, organization, phones } = content.contact ?? content;
  return [name ?? content.name ?? '', organization ?? '', phones?.[0]?.value ?? content.phone ?? ''];
}

export function card(content) {
  const [name, organization, phone] = cardLines(content);
  return h('div.card', {},
    h('span.initials', { 'aria-hidden': 'true' }, name.slice(0, 1) || '?'),
    h('span.card-lines', {}, h('b', {}, name), [organization, phone].filter(Boolean).map((line) => h('span', {}, line))));
}

const note = (text) => h('div.note', {}, text);

/** How a phone shows each kind of message. */
const KINDS = {
  card: (content) => h('div.bubble', {}, card(content)),
  share: (content) => {
    const name = [content.first_name, content.last_name].filter(Boolean).join(' ') || content.line || t('phone.this-line');
    return h('div.prompt', {}, h('span', {}, t('phone.shared', { name })), h('b', {}, t('phone.update')));
  },
  reaction: (content) => note(t('phone.reacted', { reaction: content.emoji ?? content.reaction ?? content.type ?? '' })),
  read: () => note(t('phone.read')),
  edit: (content) => h('div.bubble', {}, content.value ?? content.text ?? '', h('span.small-print', {}, t('phone.edited'))),
  revoke: () => note(t('phone.deleted')),
  group: () => note(t('phone.group')),
  link: (content) => h('div.bubble', {}, content.title ?? '', h('span.small-print', {}, content.value ?? content.url ?? content.link ?? '')),
  text: (content) => h('div.bubble', {}, content.value ?? content.text ?? content.message ?? ''),
};

/** Returns what a phone shows for a message that it received. */
export function received({ kind, content }) {
  return KINDS[kind]?.(content ?? {}) ?? h('div.bubble', {}, content?.caption ?? '', h('span.small-print', {}, content?.filename ?? kind));
}

/** Returns what a phone shows for an action of its owner. */
export function done(action) {
  if (action.reaction) {
    return h('div.note.mine', {}, t('phone.you-reacted', { reaction: action.reaction }));
  }
  if (action.receipt) {
    return h('div.note.mine', {}, t('phone.you-have', { receipt: action.receipt }));
  }
  return h('div.bubble.mine', {}, action.vcard ? card(action) : action.first_name ? t('phone.you-shared', { name: action.first_name }) : action.text);
}
