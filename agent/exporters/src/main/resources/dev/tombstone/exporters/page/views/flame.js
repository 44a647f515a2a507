// The call paths of deletions as a flame graph; what is seen can be kept as a file.

import {get} from '/page/api.js';
import {el} from '/page/dom.js';

export function create(main, refresh) {
  const window = el('select', {id: 'window', onchange: refresh},
    ['1m', '5m', '1h', 'all'].map(label => el('option', {value: label, selected: label === '5m'}, label)));
  const host = el('div', {});
  const page = el('a', {}, 'as a page of its own');
  const text = el('a', {}, 'as text');
  main.replaceChildren(
    el('div', {class: 'controls'}, el('label', {for: 'window'}, 'Window', window)), host,
    el('p', {}, 'To keep: ', page, ', ', text, '.'));
  const graph = flameGraph(host);
  return {
    async update() {
      page.href = '/flamegraph?window=' + window.value;
      text.href = '/flamegraph?format=collapsed&window=' + window.value;
      graph.show(await get('/flamegraph', {format: 'json', window: window.value}));
    },
  };
}
