// The table inside <x-chart> or <x-map> is the data: readable without script, and the table view beside the picture.
// Where there is none, it is made from a <script type="application/json"> or from the address in data-src:
// {"categories":["1月"],"series":[{"name":"户数","values":[3],"links":["/clues?month=1"]}],"codes":["520101"]}

const number = text => {
  const value = Number.parseFloat(String(text).replace(/[,\s%]/g, ''));
  return Number.isNaN(value) ? null : value;
};

/** Reads {categories, codes, series:[{name, values, links}]} from a table. */
export function readTable(table) {
  const head = [...table.querySelectorAll('thead tr:last-child > *')];
  const rows = [...table.querySelectorAll('tbody tr')].filter(row => row.children.length > 1);
  const series = head.slice(1).map((cell, at) => {
    const cells = rows.map(row => row.children[at + 1]);
    return {
      name: cell.textContent.trim(),
      values: cells.map(one => number(one?.dataset.value ?? one?.textContent ?? '')),
      links: cells.map((one, row) => one?.querySelector('a')?.href ?? rows[row].children[0].querySelector('a')?.href ?? null),
    };
  });
  return { categories: rows.map(row => row.children[0].textContent.trim()), codes: rows.map(row => row.dataset.code ?? ''), series };
}

function cellFor(tag, text, link) {
  const cell = document.createElement(tag);
  if (link) {
    const anchor = document.createElement('a');
    // Only addresses of our own: a value in the data must not become a script.
    const url = new URL(link, document.baseURI);
    if (url.origin === location.origin) anchor.href = url.href;
    anchor.textContent = text;
    cell.append(anchor);
  } else {
    cell.textContent = text;
  }
  return cell;
}

export function writeTable(data) {
  const table = document.createElement('table');
  table.className = 'grid';
  const head = table.createTHead().insertRow();
  head.append(cellFor('th', data.label ?? ''), ...data.series.map(one => cellFor('th', one.name)));
  const body = table.createTBody();
  data.categories.forEach((category, row) => {
    const line = body.insertRow();
    if (data.codes?.[row]) line.dataset.code = data.codes[row];
    line.append(cellFor('th', category));
    for (const one of data.series) line.append(cellFor('td', one.values[row]?.toLocaleString('zh-CN') ?? '—', one.links?.[row]));
  });
  for (const cell of table.querySelectorAll('tr > :not(:first-child)')) cell.classList.add('num');
  return table;
}

/** The element's table, made from its JSON where the page brought none; null when the data cannot be had. */
export async function tableOf(host) {
  const own = host.querySelector('table');
  if (own) return own;
  const block = host.querySelector('script[type="application/json"]');
  if (block) return writeTable(JSON.parse(block.textContent));
  const source = host.dataset.src;
  if (!source) return null;
  const answer = await fetch(source, { headers: { Accept: 'application/json' }, credentials: 'same-origin' });
  if (!answer.ok) throw new Error(`${source}: ${answer.status}`);
  return writeTable(await answer.json());
}

/** Puts title, switch, picture and table into the element; gives back the place for the picture. */
export function frame(host, table) {
  const head = document.createElement('div');
  head.className = 'chart-head';
  const title = document.createElement('b');
  title.textContent = host.title || (table.caption?.textContent ?? '');
  const area = document.createElement('div');
  area.className = 'chart-area';
  area.setAttribute('role', 'img');
  area.setAttribute('aria-label', `${title.textContent}（图；数据见表格）`);
  const list = document.createElement('div');
  list.className = 'chart-table';
  list.hidden = true;
  list.append(table);
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn-text';
  button.textContent = '看表格';
  button.addEventListener('click', () => {
    list.hidden = !list.hidden;
    area.hidden = !list.hidden;
    button.textContent = list.hidden ? '看表格' : '看图';
  });
  head.append(title, button);
  host.removeAttribute('title');
  if (table.caption) table.caption.className = 'visually-hidden';
  host.replaceChildren(head, area, list);
  return area;
}

// Okabe-Ito order, darkened where needed for 3:1 on white: told apart with any colour blindness and in grey print.
export const palette = ['#1f5fbf', '#d55e00', '#00805f', '#8a5a9e', '#b07d00', '#4c9ed9', '#5c6670'];
export const fontFamily = '"Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif';
export const library = () => import('../lib/echarts/echarts.js');
