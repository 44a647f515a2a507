// What the detectors found: both stacks side by side, and what to do.

import {get} from '/page/api.js';
import {el} from '/page/dom.js';
import {whole} from '/page/format.js';

const time = text => new Date(text).toLocaleString();

function card(finding) {
  return el('article', {class: 'card'},
    el('h2', {}, el('span', {class: 'grade ' + finding.grade}, finding.grade), ' ' + finding.hazard),
    el('p', {}, finding.summary),
    el('p', {}, `seen ${whole(finding.count)} times, first ${time(finding.first)}, last ${time(finding.last)}`),
    el('div', {class: 'sides'}, finding.threads.map(thread => el('section', {},
      el('h3', {}, 'Thread ', el('bdi', {}, thread.name)),
      el('pre', {tabindex: 0}, thread.stack.flatMap(frame => [frame, document.createElement('br')]))))),
    Object.entries(finding.evidence).map(([name, value]) =>
      el('p', {}, el('b', {}, name + ': '), Array.isArray(value) ? value.join(', ') : String(value))),
    el('p', {}, 'What it means and what to do: ', el('code', {}, finding.help)));
}

export function create(main) {
  const list = el('div', {});
  main.replaceChildren(list);
  return {
    async update() {
      const findings = (await get('/findings')).findings;
      list.replaceChildren(...findings.length === 0
        ? [el('p', {class: 'empty'}, 'No hazard has been found.')]
        : findings.map(card));
    },
  };
}
