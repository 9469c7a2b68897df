import { locale, t } from './texts.js';

let zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
let offset = 0;
const formats = new Map();

/** Sets the operator's zone, and how far the runner's clock is ahead of this browser's. */
export function setTime(operatorZone, nowOfRunner) {
  zone = operatorZone ?? zone;
  offset = nowOfRunner ? Date.parse(nowOfRunner) - Date.now() : 0;
}

export const zoneNow = () => zone;

/** The runner's time: the playground can move it. */
export const now = () => new Date(Date.now() + offset);

function format(options, inZone) {
  const key = JSON.stringify([options, inZone]);
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat(locale(), { ...options, timeZone: inZone }));
  }
  return formats.get(key);
}

const DAY = { year: 'numeric', month: '2-digit', day: '2-digit' };
const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

export const clock = (at, inZone = zone) => format(CLOCK, inZone).format(new Date(at));

/** Date and time to the second. */
export const full = (at, inZone = zone) => format({ dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' }, inZone).format(new Date(at));

export const weekday = (at, inZone = zone) => format({ weekday: 'short', day: 'numeric', month: 'short' }, inZone).format(new Date(at));

/** The time if it is today, else day and time. */
export function short(at, inZone = zone) {
  const moment = new Date(at);
  const isToday = format(DAY, inZone).format(moment) === format(DAY, inZone).format(now());
  return isToday
    ? format({ ...CLOCK, second: '2-digit' }, inZone).format(moment)
    : format({ day: 'numeric', month: 'short', ...CLOCK }, inZone).format(moment);
}

/** "in 3 hours", "2 days ago". */
export function relative(at) {
  const seconds = (Date.parse(at) - now().getTime()) / 1000;
  const [size, unit] = [[86400, 'day'], [3600, 'hour'], [60, 'minute']].find(([each]) => Math.abs(seconds) >= each) ?? [1, 'second'];
  return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}

/** A moment, and how far it is; or a day, if the runner knows the day only. */
export const when = (at) => (/^\d{4}-\d\d-\d\d$/.test(at) ? format({ dateStyle: 'full' }, 'UTC').format(new Date(at)) : `${full(at)}, ${relative(at)}`);

/** A time span in words, such as "2 h 5 min". */
export function span(seconds) {
  const minutes = Math.round(seconds / 60);
  if (seconds < 60) {
    return t('time.seconds', { n: Math.max(0, Math.round(seconds)) });
  }
  return minutes < 60 ? t('time.minutes', { n: minutes }) : t('time.hours', { h: Math.floor(minutes / 60), m: minutes % 60 });
}

/** The hour and minute of a moment in a zone, as hours from midnight. */
export function hourOf(at, inZone) {
  const parts = format({ hour: 'numeric', minute: 'numeric', hourCycle: 'h23' }, inZone).formatToParts(new Date(at));
  const part = (type) => Number(parts.find((each) => each.type === type).value);
  return part('hour') + part('minute') / 60;
}
