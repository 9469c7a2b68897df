import { h, put, svg } from '../parts/dom.js';
import { clock, hourOf, now, weekday } from '../parts/time.js';
import { t } from '../parts/texts.js';

const HOUR = 3600000;
const BEFORE = 8 * HOUR;
const LENGTH = 48 * HOUR;
const QUIET_FROM = 20;
const QUIET_UNTIL = 9;
const HEIGHT = 58;

/** Two days with the quiet hours of the newest phone, what was received, and the shares that are due. */
export class Timeline {
  constructor() {
    this.received = () => [];
    this.due = [];
    this.zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    this.caption = h('figcaption.hint', {});
    this.picture = h('div.timeline-picture', {});
    this.element = h('figure.day-line', {}, this.picture, this.caption);
    this.observer = new ResizeObserver(() => this.draw());
  }

  start() {
    this.observer.observe(this.picture);
    this.timer = setInterval(() => this.draw(), 5000);
  }

  stop() {
    this.observer.disconnect();
    clearInterval(this.timer);
  }

  draw() {
    const width = Math.max(280, this.picture.clientWidth);
    const moment = now().getTime();
    const start = Math.floor((moment - BEFORE) / HOUR) * HOUR;
    const x = (at) => ((at - start) / LENGTH) * width;
    const hours = Array.from({ length: LENGTH / HOUR }, (_, index) => start + index * HOUR);
    const isNight = (at) => {
      const hour = hourOf(at, this.zone);
      return hour >= QUIET_FROM || hour < QUIET_UNTIL;
    };
    const every = width < 600 ? 12 : 6;
    const nights = hours.filter(isNight).map((at) => svg('rect.night', { x: x(at), y: 0, width: width / hours.length + 0.5, height: 34 }));
    const labels = hours.filter((at) => Math.floor(hourOf(at, this.zone)) % every === 0).flatMap((at) => [
      svg('line.tick', { x1: x(at), x2: x(at), y1: 30, y2: 34 }),
      svg('text', { x: x(at) + 2, y: 46 }, Math.floor(hourOf(at, this.zone)) === 0 ? weekday(at, this.zone) : clock(at, this.zone)),
    ]);
    const marks = (times, name, y) => times.map(Date.parse).filter((at) => at >= start && at <= start + LENGTH)
      .map((at) => svg(`circle.${name}`, { cx: x(at), cy: y, r: 4 }));
    const seen = this.received();
    put(this.picture, svg('svg', { viewBox: `0 0 ${width} ${HEIGHT}`, width, height: HEIGHT, role: 'img',
      'aria-label': t('timeline.label', { n: seen.length, due: this.due.length, time: clock(moment, this.zone) }) },
    svg('rect.sky', { x: 0, y: 0, width, height: 34 }), nights, labels,
    marks(seen.slice(-200), 'mark-received', 12), marks(this.due.slice(0, 200), 'mark-due', 23),
    svg('line.now', { x1: x(moment), x2: x(moment), y1: 0, y2: 38 })));
    put(this.caption, t('timeline.caption', { zone: this.zone }));
  }
}
