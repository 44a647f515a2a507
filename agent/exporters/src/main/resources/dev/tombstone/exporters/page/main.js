// Which view is shown, and the beat in which it is asked for anew. Hidden pages ask nothing.

import {get} from '/page/api.js';
import {record} from '/page/history.js';
import * as overview from '/page/views/overview.js';
import * as keys from '/page/views/keys.js';
import * as sites from '/page/views/sites.js';
import * as findings from '/page/views/findings.js';
import * as flame from '/page/views/flame.js';
import * as coverage from '/page/views/coverage.js';
import * as settings from '/page/views/settings.js';

const BEAT_MILLIS = 2000;
const VIEWS = {overview, keys, sites, findings, flame, coverage, settings};
const main = document.getElementById('main');
const connection = document.getElementById('connection');
let current = null;
let beat = 0;

function viewName() {
  const name = location.hash.slice(1);
  return name in VIEWS ? name : 'overview';
}

/** Shows the view of the address, from nothing. */
function show() {
  const name = viewName();
  for (const link of document.querySelectorAll('nav a')) {
    const here = link.getAttribute('href') === '#' + name;
    here ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current');
  }
  document.title = document.querySelector('nav a[aria-current]').textContent + ' · Tombstone';
  current = VIEWS[name].create(main, refresh);
  refresh();
}

/** One beat: the counts for the rates, then what the view wants. */
async function refresh() {
  const mine = ++beat;
  const view = current;
  try {
    const agent = await get('/agent');
    record(await get('/maps'), agent);
    await view.update(agent);
    if (mine === beat) {
      connection.className = '';
      connection.textContent = `${agent.version} on JDK ${agent.jdk}, process ${agent.pid}`;
    }
  } catch (error) {
    if (mine === beat) {
      failed(error);
    }
  }
}

function failed(error) {
  connection.className = 'lost';
  connection.textContent = error.status
    ? 'the agent answers: ' + error.message
    : 'the agent does not answer; what is shown is old. Trying again …';
}

addEventListener('hashchange', () => {
  show();
  main.focus();
});
document.addEventListener('visibilitychange', () => document.hidden || refresh());
setInterval(() => document.hidden || refresh(), BEAT_MILLIS);
show();
