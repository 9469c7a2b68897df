import { getJson } from './http.js';
import { recall, remember } from './memory.js';

/** The languages. A new one is a file in texts/ and its name here. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' };

let texts = {};
let language = 'en';
let plurals;

/** The language that the person chose, else the first of the browser's that there is. */
function wanted() {
  const chosen = recall('language');
  const known = [chosen, ...navigator.languages.map((each) => each.slice(0, 2))];
  return known.find((each) => each in LANGUAGES) ?? 'en';
}

export async function loadTexts() {
  language = wanted();
  texts = await getJson(`/page/texts/${language}.json`);
  plurals = new Intl.PluralRules(locale());
  document.documentElement.lang = language;
}

export function changeLanguage(to) {
  remember('language', to);
  location.reload();
}

export const languageNow = () => language;

/** The browser's own locale if it is of the language, for its way to write dates. */
export function locale() {
  return navigator.languages.find((each) => each.startsWith(language)) ?? language;
}

/** Returns a text. A text with plural forms chooses by the value "n". */
export function t(key, values = {}) {
  const found = texts[key] ?? key;
  const text = typeof found === 'string' ? found : found[plurals.select(Number(values.n ?? 0))] ?? found.other;
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    return typeof value === 'number' ? number(value) : value ?? whole;
  });
}

/** Whether there is a text, for codes of the server that are newer than this page. */
export const has = (key) => key in texts;

export function number(value) {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(value);
}
