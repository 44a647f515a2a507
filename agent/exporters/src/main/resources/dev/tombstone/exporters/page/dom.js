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

const SVG = 'http://www.w3.org/2000/svg';

/** A bar of the estimate over the range it may be in, all as shares of the largest. */
export function bar(estimate, lower, upper, largest) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'bar');
  svg.setAttribute('viewBox', '0 0 100 10');
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('aria-hidden', 'true');
  const part = (kind, x, width, y, height) => {
    const rect = document.createElementNS(SVG, 'rect');
    rect.setAttribute('class', kind);
    for (const [name, value] of Object.entries({x, y, width: Math.max(width, .3), height})) {
      rect.setAttribute(name, value);
    }
    svg.append(rect);
  };
  const at = value => largest > 0 ? Math.min(100, value / largest * 100) : 0;
  part('estimate', 0, at(estimate), 0, 10);
  part('range', at(lower), at(upper) - at(lower), 3, 4);
  return svg;
}

/** A table; a column is {name, numeric, cell(row), sort(row)}. */
export function table(caption, columns, rows, order, onorder) {
  const head = columns.map((column, i) => el('th',
    {scope: 'col', class: column.numeric ? 'n' : null,
      'aria-sort': order && order.column === i ? (order.down ? 'descending' : 'ascending') : null},
    onorder && column.sort
      ? el('button', {type: 'button', onclick: () => onorder(i)},
          column.name + (order && order.column === i ? (order.down ? ' ▾' : ' ▴') : ''))
      : column.name));
  const body = rows.map(row => el('tr', {}, columns.map(column =>
    el('td', {class: column.numeric ? 'n' : column.mono ? 'mono' : null}, column.cell(row)))));
  return el('div', {class: 'wrap', tabindex: 0, role: 'region', 'aria-label': caption},
    el('table', {}, el('thead', {}, el('tr', {}, head)), el('tbody', {}, body)));
}
