/* The data of the page, and its language: that of the browser. */
const data = JSON.parse(document.getElementById('data').textContent);
const language = navigator.language.startsWith('de') ? 'de' : 'en';
const texts = data.texts[language];
document.documentElement.lang = language;

const number = (value) => new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);

function t(key, values = {}) {
  const found = texts[key] ?? key;
  const form = typeof found === 'string' ? found : found[new Intl.PluralRules(language).select(Number(values.n ?? 0))] ?? found.other;
  return form.replace(/\{(\w+)\}/g, (whole, name) => (typeof values[name] === 'number' ? number(values[name]) : values[name] ?? whole));
}
