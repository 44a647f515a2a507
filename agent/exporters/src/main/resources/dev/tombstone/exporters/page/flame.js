// Draws a flame graph of deletions: outermost frame on top, widths are estimated deletions, colour is the share of
// misses. A script without imports, because it is also put into a page that can be kept as one file.

(() => {
  const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
  const MISSED = [.05, .25, .5, .75];
  const LEVELS = ['under 5 %', '5 to 25 %', '25 to 50 %', '50 to 75 %', '75 % or more'];
  const LEAST_PIXELS = 2;
  const ROW_REM = 1.6;
  const CODES = {application: 'the application', library: 'libraries', jdk: 'the JDK'};
  const WHOLE = new Intl.NumberFormat('en');

  const visible = text => String(text).replace(HIDDEN, c => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
  const whole = n => WHOLE.format(Math.round(n));
  const percent = ratio => (ratio * 100).toFixed(ratio < .1 ? 2 : 1) + ' %';
  const time = text => new Date(text).toLocaleString();

  function el(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      name.startsWith('on') ? element.addEventListener(name.slice(2), value) : element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  /** Class, method and line of a frame's text. */
  function short(name) {
    const open = name.indexOf('(');
    const line = /:(\d+)\)$/.exec(name);
    const head = (open < 0 ? name : name.slice(0, open)).split('.').slice(-2).join('.');
    return visible(head + (line ? ':' + line[1] : ''));
  }

  const isHit = (node, wanted) => wanted !== '' && node.name.toLowerCase().includes(wanted);

  /** Deletions with such a frame in their stack, drawn or not. */
  const matching = (node, wanted) => isHit(node, wanted)
    ? node.count : node.children.reduce((sum, child) => sum + matching(child, wanted), 0);

  const level = node => MISSED.filter(bound => node.missed / node.count >= bound).length;

  /** Where a node is, told from all others. */
  const pathOf = (parent, node) => parent ? parent + '\n' + node.name : node.name;

  globalThis.flameGraph = host => {
    const about = el('p', {});
    const search = el('input', {type: 'search', id: 'frame-search', oninput: draw});
    const matched = el('span', {role: 'status'});
    const reset = el('button', {type: 'button', onclick: () => zoomTo('all')}, 'Whole graph');
    const detail = el('p', {class: 'flame-detail'}, '\u00a0');
    const graph = el('div', {class: 'flame', role: 'tree', 'aria-label': 'Call paths of deletions', onkeydown: key});
    const narrow = el('p', {});
    const legend = el('p', {class: 'legend'}, 'Found nothing: ',
      ...LEVELS.flatMap((text, i) => [el('span', {class: 'swatch m' + i}, text), ' ']));
    host.replaceChildren(about, el('div', {class: 'controls'},
      el('label', {for: 'frame-search'}, 'Frame contains', search), reset, matched), detail, graph, narrow, legend);
    let tree = null;
    let zoomed = 'all';
    let focused = 'all';
    let items = [];

    function draw() {
      if (!tree) {
        return;
      }
      about.textContent = `${whole(tree.root.count)} deletions estimated from the stacks taken, of ${whole(tree.deletions)} `
        + `from ${time(tree.start)} to ${time(tree.end)}; work of ${tree.codes.map(code => CODES[code]).join(', ')}`;
      const keep = graph.contains(document.activeElement);
      items = [];
      let hidden = 0;
      let deepest = 0;
      const wanted = search.value.toLowerCase();
      const width = Math.max(graph.clientWidth, 1);

      function place(node, path, parent, depth, left, share, within) {
        if (share * width < LEAST_PIXELS) {
          hidden++;
          return;
        }
        const hit = isHit(node, wanted);
        const item = {node, path, parent, depth, left, share, hit};
        items.push(item);
        deepest = Math.max(deepest, depth);
        let at = left;
        const within2 = within || path === zoomed;
        for (const child of node.children) {
          const childPath = pathOf(path, child);
          const onTheWay = !within2 && (zoomed + '\n').startsWith(childPath + '\n');
          if (within2) {
            const part = share * child.count / node.count;
            place(child, childPath, item, depth + 1, at, part, true);
            at += part;
          } else if (onTheWay) {
            place(child, childPath, item, depth + 1, 0, 1, false);
          }
        }
      }

      place(tree.root, 'all', null, 0, 0, 1, false);
      if (!items.some(item => item.path === zoomed)) {
        if (zoomed !== 'all') {
          zoomed = 'all';
          draw();
        }
        return;
      }
      if (!items.some(item => item.path === focused)) {
        focused = zoomed;
      }
      graph.style.height = (deepest + 1) * ROW_REM + 'rem';
      graph.replaceChildren(...items.map(element));
      matched.textContent = wanted === '' ? '' : `matches ${percent(matching(tree.root, wanted) / tree.root.count)}`;
      narrow.textContent = hidden === 0 ? '' : `Frames too narrow to be drawn: ${whole(hidden)}. Choose a frame to see what is in it.`;
      reset.disabled = zoomed === 'all';
      if (keep) {
        focus(focused);
      }
    }

    function element(item) {
      const {node, path} = item;
      const text = `${visible(node.name)}: ${whole(node.count)} deletions, ${percent(node.count / tree.root.count)}, `
        + `${percent(node.missed / node.count)} found nothing`;
      const shown = el('div', {
        role: 'treeitem', 'aria-level': item.depth + 1, 'aria-label': text, title: text,
        'aria-selected': String(path === zoomed), tabindex: path === focused ? 0 : -1,
        class: `m${level(node)}${item.hit ? ' hit' : ''}${search.value && !item.hit ? ' dim' : ''}`,
        onclick: () => zoomTo(path),
        onfocus: () => detail.replaceChildren(text),
        onmouseenter: () => detail.replaceChildren(text),
      }, item.share * graph.clientWidth < 24 ? '' : short(node.name));
      if (node.children.length > 0) {
        shown.setAttribute('aria-expanded', 'true');
      }
      shown.style.left = item.left * 100 + '%';
      shown.style.width = item.share * 100 + '%';
      shown.style.top = item.depth * ROW_REM + 'rem';
      item.shown = shown;
      return shown;
    }

    function zoomTo(path) {
      zoomed = path;
      focused = path;
      draw();
      focus(path);
    }

    function focus(path) {
      const item = items.find(known => known.path === path);
      if (item) {
        for (const known of items) {
          known.shown.setAttribute('tabindex', known === item ? '0' : '-1');
        }
        focused = path;
        item.shown.focus({preventScroll: false});
      }
    }

    function key(event) {
      const at = items.find(item => item.shown === document.activeElement);
      if (!at || event.altKey || event.ctrlKey || event.metaKey) {
        return;
      }
      const siblings = items.filter(item => item.depth === at.depth);
      const next = step => siblings[siblings.indexOf(at) + step];
      const to = {
        ArrowDown: () => items.find(item => item.parent === at),
        ArrowUp: () => at.parent,
        ArrowRight: () => next(1),
        ArrowLeft: () => next(-1),
        Home: () => items[0],
        Enter: () => { zoomTo(at.path); },
        ' ': () => { zoomTo(at.path); },
        Escape: () => { zoomTo('all'); },
      }[event.key];
      if (to) {
        event.preventDefault();
        const item = to();
        if (item) {
          focus(item.path);
        }
      }
    }

    new ResizeObserver(() => requestAnimationFrame(draw)).observe(host);
    return {
      show(data) {
        tree = data;
        if (tree.root.count === 0) {
          about.textContent = '';
          graph.replaceChildren();
          detail.replaceChildren('No stack of a deletion has been taken in this window.');
        } else {
          draw();
        }
      },
    };
  };

  const data = document.getElementById('flame-data');
  if (data) {
    const served = document.getElementById('served');
    const tree = JSON.parse(data.textContent);
    served.hidden = !location.protocol.startsWith('http');
    // A link changes one thing that is asked for, and leaves the other as it is.
    const asked = {window: tree.window, code: new URLSearchParams(location.search).get('code') ?? ''};
    for (const link of served.querySelectorAll('a[href*="?"]')) {
      const [[name, value]] = new URLSearchParams(link.search);
      if (asked[name] === value) {
        link.setAttribute('aria-current', 'page');
      }
      link.search = new URLSearchParams(Object.entries({...asked, [name]: value}).filter(([, text]) => text !== ''));
    }
    globalThis.flameGraph(document.getElementById('main')).show(tree);
  }
})();
