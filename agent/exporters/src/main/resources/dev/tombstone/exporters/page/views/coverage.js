// Every map class of this JVM: counted, or why not.

import {get} from '/page/api.js';
import {el, table} from '/page/dom.js';

export function create(main) {
  const list = el('div', {});
  main.replaceChildren(list);
  return {
    async update() {
      const maps = (await get('/coverage')).maps;
      list.replaceChildren(table('Coverage', [
        {name: 'Map', mono: true, cell: row => row.map},
        {name: 'Status', cell: row => row.status},
        {name: 'Body of', mono: true, cell: row => row.family},
        {name: 'Why', cell: row => row.reason},
      ], maps));
    },
  };
}
