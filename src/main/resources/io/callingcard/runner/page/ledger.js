const WORDS = {
  SENT: 'sent',
  NOT_SENT: 'not sent',
  IN_DOUBT: 'in doubt',
  CLAIMED: 'in progress',
  SENDING: 'in progress',
};
const PAUSE_MILLIS = 1500;

/** A table of the records at a path of the server. */
class Table {
  constructor(table, path, cells) {
    this.body = table.querySelector('tbody');
    this.path = path;
    this.cells = cells;
    this.shown = '';
  }

  async refresh() {
    const answer = await fetch(this.path);
    const text = answer.ok ? await answer.text() : '[]';
    this.refused = answer.ok ? '' : await answer.text();
    if (text !== this.shown) {
      this.body.replaceChildren(...JSON.parse(text).filter((each) => each.flow).sort(byTime).map((each) => this.row(each)));
      this.shown = text;
    }
  }

  row(record) {
    const line = document.createElement('tr');
    for (const content of this.cells(record)) {
      const cell = document.createElement('td');
      cell.append(content);
      line.append(cell);
    }
    return line;
  }
}

/** Sorts by time. Steps in progress come last. */
function byTime(one, other) {
  return (one.settled_at ?? '~').localeCompare(other.settled_at ?? '~');
}

function stepCells(step) {
  const state = document.createElement('span');
  state.className = `state ${step.state}`;
  state.textContent = WORDS[step.state] + (step.decision ? `, ${step.decision.toLowerCase()}` : '');
  const when = step.window === 'ever' ? 'once' : step.window;
  return [step.person ?? '', step.provider ?? '', `${step.flow}/${step.step}`, when, state];
}

function shareCells(share) {
  const next = share.ended ? `never: ${share.ended}` : new Date(share.due_at).toLocaleString();
  return [share.person ?? '', share.provider ?? '', `${share.shares} of ${share.most}`, next];
}

/** The lines that send nothing now, with the reason. */
class Rests {
  constructor(list) {
    this.list = list;
    this.shown = '';
  }

  async refresh() {
    const answer = await fetch('/page/lines');
    const lines = answer.ok ? await answer.json() : [];
    const resting = lines.filter((each) => each.paused_until).map(restSentence);
    if (resting.join() !== this.shown) {
      this.list.replaceChildren(...resting.map((sentence) => {
        const item = document.createElement('li');
        item.textContent = sentence;
        return item;
      }));
      this.shown = resting.join();
    }
  }
}

function restSentence({ line, paused_until: until, reason }) {
  const number = line.replace(':', ' ').trim();
  return `Line ${number} rests until ${new Date(until).toLocaleString()}: ${reason.replace(/\.$/, '')}. Its leads wait.`;
}

/** The resting lines, steps and shares of the ledger. */
export class Ledger {
  constructor(section) {
    this.section = section;
    this.rests = new Rests(section.querySelector('#rests'));
    this.tables = [
      new Table(section.querySelector('#steps'), '/page/steps', stepCells),
      new Table(section.querySelector('#shares'), '/page/shares', shareCells),
    ];
  }

  /** Filters the steps by person and state. */
  async find(form) {
    const wanted = [...new FormData(form)].filter(([, value]) => value.trim());
    this.tables[0].path = `/page/steps?${new URLSearchParams(wanted)}`;
    await this.tables[0].refresh();
    form.querySelector('output').value = this.tables[0].refused;
  }

  async start() {
    this.section.hidden = false;
    const form = this.section.querySelector('#find');
    form.addEventListener('change', () => this.find(form).catch(() => {}));
    form.addEventListener('submit', (event) => event.preventDefault());
    for (;;) {
      try {
        await Promise.all([this.rests, ...this.tables].map((part) => part.refresh()));
      } catch {
        // The next refresh tries again.
      }
      await new Promise((done) => { setTimeout(done, document.hidden ? 4 * PAUSE_MILLIS : PAUSE_MILLIS); });
    }
  }
}
