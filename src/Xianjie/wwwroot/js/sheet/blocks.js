// What is done to a block of cells at once: paste, fill down, copy, clear.
import { parse, write } from './text.js';

export function paste(sheet, text) {
  const block = parse(text), { r1, r2, c1, c2 } = sheet.box();
  const need = r1 + block.length - sheet.rows.length;
  if (need > 0) sheet.add(need);
  const changes = [];
  // one value over many cells fills them all
  const tall = block.length === 1 ? Math.max(1, r2 - r1 + 1) : block.length, wide = block[0].length === 1 ? Math.max(1, c2 - c1 + 1) : 0;
  for (let r = 0; r < tall; r++) {
    const row = block[r % block.length];
    for (let c = 0; c < Math.max(row.length, wide); c++) {
      if (r1 + r < sheet.rows.length && c1 + c < sheet.columns.length) changes.push([r1 + r, c1 + c, row[c % row.length].trim()]);
    }
  }
  sheet.set(changes);
  sheet.go(r1, c1);
  sheet.from = [Math.min(r1 + tall, sheet.rows.length) - 1, Math.min(c1 + Math.max(wide, ...block.map(row => row.length)), sheet.columns.length) - 1];
  sheet.mark();
  return block.length - Math.max(0, r1 + block.length - sheet.rows.length);
}

export function fillDown(sheet) {
  sheet.stop(true);
  let { r1, r2, c1, c2 } = sheet.box();
  if (r1 === r2) { if (r1 === 0) return; r1--; }
  const changes = [];
  for (let r = r1 + 1; r <= r2; r++) for (let c = c1; c <= c2; c++) changes.push([r, c, sheet.rows[r1].cells[c]]);
  sheet.set(changes);
  sheet.rest();
}

export function clear(sheet) {
  const { r1, r2, c1, c2 } = sheet.box(), changes = [];
  for (let r = r1; r <= r2; r++) for (let c = c1; c <= c2; c++) changes.push([r, c, '']);
  sheet.set(changes);
  sheet.rest();
}

export function copy(sheet, event, cut) {
  if (sheet.editing) return;
  event.preventDefault();
  const { r1, r2, c1, c2 } = sheet.box();
  event.clipboardData.setData('text/plain', write(sheet.rows.slice(r1, r2 + 1).map(row => row.cells.slice(c1, c2 + 1))));
  if (cut) clear(sheet);
}
