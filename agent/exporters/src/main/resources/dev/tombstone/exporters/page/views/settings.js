// What can be changed while the JVM runs.

import {get, put} from '/page/api.js';
import {el} from '/page/dom.js';

export function create(main) {
  const said = el('p', {role: 'status'});
  const field = (id, label, input) => el('label', {for: id}, label, input);
  const enabled = el('select', {id: 'enabled'}, ['true', 'false'].map(value => el('option', {value}, value)));
  const budget = el('input', {id: 'budget', inputmode: 'numeric', size: 9});
  const ratio = el('input', {id: 'ratio', size: 9});
  const detectors = el('input', {id: 'detectors', size: 40});
  let shown = false;

  const show = settings => {
    enabled.value = String(settings.enabled);
    budget.value = settings.sampleBudget;
    ratio.value = settings.sampleRatio;
    detectors.value = settings.detectors;
  };

  main.replaceChildren(el('form', {onsubmit: async event => {
    event.preventDefault();
    try {
      show(await put('/settings', {enabled: enabled.value, 'sample.budget': budget.value,
        'sample.ratio': ratio.value, detectors: detectors.value}));
      said.className = '';
      said.textContent = 'In force.';
    } catch (error) {
      said.className = 'warn';
      said.textContent = error.message;
    }
  }}, el('div', {class: 'controls'},
    field('enabled', 'enabled', enabled),
    field('budget', 'sample.budget, deletions a second', budget),
    field('ratio', 'sample.ratio: auto, 1, 1/2, 1/4 …', ratio),
    field('detectors', 'detectors: none, default, all, or a comma list', detectors),
    el('button', {}, 'Change')),
    el('p', {}, 'A change is in force at once, until the JVM ends. Counts are exact whatever the sampling.')), said);

  return {
    async update() {
      if (!shown) {
        show(await get('/settings'));
        shown = true;
      }
    },
  };
}
