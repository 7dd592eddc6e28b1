// On a phone a table becomes a stack of cards: each cell carries the name of its column. Long query forms are folded to their first field.
export function startPhone(root) {
  for (const table of root.querySelectorAll('table.grid')) label(table);
  for (const form of root.querySelectorAll('form.query')) fold(form);
}

function label(table) {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  if (table.tHead?.rows.length !== 1 || heads.some(head => head.colSpan > 1) || table.classList.contains('flat')) return;
  const names = heads.map(head => head.textContent.trim());
  const title = heads.findIndex((head, at) => names[at] !== '' && !head.classList.contains('tick'));
  for (const body of table.tBodies) {
    for (const row of body.rows) {
      if (row.cells.length !== heads.length) continue;
      [...row.cells].forEach((cell, at) => {
        if (at === title) cell.classList.add('stack-title');
        else cell.dataset.label = cell.classList.contains('act') || cell.classList.contains('tick') ? '' : names[at];
        cell.classList.toggle('stack-blank', ['', '—'].includes(cell.textContent.trim()) && !cell.querySelector('input, button, svg'));
      });
    }
  }
  table.classList.add('stack');
}

function fold(form) {
  const fields = [...form.querySelectorAll('label')].slice(1);
  if (fields.length < 2 || form.querySelector('.query-fold')) return;
  const used = fields.filter(field => [...field.querySelectorAll('input, select')].some(one => one.value !== '' && one.type !== 'checkbox')).length;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn btn-outline-secondary query-fold';
  const show = () => {
    const folded = form.classList.contains('folded');
    button.setAttribute('aria-expanded', String(!folded));
    button.textContent = folded ? `更多条件${used ? `（已选 ${used}）` : ''}` : '收起条件';
  };
  button.addEventListener('click', () => { form.classList.toggle('folded'); show(); });
  form.classList.add('folded');
  (form.querySelector('.query-go') ?? form).append(button);
  show();
}
