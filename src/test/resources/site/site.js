// The search and the colors. The index is searchIndex of search-index.js, so that the site works from files too.
const input = document.getElementById('search');
const results = document.getElementById('results');
const most = 12;

const words = (text) => text.toLowerCase().split(/[^\p{L}\p{N}_-]+/u).filter(Boolean);

// A word in a heading counts more than one in the text, and a whole word more than a part.
function score(entry, asked) {
  let sum = entry.heading === entry.page ? 10 : 0;
  for (const word of asked) {
    const title = `${entry.page} ${entry.heading}`.toLowerCase();
    const text = entry.text.toLowerCase();
    if (!title.includes(word) && !text.includes(word)) {
      return 0;
    }
    sum += (title.includes(word) ? 10 : 0) + (words(title).includes(word) ? 10 : 0) + Math.min(text.split(word).length - 1, 5);
  }
  return sum;
}

function excerpt(text, word) {
  const from = Math.max(0, text.toLowerCase().indexOf(word) - 40);
  return (from > 0 ? '… ' : '') + text.slice(from, from + 140);
}

function show() {
  const asked = words(input.value);
  const found = asked.length === 0 ? [] : searchIndex
    .map((entry) => ({ entry, points: score(entry, asked) }))
    .filter((each) => each.points > 0)
    .sort((one, other) => other.points - one.points)
    .slice(0, most);
  results.replaceChildren(...found.map(({ entry }) => {
    const link = document.createElement('a');
    link.href = entry.url;
    link.textContent = entry.heading === entry.page ? entry.page : `${entry.page}: ${entry.heading}`;
    const small = document.createElement('small');
    small.textContent = excerpt(entry.text, asked[0]);
    link.append(small);
    const item = document.createElement('li');
    item.append(link);
    return item;
  }));
  if (asked.length > 0 && found.length === 0) {
    const item = document.createElement('li');
    item.textContent = 'No page has these words.';
    results.append(item);
  }
  results.hidden = asked.length === 0;
}

input.addEventListener('input', show);
document.addEventListener('keydown', (event) => {
  if (event.key === '/' && document.activeElement !== input) {
    event.preventDefault();
    input.focus();
  } else if (event.key === 'Escape') {
    input.value = '';
    show();
  } else if (event.key === 'Enter' && document.activeElement === input) {
    results.querySelector('a')?.click();
  }
});

const root = document.documentElement;
root.dataset.theme = localStorage.getItem('theme') ?? '';
document.getElementById('theme').addEventListener('click', () => {
  const isDark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = isDark ? 'light' : 'dark';
  localStorage.setItem('theme', root.dataset.theme);
});
