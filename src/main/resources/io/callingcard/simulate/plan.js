/* The page of one simulation. SimulationPage puts plan-texts.js and the modules dom.js and flight.js of the console before it. */
const MOST_SHOWN = 50;
const MASKED = 4;
const MINUTE = 60000;

const digits = (each) => each.replace(/\D/g, '');

/** Whether a person is meant. Of a masked number only the ends are there, so a whole number is compared by its ends. */
function isMeant(person, wanted) {
  const words = wanted.trim().toLowerCase();
  const number = digits(wanted);
  if ((person.n ?? '').toLowerCase().includes(words) || person.p.includes(words)) {
    return true;
  }
  if (number === '' || number.length < words.replace(/[\s+()./-]/g, '').length) {
    return false;
  }
  const [head, tail] = person.p.split('•••').map(digits);
  return tail === undefined ? head.includes(number)
    : number.length > MASKED * 2 ? number.startsWith(head) && number.endsWith(tail) : head.includes(number) || tail.includes(number);
}

const momentOf = (minutes) => new Date(Date.parse(data.summary.from) + minutes * MINUTE);

function sentenceOf([what, name, more]) {
  return what === 'step' ? t(`plan.step.${more}`, { step: name }) : what === 'refused' ? t('plan.was-refused', { reason: name }) : what === 'lead' || what === 'waiting' ? t(`plan.${what}`, { campaign: name })
    : t(`plan.did.${name}`);
}

/** The way of one person through the simulation. */
function showPerson(person, place) {
  const events = [];
  for (let i = 0; i < person.e.length; i += 2) {
    events.push([person.e[i], data.words[person.e[i + 1]]]);
  }
  const length = Math.max(1, (Date.parse(data.summary.until) - Date.parse(data.summary.from)) / MINUTE);
  const title = h('h3', { tabindex: '-1' }, [person.p, person.n].filter(Boolean).join(' '));
  place.replaceChildren(title,
    svg('svg.flight-person', { viewBox: '0 0 1000 44', preserveAspectRatio: 'none', role: 'img', 'aria-label': t('plan.person.label', { n: events.length }) },
      data.summary.lines[0]?.days.map((day, index, all) => svg('line.edge', { x1: (index * 1000) / all.length, y1: 0, x2: (index * 1000) / all.length, y2: 44 })) ?? [],
      events.map(([at, [what, , more]]) => svg(`circle.${what === 'step' ? more : 'event'}`, { cx: 6 + (at * 988) / length, cy: what === 'step' ? 16 : 32, r: 5 }))),
    h('ol', {}, events.map(([at, word]) => h('li', {}, h('time', { datetime: momentOf(at).toISOString() }, momentText(momentOf(at), data.summary.zone)), ' ', sentenceOf(word)))));
  title.focus();
}

function peopleSection() {
  const shown = h('div', { id: 'person' });
  const list = h('ul', { 'aria-live': 'polite', id: 'found' });
  const field = h('input', { type: 'search', id: 'search', oninput: () => look() });
  const look = () => {
    const found = field.value.trim() === '' ? [] : data.people.filter((each) => isMeant(each, field.value)).slice(0, MOST_SHOWN);
    list.replaceChildren(...found.map((each) => h('li', {}, h('button.plain', { type: 'button', onclick: () => showPerson(each, shown) }, [each.p, each.n].filter(Boolean).join(' ')))));
    if (field.value.trim() !== '' && found.length === 0) {
      list.append(h('li.hint', {}, t('plan.person.none')));
    }
  };
  const all = data.summary.people;
  return h('section.panel', { 'aria-labelledby': 'people-title' }, h('h2', { id: 'people-title' }, t('plan.people')),
    h('p.hint', {}, data.people.length < all ? t('plan.people.some', { n: data.people.length, all }) : t('plan.people.all', { n: all }), ' ', data.masked ? t('plan.people.masked') : ''),
    h('label', {}, t('plan.search'), field), list, shown);
}

function brokenSection() {
  return data.broken.length > 0 && table(t('plan.broken'), 'broken', ['at', 'rule', 'person', 'what'].map((each) => t(`plan.broken.${each}`)),
    data.broken.map((each) => h('tr', {}, h('td', {}, momentText(each.at, data.summary.zone)), h('td', {}, each.rule), h('td', {}, each.person ?? ''), h('td', {}, each.sentence))));
}

const { summary } = data;
document.title = `${t('plan.title')} · Calling Card`;
document.getElementById('main').append(...[
  h('div.view-head', {}, h('h1', {}, t('plan.title')), h('p', {}, t('plan.span', { from: momentText(summary.from, summary.zone), until: momentText(summary.until, summary.zone), zone: summary.zone, seed: String(summary.seed) }))),
  h('div.stack', {}, [findings(data.findings), data.diff && difference(data.diff.sentences), h('section.panel', { 'aria-label': t('plan.figures') }, figures(summary)), timeline(summary), campaigns(summary), peopleSection(), refused(summary), brokenSection()].filter(Boolean))]);
