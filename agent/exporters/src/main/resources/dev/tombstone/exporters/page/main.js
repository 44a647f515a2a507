// Which view is shown, and the beat in which it is asked for anew. Hidden pages ask nothing.

import {get, Unanswered} from '/page/api.js';
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
let view = null;
let running = false;
let again = false;

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
  main.setAttribute('aria-busy', 'true');
  view = VIEWS[name].create(main, refresh);
  refresh();
}

/** One beat at a time; what is asked for meanwhile is done after it. */
async function refresh() {
  again = running;
  if (running) {
    return;
  }
  running = true;
  do {
    again = false;
    await beat(view);
  } while (again);
  running = false;
}

/** The counts for the rates, then what the view wants. */
async function beat(shown) {
  try {
    const agent = await get('/agent');
    record(await get('/maps'), agent);
    await shown.update(agent);
    if (shown === view) {
      main.removeAttribute('aria-busy');
    }
    say('', `${agent.version} on JDK ${agent.jdk}, process ${agent.pid}`);
  } catch (error) {
    main.removeAttribute('aria-busy');
    if (error instanceof Unanswered) {
      say('lost', 'the agent does not answer; what is shown is old. Trying again …');
    } else if (error.status) {
      say('lost', 'the agent answers: ' + error.message);
    } else {
      say('lost', 'this page failed: ' + error.message);
      throw error;
    }
  }
}

/** A status that is read out, and so only when it changes. */
function say(kind, text) {
  connection.className = kind;
  if (connection.textContent !== text) {
    connection.textContent = text;
  }
}

/** By itself the page asks only while somebody sees it, and leaves text alone that is being selected. */
function beatOfItself() {
  if (document.hidden) {
    return;
  }
  const selection = getSelection();
  if (!selection.isCollapsed && main.contains(selection.anchorNode)) {
    say('', 'paused while text is selected');
    return;
  }
  refresh();
}

addEventListener('hashchange', () => {
  show();
  main.focus();
});
document.addEventListener('visibilitychange', beatOfItself);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
setInterval(beatOfItself, BEAT_MILLIS);
show();
