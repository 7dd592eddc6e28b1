// A list whose rows can be ticked: <form data-ticks> with [data-tick-all], checkboxes data-tick, .batch and [data-ticked].
// The batch bar shows once something is ticked; shift-click ticks a range.
export function startTicks(root) {
  for (const form of root.querySelectorAll('form[data-ticks]')) startOne(form);
}

function startOne(form) {
  const all = form.querySelector('[data-tick-all]');
  const ticks = () => [...form.querySelectorAll('input[data-tick]')];
  let last = null;

  const show = () => {
    const boxes = ticks();
    const count = boxes.filter(box => box.checked).length;
    for (const box of boxes) box.closest('tr')?.classList.toggle('ticked', box.checked);
    for (const words of form.querySelectorAll('[data-ticked]')) words.textContent = `已选 ${count} 条`;
    for (const bar of form.querySelectorAll('.batch')) bar.hidden = count === 0;
    if (all) {
      all.checked = count > 0 && count === boxes.length;
      all.indeterminate = count > 0 && count < boxes.length;
    }
  };

  all?.addEventListener('change', () => {
    for (const box of ticks()) box.checked = all.checked;
    show();
  });
  form.addEventListener('click', event => {
    const box = event.target.closest('input[data-tick]');
    if (!box) return;
    if (event.shiftKey && last) {
      const boxes = ticks();
      const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
      for (const one of boxes.slice(from, to + 1)) one.checked = box.checked;
    }
    last = box;
    show();
  });
  show();
}
