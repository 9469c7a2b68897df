import { h } from './dom.js';

const SPARE = 6;

/**
 * A long list that keeps only the rows in view in the document, so that thousands of rows cost as much as thirty. Every row is
 * equally high. A row has one link, which takes the focus.
 */
export class Rows {
  /**
   * @param columns the names of the columns
   * @param cells   returns the cells of an item; the first has the link
   * @param more    is called when the end comes into view
   * @param height  returns the height of a row
   */
  constructor({ label, columns, cells, more, height }) {
    this.cells = cells;
    this.more = more;
    this.height = height;
    this.items = [];
    this.shown = new Map();
    this.active = 0;
    this.space = h('div.rows-space', { role: 'presentation' });
    this.body = h('div.rows-body', { role: 'rowgroup' }, this.space);
    this.element = h('div.rows', { role: 'table', 'aria-label': label, 'data-list': true },
      h('div.rows-head', { role: 'rowgroup' }, h('div.row', { role: 'row' }, columns.map((name) => h('span', { role: 'columnheader' }, name)))),
      this.body);
    this.element.list = this;
    this.body.addEventListener('scroll', () => this.later(), { passive: true });
    this.body.addEventListener('focusin', (event) => {
      const row = event.target.closest('.row');
      if (row) {
        this.activate(Number(row.dataset.index));
      }
    });
    this.observer = new ResizeObserver(() => this.later());
    this.observer.observe(this.body);
  }

  stop() {
    this.observer.disconnect();
  }

  set(items) {
    const key = this.items[this.active]?.id;
    this.items = items;
    const same = items.findIndex((each) => each.id === key);
    this.active = Math.max(0, same);
    this.element.setAttribute('aria-rowcount', items.length + 1);
    this.draw();
  }

  later() {
    this.planned ??= requestAnimationFrame(() => {
      this.planned = undefined;
      this.draw();
    });
  }

  draw() {
    const height = this.height();
    this.space.style.height = `${this.items.length * height}px`;
    const first = Math.max(0, Math.floor(this.body.scrollTop / height) - SPARE);
    const last = Math.min(this.items.length, Math.ceil((this.body.scrollTop + this.body.clientHeight) / height) + SPARE);
    const wanted = new Set();
    for (let index = first; index < last; index += 1) {
      wanted.add(index);
    }
    // The row with the focus stays, also when it is scrolled away.
    if (this.active < this.items.length && this.shown.get(this.active)?.element.contains(document.activeElement)) {
      wanted.add(this.active);
    }
    for (const [index, row] of this.shown) {
      if (!wanted.has(index)) {
        row.element.remove();
        this.shown.delete(index);
      }
    }
    for (const index of wanted) {
      this.row(index, height);
    }
    if (last >= this.items.length - SPARE) {
      this.more();
    }
  }

  row(index, height) {
    const item = this.items[index];
    const text = JSON.stringify(item);
    let row = this.shown.get(index);
    if (row?.text !== text) {
      const hadFocus = row?.element.contains(document.activeElement);
      row?.element.remove();
      row = { text, element: h('div.row', { role: 'row', 'aria-rowindex': index + 2, 'data-index': index, 'data-id': item.id },
        this.cells(item).map((cell) => h('span', { role: 'cell' }, cell))) };
      this.shown.set(index, row);
      this.space.append(row.element);
      if (hadFocus) {
        row.element.querySelector('a')?.focus({ preventScroll: true });
      }
    }
    row.element.style.transform = `translateY(${index * height}px)`;
    row.element.style.height = `${height}px`;
    row.element.classList.toggle('active', index === this.active);
    row.element.toggleAttribute('data-open', item.id === this.open);
    row.element.querySelector('a').tabIndex = index === this.active ? 0 : -1;
  }

  /** Marks the row whose item is shown elsewhere. */
  mark(id) {
    this.open = id;
    this.later();
  }

  activate(index) {
    if (index === this.active) {
      return;
    }
    this.active = index;
    this.later();
  }

  /** Moves the focus to another row. The first move only marks where it is. */
  move(by) {
    if (!this.items.length) {
      return;
    }
    const isInside = this.element.contains(document.activeElement);
    this.active = Math.min(this.items.length - 1, Math.max(0, this.active + (isInside ? by : 0)));
    const height = this.height();
    const top = this.active * height;
    if (top < this.body.scrollTop) {
      this.body.scrollTop = top;
    } else if (top + height > this.body.scrollTop + this.body.clientHeight) {
      this.body.scrollTop = top + height - this.body.clientHeight;
    }
    this.draw();
    this.shown.get(this.active)?.element.querySelector('a').focus({ preventScroll: true });
  }
}
