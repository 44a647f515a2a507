// What the detectors found: both stacks side by side, and what to do.

import {get} from '/page/api.js';
import {el, replace} from '/page/dom.js';
import {whole} from '/page/format.js';

const time = text => new Date(text).toLocaleString();

function card(finding) {
  return el('article', {class: 'card'},
    el('h2', {}, el('span', {class: 'grade ' + finding.grade}, finding.grade), ` ${finding.hazard} in ${finding.map}`),
    el('p', {}, finding.summary),
    el('p', {}, `seen ${whole(finding.count)} times, first ${time(finding.first)}, last ${time(finding.last)}`),
    el('div', {class: 'sides'}, finding.threads.map(thread => el('section', {},
      el('h3', {}, 'Thread ', el('bdi', {}, thread.name)),
      el('pre', {tabindex: 0, role: 'region', 'aria-label': `Stack of ${thread.name} in ${finding.map}`}, thread.stack.flatMap(frame => [frame, document.createElement('br')]))))),
    Object.entries(finding.evidence).map(([name, value]) =>
      el('p', {}, el('b', {}, name + ': '), Array.isArray(value) ? value.join(', ') : String(value))),
    el('p', {}, el('a', {href: '/hazards/' + encodeURIComponent(finding.hazard)},
      `What ${finding.hazard} means and what to do`)));
}

export function create(main) {
  const list = el('div', {});
  main.replaceChildren(list);
  return {
    async update() {
      const findings = (await get('/findings')).findings;
      replace(list, ...findings.length === 0
        ? [el('p', {class: 'empty'}, 'No hazard has been found. Which detectors are on: Settings.')]
        : findings.map(card));
    },
  };
}
