// Mouse, touch and keys over a sheet.
import { clear, copy, fillDown, paste } from './blocks.js';

export function listen(sheet) {
  sheet.body.addEventListener('pointerdown', event => {
    const cell = event.target.closest('td');
    sheet.touched = event.pointerType === 'touch';
    if (!cell || sheet.touched || event.target === sheet.input && sheet.editing) return;
    event.preventDefault();
    const place = [cell.parentElement.sectionRowIndex, cell.cellIndex - 1];
    const again = !event.shiftKey && place[0] === sheet.at[0] && place[1] === sheet.at[1] && sheet.input.isConnected;
    sheet.stop(true);
    sheet.go(...place, event.shiftKey);
    if (again) sheet.edit(sheet.rows[place[0]].cells[place[1]]);
    else sheet.dragging = true;
  });
  // a touch may be the beginning of scrolling; one that ends where it began asks for the keyboard at once
  sheet.body.addEventListener('click', event => {
    const cell = event.target.closest('td');
    if (!cell || !sheet.touched || event.target === sheet.input && sheet.editing) return;
    sheet.stop(true);
    sheet.go(cell.parentElement.sectionRowIndex, cell.cellIndex - 1);
    sheet.edit(sheet.rows[sheet.at[0]].cells[sheet.at[1]]);
  });
  sheet.body.addEventListener('pointerover', event => {
    const cell = sheet.dragging && event.buttons === 1 && event.target.closest('td');
    if (!cell) return;
    sheet.at = [cell.parentElement.sectionRowIndex, cell.cellIndex - 1];
    sheet.mark();
  });
  addEventListener('pointerup', () => { if (sheet.dragging) { sheet.dragging = false; sheet.input.focus({ preventScroll: true }); } });
  sheet.input.addEventListener('compositionstart', () => sheet.editing || sheet.edit());
  sheet.input.addEventListener('input', () => sheet.editing || sheet.edit());
  sheet.input.addEventListener('blur', () => sheet.stop(true));
  sheet.input.addEventListener('keydown', event => key(sheet, event));
  sheet.input.addEventListener('paste', event => {
    const text = event.clipboardData.getData('text/plain');
    if (sheet.editing && !/[\t\n]/.test(text)) return;
    event.preventDefault();
    sheet.stop(true);
    paste(sheet, text);
  });
  for (const kind of ['copy', 'cut']) sheet.input.addEventListener(kind, event => copy(sheet, event, kind === 'cut'));
}

function key(sheet, event) {
  if (event.isComposing) return;
  const [r, c] = sheet.at, control = event.ctrlKey || event.metaKey;
  const act = {
    Enter: () => { if (!sheet.editing && !event.shiftKey && sheet.columns[c].list && !sheet.isDead(r, c)) sheet.edit(sheet.rows[r].cells[c]); else { sheet.stop(true); sheet.go(r + (event.shiftKey ? -1 : 1), c); } },
    Tab: () => { sheet.stop(true); const last = sheet.columns.length - 1; event.shiftKey ? c > 0 ? sheet.go(r, c - 1) : sheet.go(r - 1, last) : c < last ? sheet.go(r, c + 1) : sheet.go(r + 1, 0); },
    Escape: () => { sheet.stop(false); sheet.go(r, c); },
    F2: () => sheet.edit(sheet.rows[r].cells[c]),
  }[event.key];
  if (event.key === 'Tab' && (event.shiftKey ? r === 0 && c === 0 : r === sheet.rows.length - 1 && c === sheet.columns.length - 1)) return;
  if (act) { event.preventDefault(); act(); return; }
  if (control && ['z', 'y', 'd'].includes(event.key.toLowerCase())) {
    event.preventDefault();
    if (event.key.toLowerCase() === 'd') fillDown(sheet);
    else if (event.key.toLowerCase() === 'y' || event.shiftKey) sheet.redo(); else sheet.undo();
    return;
  }
  if (sheet.editing) return;
  const move = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-15, 0], PageDown: [15, 0], Home: [control ? -r : 0, -c], End: [control ? sheet.rows.length - 1 - r : 0, sheet.columns.length - 1 - c] }[event.key];
  if (move) { event.preventDefault(); sheet.go(Math.min(r + move[0], sheet.rows.length - 1), c + move[1], event.shiftKey); return; }
  if (event.key === 'Delete' || event.key === 'Backspace') { event.preventDefault(); clear(sheet); }
}
