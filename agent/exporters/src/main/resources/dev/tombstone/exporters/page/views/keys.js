// The hottest keys with the range each count may be in, and how often keys are deleted at all.

import {get} from '/page/api.js';
import {bar, codes, el, replace, table} from '/page/dom.js';
import {percent, sampled, whole} from '/page/format.js';
import {latest} from '/page/history.js';

/** Characters past which a key may have to be scrolled, and so be reached by Tab. */
const LONG = 100;
const WINDOWS = ['1m', '5m', '1h', 'all'];

export function create(main, refresh) {
  const window = el('select', {id: 'window', onchange: refresh}, WINDOWS.map(label => el('option', {value: label}, label)));
  const map = el('select', {id: 'map', onchange: refresh}, el('option', {value: ''}, 'all maps'));
  const search = el('input', {id: 'search', type: 'search', oninput: refresh});
  const code = codes(refresh);
  const chosen = code.querySelector('select');
  const answer = el('div', {});
  const shape = el('div', {});
  main.replaceChildren(
    el('div', {class: 'controls'},
      el('label', {for: 'window'}, 'Window', window),
      el('label', {for: 'map'}, 'Map', map),
      code,
      el('label', {for: 'search'}, 'Key contains', search)),
    answer, shape);

  function offerMaps() {
    const known = new Set([...map.options].map(option => option.value));
    for (const {map: name} of latest().maps) {
      if (!known.has(name)) {
        map.append(el('option', {value: name}, name));
      }
    }
  }

  return {
    async update() {
      offerMaps();
      const wanted = search.value.toLowerCase();
      const hot = await get('/hotkeys', {window: window.value, map: map.value, code: chosen.value, k: wanted ? 1000 : 25});
      const rows = hot.keys.filter(key => key.key.toLowerCase().includes(wanted)).slice(0, 100);
      const largest = Math.max(...rows.map(key => key.upper), 1);
      replace(answer,
        el('p', {}, `${whole(hot.deletions)} deletions of about ${whole(hot.distinctKeys)} keys from `
          + `${new Date(hot.start).toLocaleTimeString()} to ${new Date(hot.end).toLocaleTimeString()}, `
          + `recorded: ${sampled(hot.sampleRatio)}`),
        rows.length === 0
          ? el('p', {class: 'empty'}, wanted ? 'No hot key contains this.' : 'No deletion with a key in this window.')
          : table('Hottest deleted keys', [
              {name: 'Key', mono: true, cell: row => el('bdi', {tabindex: row.key.length > LONG ? 0 : null}, row.key)},
              {name: 'Deletions', numeric: true, cell: row => whole(row.estimate)},
              {name: 'at least', numeric: true, cell: row => whole(row.lower)},
              {name: 'at most', numeric: true, cell: row => whole(row.upper)},
              {name: 'Range', cell: row => bar(row.estimate, row.lower, row.upper, largest)},
              {name: 'Share', numeric: true, cell: row => percent(row.share)},
              {name: 'Missed', numeric: true, cell: row => percent(row.missRatio)},
              {name: 'Map', mono: true, cell: row => row.map},
              {name: 'Code', cell: row => row.code},
            ], rows));
      const distribution = await get('/hotkeys/distribution', {window: window.value});
      const most = Math.max(...distribution.frequencies.map(row => row.upper), 1);
      replace(shape, el('h2', {}, 'How many keys were deleted how often'),
        distribution.frequencies.length === 0
          ? el('p', {class: 'empty'}, 'Nothing to say of this window yet.')
          : table('Distribution', [
              {name: 'At least', numeric: true, cell: row => whole(row.atLeast) + ' times'},
              {name: 'Keys', numeric: true, cell: row => whole(row.keys)},
              {name: 'Range', cell: row => bar(row.keys, row.lower, row.upper, most)},
            ], distribution.frequencies));
    },
  };
}
