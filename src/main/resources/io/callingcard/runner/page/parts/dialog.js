import { h } from './dom.js';
import { t } from './texts.js';

/**
 * Asks before something is done. The text says what it will do. Returns the value of the chosen button, or null. The focus
 * begins at the button that does nothing, and returns to where it was.
 */
export function ask({ title, text, content = [], choices }) {
  return new Promise((answered) => {
    const cancel = h('button', { type: 'button', onclick: () => dialog.close() }, t('dialog.cancel'));
    const buttons = choices.map(({ label, value, kind = 'primary' }) => h(`button.${kind}`, {
      type: 'button',
      onclick: () => { dialog.returnValue = value; dialog.close(value); },
    }, label));
    const dialog = h('dialog.ask', { 'aria-labelledby': 'ask-title' },
      h('h2', { id: 'ask-title' }, title),
      text && h('p', {}, text),
      content,
      h('div.buttons', {}, cancel, buttons));
    dialog.addEventListener('close', () => {
      dialog.remove();
      answered(dialog.returnValue || null);
    });
    document.body.append(dialog);
    dialog.showModal();
    cancel.focus();
  });
}

/** Shows something until it is closed. */
export function show(title, ...content) {
  const dialog = h('dialog.ask', { 'aria-labelledby': 'ask-title' },
    h('h2', { id: 'ask-title' }, title),
    content,
    h('div.buttons', {}, h('button.primary', { type: 'button', onclick: () => dialog.close() }, t('dialog.close'))));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
