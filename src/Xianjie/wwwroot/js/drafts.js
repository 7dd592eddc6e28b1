// <form data-draft="household-edit-…">: nothing typed is lost. What is typed stays in this browser for this user until the form has been
// accepted, for seven days at most. Passwords, files, hidden fields and whatever is marked data-sensitive are never kept.
const days = 7;
const prefix = 'draft:';
const user = () => document.body.dataset.user ?? '';
const keyOf = form => `${prefix}${user()}:${form.dataset.draft}`;

function* fields(form) {
  for (const field of form.elements) {
    if (!field.name || field.disabled || field.closest('[data-sensitive]')) continue;
    if (['password', 'file', 'hidden', 'submit', 'button', 'reset'].includes(field.type)) continue;
    yield field;
  }
}

const ticked = field => field.type === 'checkbox' || field.type === 'radio';

function valueOf(field) {
  if (ticked(field)) return field.checked;
  return field.multiple ? [...field.selectedOptions].map(option => option.value) : field.value;
}

const nameOf = field => ticked(field) ? `${field.name}=${field.value}` : field.name;
const read = form => Object.fromEntries([...fields(form)].map(field => [nameOf(field), valueOf(field)]));

function write(form, kept) {
  for (const field of fields(form)) {
    const value = kept[nameOf(field)];
    if (value === undefined) continue;
    if (ticked(field)) field.checked = value;
    else if (field.multiple) for (const option of field.options) option.selected = value.includes(option.value);
    else field.value = value;
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }
}

// A store that is full or forbidden only costs the draft.
function store(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch { /* see above */ }
}

function load(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(key));
    return kept && Date.now() - kept.at < days * 86400000 ? kept : null;
  } catch { return null; }
}

function sweep(all) {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(prefix) && (all || !load(key))) store(key, null);
  }
}

function offer(form, key, kept) {
  const box = document.createElement('div');
  box.className = 'notice notice-warn';
  box.setAttribute('role', 'status');
  const when = new Date(kept.at).toLocaleString('zh-CN', { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' });
  box.append(`这张表有 ${when} 没有提交的内容。 `);
  const button = (words, act) => {
    const one = document.createElement('button');
    one.type = 'button';
    one.className = 'btn btn-plain btn-sm';
    one.textContent = words;
    one.addEventListener('click', () => { act(); box.remove(); });
    box.append(one, ' ');
  };
  button('恢复', () => write(form, kept.fields));
  button('丢弃', () => store(key, null));
  form.before(box);
}

export function startDrafts(root) {
  // The server names the draft of the form it has just accepted; signing out leaves nothing behind.
  const done = document.body.dataset.draftDone;
  if (done) store(`${prefix}${user()}:${done}`, null);
  for (const out of root.querySelectorAll('form[data-clear-drafts]')) out.addEventListener('submit', () => sweep(true));
  // Forms that can be filled without a network keep their drafts encrypted (capture/forms.js), where the browser can do that.
  for (const form of root.querySelectorAll('form[data-draft]')) if (!(form.dataset.capture && window.vault)) startOne(form);
}

function startOne(form) {
  const key = keyOf(form);
  const shown = JSON.stringify(read(form));
  const kept = load(key);
  // After a refusal the page already has everything in it.
  if (kept && !document.getElementById('form-errors') && JSON.stringify(kept.fields) !== shown) offer(form, key, kept);
  let timer;
  const keep = () => {
    const now = read(form);
    store(key, JSON.stringify(now) === shown ? null : { at: Date.now(), fields: now });
  };
  form.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(keep, 600); });
  form.addEventListener('submit', () => { clearTimeout(timer); keep(); });
  window.addEventListener('pagehide', () => clearTimeout(timer));
}

sweep(false);
