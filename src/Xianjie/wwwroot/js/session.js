// <body data-idle="1800">: some time before the session ends for want of use, the page says so and offers to go on. Whoever is typing goes on
// without being asked. What the server keeps of a form that came too late is put back where the address says #kept=….
const ahead = 120;
const stillAt = 240;
const root = new URL('../', import.meta.url).pathname;
let moved = Date.now();
let asked = Date.now();
let timer;

async function left(path) {
  try {
    const answer = await fetch(root + path, { credentials: 'same-origin', cache: 'no-store', headers: { 'X-Requested-With': 'XMLHttpRequest' } });
    if (answer.status === 401) return 0;
    return answer.ok ? (await answer.json()).left : null;
  } catch { return null; }
}

function box() {
  let one = document.getElementById('session-warning');
  if (one) return one;
  one = document.createElement('div');
  one.id = 'session-warning';
  one.className = 'notice notice-warn session-warning';
  one.setAttribute('role', 'alertdialog');
  one.setAttribute('aria-label', '登录快要结束');
  document.body.append(one);
  return one;
}

function warn(seconds) {
  const one = box();
  const words = document.createElement('p');
  words.textContent = `您有一段时间没有操作，${seconds > 90 ? `${Math.round(seconds / 60)} 分钟` : `${Math.max(1, Math.round(seconds))} 秒`}后将自动退出登录。填写的内容不会丢。`;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'btn btn-primary btn-sm';
  button.textContent = '继续';
  button.addEventListener('click', goOn);
  one.replaceChildren(words, button);
}

function over() {
  const words = document.createElement('p');
  words.textContent = '登录已结束。填写的内容还在本页：请在新窗口登录，再回到这里提交。';
  const link = document.createElement('a');
  link.href = `${root}login?ReturnUrl=%2Finbox`;
  link.target = '_blank';
  link.rel = 'noopener';
  link.className = 'btn btn-primary btn-sm';
  link.textContent = '去登录';
  box().replaceChildren(words, link);
}

async function goOn() {
  const seconds = await left('session/alive');
  asked = Date.now();
  if (seconds === 0) return over();
  document.getElementById('session-warning')?.remove();
  plan(seconds ?? ahead * 2);
}

async function look() {
  // Another window may have been at work, or someone types here
  if (moved > asked) return goOn();
  const seconds = await left('session/left');
  if (seconds === null) return plan(ahead + 30);
  if (seconds === 0) return over();
  if (seconds > ahead) {
    document.getElementById('session-warning')?.remove();
    return plan(seconds);
  }
  warn(seconds);
  timer = setTimeout(look, Math.min(20, Math.max(1, seconds)) * 1000);
}

function plan(seconds) {
  clearTimeout(timer);
  timer = setTimeout(look, Math.max(5, Math.min(stillAt, seconds - ahead)) * 1000);
}

// A part of a page that asked for sign-in: the page stays as it is.
document.addEventListener('htmx:responseError', event => { if (event.detail.xhr.status === 401) over(); });

export function startSession() {
  const idle = Number(document.body.dataset.idle);
  if (!idle || document.body.dataset.kept) return;
  for (const kind of ['keydown', 'pointerdown', 'input']) document.addEventListener(kind, () => { moved = Date.now(); }, { passive: true, capture: true });
  plan(idle);
}

// --- forms that were put aside ---

function* controls(form, name) {
  for (const field of form.elements) if (field.name === name && !field.disabled) yield field;
}

function put(form, fields) {
  const byName = new Map();
  for (const { name, value } of fields) byName.set(name, [...(byName.get(name) ?? []), value]);
  for (const [name, values] of byName) {
    const rest = [...values];
    for (const field of controls(form, name)) {
      if (['hidden', 'password', 'file', 'submit', 'button'].includes(field.type)) continue;
      if (field.type === 'checkbox' || field.type === 'radio') field.checked = values.includes(field.value);
      else if (field.multiple) for (const option of field.options) option.selected = values.includes(option.value);
      else field.value = rest.length > 1 ? rest.shift() : rest[0];
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
  }
}

async function attach(form, id, files) {
  for (const { number, field, name, type } of files) {
    const input = [...controls(form, field)].find(one => one.type === 'file');
    const answer = input && await fetch(`${root}session/kept/${id}/${number}`, { credentials: 'same-origin' });
    if (!answer || !answer.ok) continue;
    const given = new DataTransfer();
    for (const one of input.files) given.items.add(one);
    given.items.add(new File([await answer.blob()], name, { type }));
    input.files = given.files;
  }
}

export async function startKept(say) {
  const id = /^#kept=([0-9a-f-]{36})$/.exec(location.hash)?.[1];
  if (!id) return;
  history.replaceState(null, '', location.pathname + location.search);
  const answer = await fetch(`${root}session/kept/${id}`, { credentials: 'same-origin' }).catch(() => null);
  if (!answer || !answer.ok) return;
  const kept = await answer.json();
  // Of several forms the one that knows most of what was typed
  const names = new Set(kept.fields.map(one => one.name));
  const known = form => new Set([...form.elements].map(one => one.name).filter(name => names.has(name))).size;
  const form = [...document.querySelectorAll('main form[method=post]')].sort((a, b) => known(b) - known(a))[0];
  if (!form || known(form) === 0) return;
  put(form, kept.fields);
  await attach(form, id, kept.files);
  say(kept.lost.length ? `刚才填写的内容已恢复。文件 ${kept.lost.join('、')} 请重新选择。` : '刚才填写的内容已恢复，请核对后提交。', 'ok');
  form.scrollIntoView({ block: 'nearest' });
}
