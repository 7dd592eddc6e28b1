// <form data-capture="visit-…" data-capture-title="走访：张某">: every change is kept on the phone; what is submitted goes through the outbox.
import { photosOf, putBack } from './photos.js';
import { showAnswer } from './answers.js';

const { vault, outbox } = window;
const skip = ['__RequestVerificationToken'];

export function startForms(act) {
  for (const form of document.querySelectorAll('form[data-capture]')) start(form, act).catch(() => {});
}

export const freshKey = () => {
  const b = crypto.getRandomValues(new Uint8Array(16));
  [b[6], b[8]] = [(b[6] & 0x0f) | 0x40, (b[8] & 0x3f) | 0x80];
  const hex = [...b].map(one => one.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

const keyField = form => form.querySelector('input[type=hidden][name$=".FormKey"]');
const fieldsOf = (form, button) => {
  const fields = [...new FormData(form)].filter(([name, value]) => typeof value === 'string' && !skip.includes(name));
  if (button && button.name) fields.push([button.name, button.value]);
  return fields;
};

async function start(form, act) {
  await act.ready;
  const name = `${act.login}:${form.dataset.capture}`;
  const waiting = (await outbox.list(act.login)).find(item => item.key === form.dataset.capture && item.state !== 'delivered');
  const row = waiting ? null : await vault.get('drafts', name);
  const draft = row && row.login === act.login ? await vault.open(act.login, row.sealed) : null;
  const id = waiting ? waiting.id : draft ? draft.id : freshKey();
  keyField(form).value = id;
  // A server that gave the form back has everything in it already.
  if (!document.getElementById('form-errors')) {
    if (waiting) await restoreWaiting(form, waiting, act);
    else if (draft) fill(form, draft.fields);
  }
  if (draft) putBack(form, await opened(act.login, row.photos));
  if (draft) note(form, '上次没填完的内容已经恢复。', 'ok');
  follow(form, name, id, act);
  form.addEventListener('submit', event => { event.preventDefault(); submit(form, event.submitter, name, id, act); });
  form.dataset.ready = '';
}

const opened = async (login, photos) => Promise.all(photos.map(async photo => ({ ...photo, bytes: await vault.openBytes(login, photo) })));

async function restoreWaiting(form, item, act) {
  fill(form, item.fields);
  putBack(form, await opened(act.login, item.photos));
  if (item.answer && item.state !== 'waiting') showAnswer(form, item, act, () => submitAgain(form));
  else note(form, '这张表已经填好，等有网时自动送出。现在改了要再按一次保存。', 'warn');
}

const submitAgain = form => form.requestSubmit(form.querySelector('button[name=then][value=list]') ?? form.querySelector('.form-actions button'));

function fill(form, fields) {
  const given = new Map();
  for (const [name, value] of fields) given.set(name, [...(given.get(name) ?? []), value]);
  for (const field of form.elements) {
    if (!field.name || field.type === 'file' || field.type === 'submit' || field.name.endsWith('.FormKey') || skip.includes(field.name)) continue;
    const values = given.get(field.name) ?? [];
    if (field.type === 'checkbox' || field.type === 'radio') field.checked = values.includes(field.value);
    else if (values.length > 0) field.value = values[0];
  }
  form.dispatchEvent(new Event('change', { bubbles: true }));
}

// Saved a moment after each change, and at once when the page is left.
function follow(form, name, id, act) {
  let timer = null;
  const save = async () => {
    timer = null;
    if (form.dataset.sent !== undefined) return;
    const photos = [];
    for (const photo of await photosOf(form)) photos.push({ field: photo.field, name: photo.name, type: photo.type, ...await vault.sealBytes(act.login, photo.bytes) });
    if (form.dataset.sent === undefined) await vault.keep('drafts', name, act.login, { id, fields: fieldsOf(form) }, { photos });
  };
  const soon = () => { clearTimeout(timer); timer = setTimeout(save, 250); };
  form.addEventListener('input', soon);
  form.addEventListener('change', soon);
  document.addEventListener('visibilitychange', () => { if (document.hidden && timer) save(); });
}

async function submit(form, button, name, id, act) {
  if (form.dataset.sent !== undefined) return;
  form.dataset.sent = '';
  const item = {
    id, key: form.dataset.capture, title: form.dataset.captureTitle, action: form.action, page: location.pathname + location.search,
    fields: fieldsOf(form, button), photos: await photosOf(form),
  };
  try {
    await outbox.add(act.login, item);
  } catch {
    // No room on the phone: then as any other form.
    form.submit();
    return;
  }
  await vault.drop('drafts', name);
  const answer = (await act.send(id)).answers[id];
  if (answer && answer.state === 'delivered') {
    // Said on the page that follows, as after any other form.
    sessionStorage.setItem('capture-words', answer.words);
    location.assign(new URL(answer.next.slice(1), self.captureRoot));
  } else if (answer) {
    delete form.dataset.sent;
    showAnswer(form, { ...item, answer }, act, () => submitAgain(form));
  } else location.assign(`${self.captureRoot}capture`);
}

export function note(form, words, kind) {
  form.parentElement.querySelector('[data-capture-note]')?.remove();
  const box = document.createElement('div');
  box.className = `notice notice-${kind}`;
  box.dataset.captureNote = '';
  box.setAttribute('role', 'status');
  box.textContent = words;
  form.before(box);
  return box;
}
