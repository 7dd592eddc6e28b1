// The page of a grid: builds the sheet from what the server sent, keeps what is typed in this browser, and saves all changed rows at once.
import { fillDown } from './blocks.js';
import { Sheet } from './sheet.js';

const form = document.getElementById('sheet-form');
const data = form && JSON.parse(document.getElementById('sheet-data').textContent);
const key = data && `draft:${document.body.dataset.user ?? ''}:${data.draft}`;
const status = document.getElementById('sheet-status');
const $ = name => form.querySelector(`[data-sheet="${name}"]`);
let sheet, timer, saving = false;

const isChanged = row => row.cells.some((cell, c) => cell !== row.before[c]);
const isBlank = row => !row.id && row.cells.every((cell, c) => cell === '' || cell === (data.columns[c].usual ?? ''));
const changedRows = () => sheet.rows.map((row, n) => ({ row, n })).filter(({ row }) => isChanged(row) && !isBlank(row));

function tell() {
  const count = changedRows().length, faults = sheet.rows.reduce((sum, row) => sum + row.faults.filter(Boolean).length + (row.words ? 1 : 0), 0);
  status.textContent = `${count === 0 ? '没有改动' : `${count} 行有改动，还没有保存`}${faults > 0 ? `；${faults} 处要改` : ''}`;
  $('save').disabled = count === 0;
  $('next').hidden = faults === 0;
}

// What tells of a person stays out of the browser's store.
function keep() {
  const rows = changedRows().map(({ row, n }) => ({ n, id: row.id, cells: row.cells.map((cell, c) => data.columns[c].isSealed ? null : cell) }));
  try { if (rows.length === 0) localStorage.removeItem(key); else localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields: { rows } })); } catch { /* only the draft is lost */ }
}

function changed() {
  clearTimeout(timer);
  timer = setTimeout(keep, 600);
  tell();
}

function restore(kept) {
  const steps = [], taken = new Set();
  for (const one of kept) {
    let at = one.id ? sheet.rows.findIndex(row => row.id === one.id) : -1;
    if (at < 0 && one.id) continue;
    if (at < 0) at = sheet.rows.findIndex((row, r) => isBlank(row) && !taken.has(r));
    if (at < 0) { sheet.add(1); at = sheet.rows.length - 1; }
    taken.add(at);
    one.cells.forEach((cell, c) => { if (cell !== null) steps.push([at, c, cell]); });
  }
  sheet.set(steps);
}

function offer() {
  let kept;
  try { kept = JSON.parse(localStorage.getItem(key)); } catch { return; }
  if (!kept || Date.now() - kept.at > 7 * 86400000) return;
  const box = document.createElement('div');
  box.className = 'notice notice-warn';
  box.setAttribute('role', 'status');
  box.append(`这张表有 ${new Date(kept.at).toLocaleString('zh-CN', { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' })} 没有保存的 ${kept.fields.rows.length} 行。 `);
  for (const [words, act] of [['恢复', () => restore(kept.fields.rows)], ['丢弃', () => localStorage.removeItem(key)]]) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn btn-plain btn-sm';
    button.textContent = words;
    button.addEventListener('click', () => { act(); box.remove(); });
    box.append(button, ' ');
  }
  form.before(box);
}

function say(words, kind = 'error') {
  const box = document.getElementById('sheet-words');
  box.className = `notice notice-${kind}`;
  box.textContent = words;
  box.hidden = false;
}

function showFaults(faults) {
  for (const row of sheet.rows) { row.words = ''; row.faults = []; }
  for (const one of faults) {
    const row = sheet.rows[one.n], c = data.columns.findIndex(column => column.key === one.field);
    if (c >= 0) row.faults[c] = one.words; else row.words = [row.words, one.words].filter(Boolean).join('；');
  }
  sheet.rows.forEach((_, r) => sheet.fill(sheet.body.rows[r], r));
  tell();
  next();
}

function next() {
  const all = [];
  sheet.rows.forEach((row, r) => { if (row.words) all.push([r, 0]); row.faults.forEach((words, c) => { if (words) all.push([r, c]); }); });
  if (all.length === 0) return;
  const after = all.find(([r, c]) => r > sheet.at[0] || r === sheet.at[0] && c > sheet.at[1]) ?? all[0];
  sheet.go(...after);
}

async function save() {
  sheet.stop(true);
  keep();
  const rows = changedRows();
  if (rows.length === 0 || saving) return;
  saving = true;
  $('save').disabled = true;
  const body = new URLSearchParams(new FormData(form));
  body.set('rows', JSON.stringify(rows.map(({ row, n }) => ({ n, id: row.id, version: row.version, cells: Object.fromEntries(data.columns.map((column, c) => [column.key, row.cells[c]]).filter(([, text], c) => row.id ? text !== row.before[c] : text !== '')) }))));
  try {
    const answer = await fetch(form.action, { method: 'POST', body, credentials: 'same-origin', redirect: 'manual', headers: { 'X-Requested-With': 'XMLHttpRequest' } });
    if (answer.status === 401 || answer.type === 'opaqueredirect') say('登录已结束，表格里的内容都还在。请在新窗口登录，再回到这里保存。');
    else if (answer.status === 200) {
      localStorage.removeItem(key);
      location.assign((await answer.json()).next);
      return;
    } else if (answer.status === 422) {
      const said = await answer.json();
      say(said.words);
      showFaults(said.faults);
    } else say(answer.status === 409 ? '有人同时在改同一行，没有保存。请再点一次“保存”。' : `服务器没有保存（${answer.status}）。表格里的内容都还在，请稍后再试。`);
  } catch { say('网络不通，没有保存。表格里的内容都还在，请稍后再试。'); }
  saving = false;
  tell();
}

if (form) {
  form.hidden = false;
  for (const column of data.columns) {
    if (!column.choices) continue;
    const list = document.createElement('datalist');
    list.id = column.list = `choices-${column.key}`;
    list.append(...column.choices.map(choice => new Option(choice)));
    form.append(list);
  }
  const rows = data.rows.map(row => ({ ...row, before: [...row.cells], faults: [], words: '' }));
  sheet = new Sheet(form.querySelector('table'), data.columns, rows, changed);
  sheet.add(Math.max(3, 20 - rows.length));
  offer();
  tell();
  const acts = { undo: () => sheet.undo(), redo: () => sheet.redo(), down: () => fillDown(sheet), more: () => { sheet.add(10); sheet.go(sheet.rows.length - 10, 0); }, next, save };
  for (const [name, act] of Object.entries(acts)) $(name).addEventListener('click', act);
  form.addEventListener('submit', event => { event.preventDefault(); save(); });
  addEventListener('beforeunload', () => { sheet.stop(true); keep(); });
}
