// A table whose cells are typed into as in a spreadsheet. Rows: { id, version, place, locked, cells: [], before: [], faults: [] , words }.
import { listen } from './hands.js';
import { fault } from './text.js';

const most = 500;

export class Sheet {
  constructor(table, columns, rows, changed) {
    Object.assign(this, { table, columns, rows, changed, done: [], undone: [], at: [0, 0], from: [0, 0], editing: false });
    this.body = table.tBodies[0];
    this.input = document.createElement('input');
    this.input.className = 'sheet-input';
    this.input.autocomplete = 'off';
    this.input.maxLength = 2000;
    this.body.replaceChildren(...rows.map((_, r) => this.line(r)));
    listen(this);
  }

  line(r) {
    const row = document.createElement('tr');
    const head = document.createElement('th');
    head.scope = 'row';
    head.className = 'fix sheet-head';
    row.append(head, ...this.columns.map(column => {
      const cell = document.createElement('td');
      cell.dataset.label = column.name;
      return cell;
    }));
    this.fill(row, r);
    return row;
  }

  fill(row, r) {
    this.paintHead(row, r);
    for (let c = 0; c < this.columns.length; c++) this.paint(r, c, row.cells[c + 1]);
  }

  paintHead(line, r) {
    const row = this.rows[r];
    line.cells[0].textContent = row.locked ? `${r + 1} ${row.locked}` : `${r + 1}`;
    if (row.words) line.cells[0].append(note(row.words));
    line.classList.toggle('bad', Boolean(row.words));
    line.classList.toggle('locked', Boolean(row.locked));
    line.classList.toggle('fresh', !row.id);
  }

  paint(r, c, cell = this.cell(r, c)) {
    const row = this.rows[r], column = this.columns[c];
    const words = row.faults[c] || '';
    cell.className = `${column.isNumber ? 'num ' : ''}${words ? 'bad ' : ''}${row.cells[c] !== row.before[c] ? 'moved ' : ''}${row.locked || (c === 0 && column.isPlace && row.id) ? 'dead' : ''}`;
    cell.textContent = row.cells[c];
    if (words) cell.append(note(words));
  }

  cell(r, c) { return this.body.rows[r].cells[c + 1]; }

  isDead(r, c) { return Boolean(this.rows[r].locked) || (this.columns[c].isPlace && this.columns[c].isFixed && Boolean(this.rows[r].id)); }

  add(count) {
    for (let n = 0; n < count && this.rows.length < most; n++) {
      const cells = this.columns.map(column => column.usual ?? '');
      this.rows.push({ id: null, version: 0, cells, before: [...cells], faults: [], words: '' });
      this.body.append(this.line(this.rows.length - 1));
    }
  }

  /** Several cells at once are one step of undo. */
  set(changes) {
    const real = changes.filter(([r, c, to]) => !this.isDead(r, c) && this.rows[r].cells[c] !== to).map(([r, c, to]) => ({ r, c, to, from: this.rows[r].cells[c] }));
    if (real.length === 0) return;
    this.done.push(real);
    if (this.done.length > 200) this.done.shift();
    this.undone = [];
    this.apply(real, 'to');
  }

  apply(steps, which) {
    for (const step of steps) {
      const row = this.rows[step.r];
      row.cells[step.c] = step[which];
      row.faults[step.c] = fault(this.columns[step.c], step[which]);
      this.paint(step.r, step.c);
      if (row.words) { row.words = ''; this.paintHead(this.body.rows[step.r], step.r); }
    }
    this.changed();
    this.mark();
  }

  undo() { this.stop(true); const steps = this.done.pop(); if (steps) { this.undone.push(steps); this.apply(steps, 'from'); this.go(steps[0].r, steps[0].c); } }
  redo() { this.stop(true); const steps = this.undone.pop(); if (steps) { this.done.push(steps); this.apply(steps, 'to'); this.go(steps[0].r, steps[0].c); } }

  box() {
    const [r1, r2] = [this.at[0], this.from[0]].sort((a, b) => a - b), [c1, c2] = [this.at[1], this.from[1]].sort((a, b) => a - b);
    return { r1, r2, c1, c2 };
  }

  mark() {
    for (const cell of this.body.querySelectorAll('.on, .here')) cell.classList.remove('on', 'here');
    const { r1, r2, c1, c2 } = this.box();
    for (let r = r1; r <= r2; r++) for (let c = c1; c <= c2; c++) this.cell(r, c).classList.add('on');
    this.cell(...this.at).classList.add('here');
  }

  go(r, c, keep = false) {
    if (r >= this.rows.length && r < most) this.add(1);
    this.at = [Math.max(0, Math.min(r, this.rows.length - 1)), Math.max(0, Math.min(c, this.columns.length - 1))];
    if (!keep) this.from = [...this.at];
    this.mark();
    this.rest();
  }

  /** The input stands unseen in the chosen cell, so that typing, also with an input method, begins at once. */
  rest() {
    const cell = this.cell(...this.at), column = this.columns[this.at[1]];
    this.editing = false;
    this.input.value = '';
    this.input.className = 'sheet-input quiet';
    this.input.setAttribute('aria-label', `${column.name} 第 ${this.at[0] + 1} 行 ${this.rows[this.at[0]].cells[this.at[1]]}`);
    this.input.inputMode = column.isNumber ? 'decimal' : 'text';
    if (column.list) this.input.setAttribute('list', column.list); else this.input.removeAttribute('list');
    this.input.readOnly = this.isDead(...this.at);
    if (this.input.parentElement !== cell) cell.append(this.input);
    this.input.focus({ preventScroll: true });
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  edit(text) {
    if (this.isDead(...this.at)) return;
    this.editing = true;
    this.input.className = 'sheet-input';
    if (text !== undefined) { this.input.value = text; this.input.select(); }
  }

  stop(keep) {
    if (!this.editing) return;
    const text = this.input.value.trim(), [r, c] = this.at;
    this.editing = false;
    this.input.remove();
    if (keep) this.set([[r, c, text]]); else this.paint(r, c);
  }
}

function note(words) {
  const small = document.createElement('small');
  small.className = 'sheet-fault';
  small.textContent = words;
  return small;
}
