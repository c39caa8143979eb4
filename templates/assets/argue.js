// The leaderboard as a reader would have it: other weights, without some prizes, other years. `ownRanking.rank` is the
// whole computation, in whole numbers; the rest reads the form and the address, and writes the table. The data is
// appended to this file when the site is built: `ownRanking.data`.
'use strict';
const ownRanking = {
  /**
   * The standings of a choice, in order. `choice.weights` holds percents by source, `choice.without` any of
   * `paid`, `persons`; `choice.derived` tells whether rows count that no page states. One source in one year counts once, however many prizes it gave; equal scores are
   * told apart by the number of prizes, then share a rank and stand in the order of the data.
   */
  rank(data, choice) {
    const without = (word) => choice.without.includes(word);
    const weighs = data.sources.map(([id, units]) => (id in choice.weights ? choice.weights[id] * (data.unit / 100) : units));
    const stays = data.sources.map(([, , country, paid]) =>
      (choice.country === null || choice.country === country) && !(paid && without('paid')));
    const found = new Map();
    for (const [company, year, source, person, derived] of data.rows) {
      if (year < choice.from || year > choice.to || !stays[source]) continue;
      if ((person && without('persons')) || (derived && !choice.derived)) continue;
      const row = found.get(company) || { company, units: 0, awards: 0, last: '' };
      found.set(company, row);
      row.awards += 1;
      // Rows come by company, year and source.
      if (row.last !== `${year} ${source}`) row.units += weighs[source];
      row.last = `${year} ${source}`;
    }
    const rows = [...found.values()].sort((a, b) => b.units - a.units || b.awards - a.awards || a.company - b.company);
    rows.forEach((row, position) => {
      const above = rows[position - 1];
      const shared = above && above.units === row.units && above.awards === row.awards;
      row.rank = shared ? above.rank : position + 1;
    });
    const holders = new Map();
    for (const { rank } of rows) holders.set(rank, (holders.get(rank) || 0) + 1);
    return rows.map(({ company, units, awards, rank }) => {
      const [id, name, paged] = data.companies[company];
      return { id, name, paged, units, awards, rank, tied: holders.get(rank) > 1 };
    });
  },

  /** Whole units as a decimal number with at most eight decimals. */
  score(data, units, mark) {
    const rest = String(units % data.unit).padStart(8, '0').replace(/0+$/, '');
    return `${Math.floor(units / data.unit)}${rest && mark + rest}`;
  },

  /** A choice as the end of an address; what is as usual is not said. */
  written(choice, usual) {
    const parts = [];
    const weights = Object.keys(choice.weights).sort().map((id) => `${id}:${choice.weights[id] / 100}`);
    if (weights.length) parts.push(`weight=${weights.join(',')}`);
    if (choice.without.length) parts.push(`without=${choice.without.join(',')}`);
    if (choice.derived !== usual.derived) parts.push(`derived=${choice.derived}`);
    if (choice.from !== usual.from || choice.to !== usual.to) parts.push(`from=${choice.from}`, `to=${choice.to}`);
    return parts.join('&');
  },

  /** The choice that the end of an address tells; what it does not tell, or not rightly, is as usual. */
  read(hash, usual, sources) {
    const choice = { ...usual, weights: {}, without: [] };
    for (const part of hash.replace(/^#/, '').split('&')) {
      const [key, value = ''] = decodeURIComponent(part).split('=');
      if (key === 'without') choice.without = ['paid', 'persons'].filter((word) => value.split(',').includes(word));
      if (key === 'derived' && /^(true|false)$/.test(value)) choice.derived = value === 'true';
      if ((key === 'from' || key === 'to') && /^\d{4}$/.test(value)) choice[key] = Number(value);
      if (key !== 'weight') continue;
      for (const [id, number] of value.split(',').map((pair) => pair.split(':'))) {
        const percent = Math.round(Number(number) * 100);
        if (sources.includes(id) && percent >= 0 && percent <= 1000) choice.weights[id] = percent;
      }
    }
    if (choice.from > choice.to) [choice.from, choice.to] = [choice.to, choice.from];
    return choice;
  },
};

if (typeof document !== 'undefined') {
  document.addEventListener('DOMContentLoaded', () => {
    const place = document.getElementById('argue');
    if (!place) return;
    const { data } = ownRanking;
    const form = place.querySelector('form');
    const result = place.querySelector('.argued');
    const body = result.querySelector('tbody');
    const inputs = [...form.querySelectorAll('input[type=number]')];
    const ticks = [...form.querySelectorAll('input[type=checkbox]')];
    const said = place.dataset;
    const usual = { country: said.country || null, from: Number(said.from), to: Number(said.to), weights: {}, without: [], derived: said.derived === 'true' };
    const defaults = new Map(ownRanking.rank(data, usual).map((row) => [row.id, row]));
    const headline = document.querySelector('h1');
    const claimed = headline && [...headline.childNodes];

    const chosen = () => {
      const choice = { ...usual, from: Number(form.from.value), to: Number(form.to.value), weights: {} };
      if (choice.from > choice.to) [choice.from, choice.to] = [choice.to, choice.from];
      for (const input of inputs) {
        const percent = Math.round(Number(input.value) * 100);
        if (input.value !== '' && input.value !== input.defaultValue && percent >= 0 && percent <= 1000) choice.weights[input.name] = percent;
      }
      choice.without = ticks.filter((tick) => tick.checked && tick !== form.derived).map((tick) => tick.name);
      choice.derived = form.derived.checked;
      return choice;
    };

    const fill = (choice) => {
      form.from.value = choice.from;
      form.to.value = choice.to;
      for (const input of inputs) input.value = input.name in choice.weights ? choice.weights[input.name] / 100 : input.defaultValue;
      for (const tick of ticks) tick.checked = choice.without.includes(tick.name);
      form.derived.checked = choice.derived;
    };

    /** The choice in words: the labels of what was changed. */
    const inWords = (choice) => {
      const label = (input) => input.closest('label').querySelector('.name').textContent;
      const number = (input) => input.value.replace('.', said.mark);
      const words = inputs.filter((input) => input.name in choice.weights).map((input) => `${label(input)} × ${number(input)}`);
      words.unshift(...ticks.filter((tick) => tick.checked !== tick.defaultChecked).map(label));
      words.unshift(choice.from === choice.to ? `${choice.from}` : `${choice.from}–${choice.to}`);
      return words.join(', ');
    };

    const cell = (kind, text, name) => {
      const made = document.createElement(kind);
      made.className = name;
      made.append(text);
      return made;
    };

    /** A rank, and whether others share it. */
    const rankCell = (row, name) => {
      const made = cell('td', row ? row.rank : '–', name);
      if (row && row.tied) made.append(' ', cell('small', said.tied, ''));
      return made;
    };

    const show = (choice) => {
      const hash = ownRanking.written(choice, usual);
      result.hidden = hash === '';
      // What the page claims holds for the usual choice only.
      if (headline) headline.replaceChildren(...(hash === '' ? claimed : [said.own]));
      if (hash === '') return;
      const rows = ownRanking.rank(data, choice).map((row) => {
        const link = document.createElement('a');
        // Whoever has no distinction that counts has a row of the index instead of a page.
        link.href = said.companies + (row.paged ? `${row.id}.html` : `index.html#c-${row.id}`);
        link.textContent = row.name;
        const company = cell('th', link, '');
        company.scope = 'row';
        const line = document.createElement('tr');
        line.append(rankCell(row, 'num rank'), company, cell('td', ownRanking.score(data, row.units, said.mark), 'num'),
          cell('td', row.awards, 'num'), rankCell(defaults.get(row.id), 'num rank'));
        return line;
      });
      body.replaceChildren(...rows);
      const command = ['palmares show ranking', `--from ${choice.from} --to ${choice.to}`, `--country ${usual.country || 'all'}`,
        ...choice.without.map((word) => `--without ${word}`),
        ...(choice.derived === usual.derived ? [] : [choice.derived ? '--with derived' : '--without derived']),
        ...Object.keys(choice.weights).sort().map((id) => `--weight ${id}=${choice.weights[id] / 100}`)];
      const address = `${said.canonical}#${hash}`;
      result.querySelector('.cited').textContent = said.cited.replace('{choice}', inWords(choice)).replace('{address}', address);
      result.querySelector('code').textContent = command.join(' ');
    };

    const heard = () => {
      const choice = ownRanking.read(location.hash, usual, inputs.map((input) => input.name));
      // Any other end of an address leads to a place in the page.
      if (location.hash.includes('=')) fill(choice);
      if (location.hash.includes('=') || location.hash === '') show(choice);
    };
    const changed = () => {
      const choice = chosen();
      const hash = ownRanking.written(choice, usual);
      history.replaceState(null, '', hash ? `#${hash}` : location.pathname + location.search);
      show(choice);
    };
    form.addEventListener('input', changed);
    form.addEventListener('submit', (event) => event.preventDefault());
    // The fields are empty only after the event.
    form.addEventListener('reset', () => setTimeout(changed));
    addEventListener('hashchange', heard);
    place.hidden = false;
    heard();
  });
}
