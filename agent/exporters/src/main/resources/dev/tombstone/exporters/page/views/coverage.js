// Every map class of this JVM: counted, or why not.

import {get} from '/page/api.js';
import {el, replace, table} from '/page/dom.js';
import {whole} from '/page/format.js';

const rank = row => ['lost', 'partial', 'skipped', 'instrumented'].indexOf(row.status);

export function create(main) {
  const list = el('div', {});
  main.replaceChildren(list);
  return {
    async update() {
      const maps = (await get('/coverage')).maps;
      const counted = maps.filter(row => row.status === 'instrumented').length;
      replace(list,
        el('p', {}, `${whole(counted)} map classes are counted, ${whole(maps.length - counted)} are not, or in part.`),
        table('Coverage', [
          {name: 'Map', mono: true, cell: row => row.map},
          {name: 'Status', cell: row => row.status},
          {name: 'Body of', mono: true, cell: row => row.family},
          {name: 'Why', cell: row => row.reason},
        ], maps.sort((one, other) => rank(one) - rank(other))));
    },
  };
}
