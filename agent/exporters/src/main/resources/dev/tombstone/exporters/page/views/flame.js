// The call paths of deletions as a flame graph; what is seen can be kept as a file.

import {get} from '/page/api.js';
import {codes, el} from '/page/dom.js';

export function create(main, refresh) {
  const window = el('select', {id: 'window', onchange: refresh},
    ['1m', '5m', '1h', 'all'].map(label => el('option', {value: label, selected: label === '5m'}, label)));
  const code = codes(refresh);
  const chosen = code.querySelector('select');
  const host = el('div', {});
  const page = el('a', {}, 'as a page of its own');
  const text = el('a', {}, 'as text');
  main.replaceChildren(
    el('div', {class: 'controls'}, el('label', {for: 'window'}, 'Window', window), code), host,
    el('p', {}, 'To keep: ', page, ', ', text, '.'));
  const graph = flameGraph(host);
  return {
    async update() {
      const asked = 'window=' + window.value + (chosen.value && '&code=' + chosen.value);
      page.href = '/flamegraph?' + asked;
      text.href = '/flamegraph?format=collapsed&' + asked;
      graph.show(await get('/flamegraph', {format: 'json', window: window.value, code: chosen.value}));
    },
  };
}
