// What the server said about a form that was sent: what to correct, or what changed meanwhile, with both versions. Nothing typed is lost.
const element = (tag, words, css) => {
  const one = document.createElement(tag);
  if (words) one.textContent = words;
  if (css) one.className = css;
  return one;
};

const button = (words, css, act) => {
  const one = element('button', words, `btn ${css} btn-sm`);
  one.type = 'button';
  one.addEventListener('click', act);
  return one;
};

export function showAnswer(form, item, act, again) {
  form.parentElement.querySelector('[data-capture-note]')?.remove();
  for (const old of form.querySelectorAll('[data-capture-fault]')) old.remove();
  const box = element('div', '', `notice notice-${item.answer.state === 'conflict' ? 'warn' : 'error'}`);
  box.dataset.captureNote = '';
  box.setAttribute('role', 'alert');
  box.tabIndex = -1;
  if (item.answer.state === 'conflict') conflict(box, form, item, again);
  else faults(box, form, item.answer.faults ?? []);
  const row = element('p');
  row.append(button('放弃这份表', 'btn-plain', async () => {
    if (!window.confirm('放弃后，手机里填的这份表会删除。确定吗？')) return;
    await window.vault.drop('outbox', item.id);
    location.assign(location.pathname + location.search);
  }));
  box.append(row);
  form.before(box);
  box.focus();
}

function faults(box, form, list) {
  box.append(element('p', `没有登记，有 ${list.length} 处要改，填写的内容都还在：`));
  const lines = element('ul');
  for (const { field, words } of list) {
    lines.append(element('li', words));
    const control = field && form.elements[field];
    const place = control && (control.length !== undefined && !control.tagName ? control[0] : control).closest('.field');
    if (!place) continue;
    const line = element('div', words, 'error');
    line.dataset.captureFault = '';
    place.append(line);
  }
  box.append(lines);
}

function conflict(box, form, item, again) {
  const { words, lines, replace } = item.answer.conflict;
  box.append(element('p', words));
  if (lines.length > 0) {
    const table = element('table', '', 'grid flat');
    const head = table.createTHead().insertRow();
    for (const title of ['项目', '手机里填的', '系统里现在的']) head.append(element('th', title));
    const body = table.createTBody();
    for (const line of lines) {
      const row = body.insertRow();
      row.append(element('th', line.what), element('td', line.mine || '—', 'long'), element('td', line.theirs || '—', 'long'));
    }
    box.append(table);
  }
  if (!replace) return;
  box.append(button('核对过了，用手机里填的替换', 'btn-primary', () => {
    for (const [name, value] of Object.entries(replace)) if (form.elements[name]) form.elements[name].value = value;
    again();
  }));
}
