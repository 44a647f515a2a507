// The lines of code that delete most; the stack and trend of each on demand.

import {get} from '/page/api.js';
import {codes, columns as columnChart, el, replace, table} from '/page/dom.js';
import {nanos, percent, rate, whole} from '/page/format.js';

const SHOW_JDK = "Show the JDK's";

export function create(main, refresh) {
  const window = el('select', {id: 'window', onchange: refresh},
    ['1m', '5m', '1h', 'all'].map(label => el('option', {value: label}, label)));
  const answer = el('div', {});
  const stack = el('dialog', {'aria-label': 'Stack of the call site'});
  let interval = 1;
  const order = {column: 4, down: true};
  const code = codes(refresh);
  const chosen = code.querySelector('select');
  const sums = el('span', {});
  const other = el('button', {type: 'button', 'data-name': 'jdk', onclick: () => {
    chosen.value = chosen.value === 'jdk' ? '' : 'jdk';
    refresh();
  }}, SHOW_JDK);
  main.replaceChildren(el('div', {class: 'controls'}, el('label', {for: 'window'}, 'Window', window), code),
    answer, el('p', {}, sums, other), stack);

  function open(site) {
    const minutes = site.trend.length * interval / 60;
    const most = Math.max(...site.trend);
    stack.replaceChildren(
      el('h2', {}, `${site.op} from ${site.map}`),
      el('h3', {}, `Last ${minutes} minutes, up to ${rate(most / interval)}`),
      columnChart(site.trend, `Deletions every ${interval} seconds over the last ${minutes} minutes: `
        + `at most ${whole(most)}, of late ${whole(site.trend.at(-2))}`),
      el('h3', {}, 'Stack'),
      el('pre', {tabindex: 0, role: 'region', 'aria-label': 'Stack'}, site.stack.flatMap(frame => [frame, document.createElement('br')])),
      el('form', {method: 'dialog'}, el('button', {}, 'Close')));
    stack.showModal();
  }

  const columns = [
    {name: 'Call site', mono: true, sort: row => row.site,
      cell: row => el('button', {type: 'button', onclick: () => open(row)}, row.site)},
    {name: 'Map', mono: true, sort: row => row.map, cell: row => row.map},
    {name: 'Code', sort: row => row.code, cell: row => row.code},
    {name: 'Operation', sort: row => row.op, cell: row => row.op},
    {name: 'Deletions', numeric: true, sort: row => row.estimate, cell: row => whole(row.estimate)},
    {name: 'Share', numeric: true, sort: row => row.share, cell: row => percent(row.share)},
    {name: 'Missed', numeric: true, sort: row => row.missRatio, cell: row => percent(row.missRatio)},
    {name: 'p50 *', numeric: true, sort: row => row.latency.p50Nanos, cell: row => row.latency.samples ? nanos(row.latency.p50Nanos) : '–'},
    {name: 'p99 *', numeric: true, sort: row => row.latency.p99Nanos, cell: row => row.latency.samples ? nanos(row.latency.p99Nanos) : '–'},
  ];

  return {
    async update() {
      const {sites, byCode, trendIntervalSeconds} = await get('/sites', {window: window.value, k: 50, code: chosen.value});
      interval = trendIntervalSeconds;
      sums.textContent = `Deletions by the application: ${whole(byCode.application)}, by libraries: ${whole(byCode.library)}, `
        + `by the JDK for its own ends: ${whole(byCode.jdk)}. `;
      other.textContent = chosen.value === 'jdk' ? 'Show the others' : SHOW_JDK;
      const key = columns[order.column].sort;
      sites.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0) * (order.down ? -1 : 1));
      replace(answer, sites.length === 0
        ? el('p', {class: 'empty'}, 'No such deletion in this window.')
        : table('Call sites', columns, sites, order, column => {
            order.down = order.column === column ? !order.down : true;
            order.column = column;
            refresh();
          }),
        el('p', {}, '* since start; counts are estimated from the stacks taken.'));
    },
  };
}
