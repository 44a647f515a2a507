// The first ten seconds: how much is deleted, from what, how fast, and what the agent costs.

import {el, replace, table} from '/page/dom.js';
import {bytes, nanos, percent, rate, sampled, seconds, whole} from '/page/format.js';
import {latest, rateOf, series} from '/page/history.js';

const ROWS = 12;

export function create(main) {
  const warnings = el('div', {});
  const tiles = el('div', {class: 'tiles'});
  const chart = el('div', {class: 'chart card', role: 'img', 'aria-label': 'Deletions and misses a second over the last five minutes'});
  const maps = el('div', {});
  const latencies = el('div', {});
  main.replaceChildren(warnings, tiles, el('h2', {}, 'Deletions a second'), chart, maps, latencies);
  let plot = null;

  function draw() {
    const data = series([point => point.removed, point => point.missed]);
    const width = Math.max(280, chart.clientWidth - 30);
    if (!plot) {
      const style = getComputedStyle(document.documentElement);
      const axis = {font: style.fontSize + ' system-ui', stroke: style.getPropertyValue('--faint'), grid: {stroke: style.getPropertyValue('--line')}};
      plot = new uPlot({
        width, height: 220,
        series: [{}, {label: 'removed /s', stroke: style.getPropertyValue('--accent'), width: 2},
          {label: 'missed /s', stroke: style.getPropertyValue('--faint'), width: 1.5, dash: [4, 4]}],
        axes: [{...axis, size: 4 * parseFloat(style.fontSize)}, {...axis, size: 5 * parseFloat(style.fontSize)}],
        scales: {x: {range: (_chart, first, last) => [Math.min(first, last - 60), last]}, y: {range: (_chart, _low, high) => [0, Math.max(1, high * 1.1)]}},
      }, data, chart);
    } else {
      plot.setSize({width, height: 220});
      plot.setData(data);
    }
  }

  return {
    async update(agent) {
      const now = latest();
      replace(warnings, ...agent.degraded.map(text => el('p', {class: 'warn', role: 'status'}, text)));
      const tile = (value, label) => el('div', {class: 'tile'}, el('b', {}, value), el('span', {}, label));
      tiles.replaceChildren(
        tile(rate(rateOf(point => point.removed)), 'entries removed'),
        tile(rate(rateOf(point => point.missed)), 'removals that found nothing'),
        tile(whole(now.removed), 'removed since start, exactly'),
        tile(sampled(agent.sampleRatio), 'recorded in detail'),
        tile(percent(rateOf(point => point.cpu, 10) / agent.processors), 'of the machine: the agent’s processor time'),
        tile(bytes(agent.memoryBytes), 'in the agent’s tables'));
      draw();
      const rows = now.maps.slice(0, ROWS);
      replace(maps, el('h2', {}, 'By map class'), rows.length === 0
        ? el('p', {class: 'empty'}, 'Nothing has been deleted yet.')
        : table('Deletions by map class', [
            {name: 'Map', mono: true, cell: row => row.map},
            {name: 'Now', numeric: true, cell: row => rate(rateOf(point => point.counts[row.map] ?? 0))},
            {name: 'Removed', numeric: true, cell: row => whole(row.removed)},
            {name: 'Missed', numeric: true, cell: row => whole(row.missed)},
            ...(rows.some(row => row.failed > 0) ? [{name: 'Failed', numeric: true, cell: row => whole(row.failed)}] : []),
            {name: 'By operation', cell: row => Object.entries(row.ops).map(([op, count]) => `${op} ${whole(count.removed)}`).join(' · ')},
          ], rows));
      replace(latencies, el('h2', {}, 'How long a deletion takes, since start'), agent.latencies.length === 0
        ? el('p', {class: 'empty'}, 'No deletion has been timed yet.')
        : table('Latency by map class', [
            {name: 'Map', mono: true, cell: row => row.map},
            {name: 'Timed', numeric: true, cell: row => whole(row.count)},
            {name: 'p50', numeric: true, cell: row => nanos(row.p50Nanos)},
            {name: 'p99', numeric: true, cell: row => nanos(row.p99Nanos)},
            {name: 'p99.9', numeric: true, cell: row => nanos(row.p999Nanos)},
          ], agent.latencies.slice(0, ROWS)),
        el('p', {}, `Up ${seconds(agent.uptimeSeconds)}; the agent has used ${seconds(agent.cpuSeconds)} of processor time.`));
    },
  };
}
