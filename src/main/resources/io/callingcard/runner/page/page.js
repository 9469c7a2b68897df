import { Phones } from './phones.js';
import { Ledger } from './ledger.js';

const connection = document.getElementById('connection');

const post = (path, body, method = 'POST') => fetch(path, {
  method,
  headers: { 'Content-Type': 'application/json' },
  body: body === undefined ? undefined : JSON.stringify(body),
});

/** Shows the result in the form. */
async function showResult(form, answer, describe) {
  form.querySelector('output[aria-live]').textContent = answer.ok ? await describe(answer) : `Refused: ${await reason(answer)}`;
}

/** Returns why a request was refused. */
async function reason(answer) {
  const isProblem = answer.headers.get('Content-Type') === 'application/problem+json';
  return isProblem ? (await answer.json()).detail : answer.text();
}

/** Adds an input for each field that the texts of the campaign need and the server reports as missing. */
function askFor(reasons, more) {
  for (const { reason } of reasons) {
    const field = reason.match(/^([\w.-]+): is missing/)?.[1];
    if (field && !more.querySelector(`[name="${CSS.escape(field)}"]`)) {
      const label = document.createElement('label');
      const input = document.createElement('input');
      input.name = field;
      input.required = true;
      label.append(`${field} `, input);
      more.append(label);
      input.focus();
    }
  }
}

function leadForm(campaigns) {
  const form = document.getElementById('lead');
  const more = document.getElementById('more');
  for (const name of Object.keys(campaigns).sort()) {
    form.campaign.add(new Option(name, name, name === 'welcome', name === 'welcome'));
  }
  form.campaign.addEventListener('change', () => {
    form.channel.value = campaigns[form.campaign.value];
    more.replaceChildren();
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const lead = { ...Object.fromEntries(new FormData(form)), consent: true };
    const answer = await post('/leads', lead);
    if (answer.status === 422) {
      askFor((await answer.clone().json()).refused, more);
    }
    await showResult(form, answer, async () => {
      const { accepted } = await answer.json();
      return accepted ? 'Lead added' : 'Lead is already known';
    });
  });
}

function faultForm() {
  const form = document.getElementById('fault');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const { provider, kind, path } = Object.fromEntries(new FormData(form));
    const fault = { provider, kind, method: 'POST', ...(path && { path }) };
    if (kind === 'LATENCY') {
      fault.delay_ms = 5000;
    } else if (kind === 'ERROR') {
      fault.code = { chert: '1007', linq: '1007', wa: 'INTERNAL_SERVER_ERROR' }[provider];
    }
    await showResult(form, await post('/twin/control/faults', fault), () => 'The fault affects the next call');
  });
  document.getElementById('no-faults').addEventListener('click', async () => {
    await showResult(form, await post('/twin/control/faults', undefined, 'DELETE'), () => 'All faults are off');
  });
}

function timeForm(state) {
  const form = document.getElementById('time');
  const now = document.getElementById('now');
  const ahead = document.getElementById('ahead');
  let offset = state.offset_seconds * 1000;
  const show = () => {
    const moment = new Date(Date.now() + offset);
    now.dateTime = moment.toISOString();
    now.textContent = moment.toLocaleString(undefined, { weekday: 'short', dateStyle: undefined, hour: '2-digit', minute: '2-digit', day: 'numeric', month: 'short' });
  };
  form.hours.value = state.offset_seconds / 3600;
  ahead.textContent = form.hours.value;
  form.hours.addEventListener('input', () => { ahead.textContent = form.hours.value; });
  form.hours.addEventListener('change', async () => {
    const seconds = form.hours.value * 3600;
    if ((await post('/page/clock', { offset_seconds: seconds })).ok) {
      offset = seconds * 1000;
      show();
    }
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  show();
  setInterval(show, 1000);
}

const state = await (await fetch('/page/state')).json();

if (state.ledger) {
  new Ledger(document.getElementById('ledger')).start();
}
if (state.phones) {
  const phones = new Phones(document.getElementById('phones'), document.getElementById('phone'), post);
  const feed = new EventSource('/twin/feed');
  feed.addEventListener('open', () => { connection.textContent = 'Live'; });
  feed.addEventListener('error', () => { connection.textContent = 'Not connected, retrying'; });
  feed.addEventListener('received', (event) => phones.received(JSON.parse(event.data)));
  feed.addEventListener('done', (event) => phones.acted(JSON.parse(event.data)));
  feed.addEventListener('reset', () => phones.reset());
} else {
  connection.textContent = state.writable ? 'The twins run in another process' : 'Real lines: this page is read-only';
}
if (state.writable && state.ledger) {
  document.getElementById('controls').hidden = false;
  leadForm(state.campaigns);
  timeForm(state);
  faultForm();
  document.getElementById('fault').hidden = !state.phones;
}
