// Column choice. <form method="get" data-columns="households" data-for="table-id"> holds checkboxes name="cols" value="key"; cells of the
// table carry data-col="key". The server reads cols from the address; with script the choice shows at once, is remembered for this kind of
// list, and is carried by links marked data-carry-cols (export gives exactly what is shown).
export function startColumns(root) {
  for (const form of root.querySelectorAll('form[data-columns]')) startOne(form);
}

function startOne(form) {
  const table = document.getElementById(form.dataset.for);
  const boxes = [...form.querySelectorAll('input[name=cols]')];
  if (!table || boxes.length === 0) return;
  const key = `cols:${form.dataset.columns}`;
  const url = new URL(location.href);

  const kept = localStorage.getItem(key);
  if (kept !== null && !url.searchParams.has('cols')) {
    const chosen = new Set(kept.split(','));
    for (const box of boxes) box.checked = chosen.has(box.value);
  }

  const show = () => {
    const chosen = boxes.filter(box => box.checked).map(box => box.value);
    const every = chosen.length === boxes.length;
    for (const box of boxes) {
      for (const cell of table.querySelectorAll(`[data-col="${CSS.escape(box.value)}"]`)) cell.classList.toggle('off', !box.checked);
    }
    carry(every ? null : chosen);
    return chosen;
  };
  form.addEventListener('change', () => localStorage.setItem(key, show().join(',')));
  form.addEventListener('submit', event => event.preventDefault());
  const button = form.querySelector('button[type=submit]');
  if (button) button.hidden = true;
  show();
}

function carry(chosen) {
  const here = new URL(location.href);
  put(here, chosen);
  history.replaceState(history.state, '', here);
  for (const link of document.querySelectorAll('a[data-carry-cols]')) {
    const target = new URL(link.href);
    put(target, chosen);
    link.href = target.href;
  }
}

function put(url, chosen) {
  url.searchParams.delete('cols');
  for (const one of chosen ?? []) url.searchParams.append('cols', one);
}
