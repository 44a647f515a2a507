// Elements from text: whatever a key or a class is called, it is shown as text and nothing else.

const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** The text with characters that cannot be seen, or turn the line around, spelt out. */
export function visible(text) {
  return String(text).replace(HIDDEN, c => '\\u' + c.charCodeAt(0).toString(16).padStart(4, '0'));
}

/** An element; children are elements or text, attributes that are null are left out. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat().map(child => child instanceof Node ? child : visible(child)));
  return element;
}

/** The choice whose work is shown. */
export const codes = onchange => el('label', {for: 'code'}, 'Work of', el('select', {id: 'code', onchange},
  [['', 'application and libraries'], ['application', 'application'], ['library', 'libraries'], ['jdk', 'the JDK'], ['all', 'all']]
    .map(([value, label]) => el('option', {value}, label))));

/** What of an element is the same after it has been made anew. */
const nameOf = element => element.tagName + (element.dataset.name ?? element.getAttribute('aria-label') ?? element.textContent);

/** Puts children in place of those there are; focus and scroll stay where they were. */
export function replace(parent, ...children) {
  const focused = parent.contains(document.activeElement) ? nameOf(document.activeElement) : null;
  const scrolled = new Map([...parent.querySelectorAll('[tabindex]')].map(e => [nameOf(e), [e.scrollLeft, e.scrollTop]]));
  parent.replaceChildren(...children);
  for (const element of parent.querySelectorAll('[tabindex]')) {
    [element.scrollLeft, element.scrollTop] = scrolled.get(nameOf(element)) ?? [0, 0];
  }
  if (focused) {
    [...parent.querySelectorAll('[tabindex], button, a')].find(element => nameOf(element) === focused)?.focus({preventScroll: true});
  }
}

const SVG = 'http://www.w3.org/2000/svg';

function svg(kind, width, height) {
  const image = document.createElementNS(SVG, 'svg');
  image.setAttribute('class', kind);
  image.setAttribute('viewBox', `0 0 ${width} ${height}`);
  image.setAttribute('preserveAspectRatio', 'none');
  return image;
}

function rect(image, kind, position) {
  const part = document.createElementNS(SVG, 'rect');
  part.setAttribute('class', kind);
  for (const [name, value] of Object.entries(position)) {
    part.setAttribute(name, value);
  }
  image.append(part);
}

/** One column for each value; the label says what a sighted person sees. */
export function columns(values, label) {
  const image = svg('columns', values.length, 100);
  image.setAttribute('role', 'img');
  image.setAttribute('aria-label', label);
  const largest = Math.max(...values, 1);
  values.forEach((value, i) => {
    const height = value / largest * 100;
    rect(image, 'estimate', {x: i + .1, width: .8, y: 100 - height, height});
  });
  return image;
}

/** A bar of the estimate over the range it may be in, all as shares of the largest. */
export function bar(estimate, lower, upper, largest) {
  const image = svg('bar', 100, 10);
  image.setAttribute('aria-hidden', 'true');
  const at = value => largest > 0 ? Math.min(100, value / largest * 100) : 0;
  rect(image, 'estimate', {x: 0, width: Math.max(at(estimate), .3), y: 0, height: 10});
  rect(image, 'range', {x: at(lower), width: Math.max(at(upper) - at(lower), .3), y: 3, height: 4});
  return image;
}

/** A table; a column is {name, numeric, cell(row), sort(row)}. */
export function table(caption, columns, rows, order, onorder) {
  const head = columns.map((column, i) => el('th',
    {scope: 'col', class: column.numeric ? 'n' : null,
      'aria-sort': order && order.column === i ? (order.down ? 'descending' : 'ascending') : null},
    onorder && column.sort
      ? el('button', {type: 'button', 'data-name': column.name, onclick: () => onorder(i)},
          column.name + (order && order.column === i ? (order.down ? ' ▾' : ' ▴') : ''))
      : column.name));
  const body = rows.map(row => el('tr', {}, columns.map(column =>
    el('td', {class: column.numeric ? 'n' : column.mono ? 'mono' : null}, column.cell(row)))));
  return el('div', {class: 'wrap', tabindex: 0, role: 'region', 'aria-label': caption},
    el('table', {}, el('thead', {}, el('tr', {}, head)), el('tbody', {}, body)));
}
