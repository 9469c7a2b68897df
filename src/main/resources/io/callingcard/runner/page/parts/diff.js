import { h } from './dom.js';
import { t } from './texts.js';

/** Splits a text so that a long line still shows where it differs. */
const parts = (text) => text.split(/(?<=[.!?])\s+|\n/).filter(Boolean);

/** Returns the sentences of two texts: those that went, those that came, and those that stay. */
export function lineDiff(before, after) {
  const [old, young] = [parts(before), parts(after)];
  const lengths = Array.from({ length: old.length + 1 }, () => new Array(young.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = young.length - 1; j >= 0; j -= 1) {
      lengths[i][j] = old[i] === young[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  const lines = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < young.length) {
    if (i < old.length && j < young.length && old[i] === young[j]) {
      lines.push(h('p', {}, `  ${old[i]}`));
      i += 1;
      j += 1;
    } else if (i < old.length && (j === young.length || lengths[i + 1][j] >= lengths[i][j + 1])) {
      lines.push(h('p.removed', {}, h('span.unseen', {}, t('diff.removed')), `- ${old[i]}`));
      i += 1;
    } else {
      lines.push(h('p.added', {}, h('span.unseen', {}, t('diff.added')), `+ ${young[j]}`));
      j += 1;
    }
  }
  return lines;
}
