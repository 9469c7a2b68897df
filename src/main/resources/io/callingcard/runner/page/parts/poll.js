import { getText } from './http.js';

const HIDDEN_MILLIS = 15000;

/** Reads a path again and again, and shows the answer when it has changed. Reads less often while the tab is hidden. */
export class Poll {
  constructor(path, show, { every = 2000, fail = () => {} } = {}) {
    this.path = typeof path === 'function' ? path : () => path;
    this.show = show;
    this.fail = fail;
    this.every = every;
    this.seen = null;
    this.wake = () => { if (!document.hidden) this.now(); };
  }

  start() {
    this.runs = true;
    document.addEventListener('visibilitychange', this.wake);
    this.now();
    return this;
  }

  stop() {
    this.runs = false;
    clearTimeout(this.timer);
    this.aborter?.abort();
    document.removeEventListener('visibilitychange', this.wake);
  }

  /** Reads now, in place of the next time. */
  async now() {
    clearTimeout(this.timer);
    this.aborter?.abort();
    const aborter = new AbortController();
    this.aborter = aborter;
    try {
      const path = this.path();
      const text = await getText(path, { signal: aborter.signal });
      if (this.runs && `${path} ${text}` !== this.seen) {
        this.seen = `${path} ${text}`;
        this.show(JSON.parse(text));
      }
    } catch (failure) {
      if (!aborter.signal.aborted) {
        this.seen = null;
        this.fail(failure);
      }
    }
    if (this.runs && this.aborter === aborter) {
      this.timer = setTimeout(() => this.now(), document.hidden ? HIDDEN_MILLIS : this.every);
    }
  }
}
