import { h } from './dom.js';

const SHOWN_MILLIS = 6000;
let toasts;

/** The place of short messages. Screen readers read them politely. */
export function toastPlace() {
  toasts = h('div.toasts', { role: 'status', 'aria-live': 'polite' });
  return toasts;
}

/** Tells what was done, or why not. */
export function say(text, isBad = false) {
  const toast = h(isBad ? 'p.toast.bad' : 'p.toast', {}, text);
  toasts.append(toast);
  setTimeout(() => toast.remove(), isBad ? 2 * SHOWN_MILLIS : SHOWN_MILLIS);
}
