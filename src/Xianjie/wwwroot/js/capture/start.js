// Filling forms at the door without a network. Works where the browser has what it takes (https or this machine itself); elsewhere every form is
// an ordinary form.
import './vault.js';
import './outbox.js';
import { startForms } from './forms.js';
import { showOutbox } from './list.js';

const root = new URL('../../', import.meta.url).href;
self.captureRoot = root;

export function startCapture(say) {
  if (!window.vault || !navigator.serviceWorker) return;
  const login = document.body.dataset.user;
  navigator.serviceWorker.register(`${root}sw.js`, { scope: root }).catch(() => {});
  if (!login) return;
  const ready = window.vault.become(login).then(() => keepFiles());
  const act = { login, say, ready, send: own => send(login, say, own) };
  keptWords();
  guardSignOut(login);
  startForms(act);
  showOutbox(act);
  ready.then(() => window.outbox.waiting(login)).then(count => { badge(count); if (count > 0) act.send(); });
  window.addEventListener('online', act.send);
  document.addEventListener('visibilitychange', () => { if (!document.hidden) act.send(); });
  setInterval(() => window.outbox.waiting(login).then(count => { if (count > 0) act.send(); }), 20000);
}

// The scripts and styles of this page, so that a kept page looks and works the same.
async function keepFiles() {
  const { active } = await navigator.serviceWorker.ready;
  const files = performance.getEntriesByType('resource').map(one => one.name).filter(name => name.startsWith(root) && !name.includes('/capture/session'));
  active.postMessage({ files });
}

// What became of the form that was just submitted (own) its page says itself.
async function send(login, say, own) {
  const result = await window.outbox.send(login);
  badge(result.left);
  document.dispatchEvent(new CustomEvent('outbox', { detail: result }));
  const answers = Object.keys(result.answers).filter(id => id !== own).map(id => result.answers[id]);
  const arrived = answers.filter(one => one.state === 'delivered').length;
  if (arrived > 0) say(`${arrived} 份表已送达。`, 'ok');
  if (arrived < answers.length) say(`有 ${answers.length - arrived} 份表被退回，请到“我的采集”里改正。`, 'error');
  if (result.left > 0) later();
  return result;
}

// Lets the browser send by itself when the network returns, even with the page closed.
function later() {
  navigator.serviceWorker.ready.then(worker => worker.sync && worker.sync.register('outbox')).catch(() => {});
}

export function badge(count) {
  let place = document.getElementById('outbox-count');
  if (!place) {
    place = document.createElement('a');
    place.id = 'outbox-count';
    place.className = 'outbox-count';
    place.href = `${root}capture`;
    document.body.append(place);
  }
  place.hidden = count === 0;
  place.textContent = `${count} 份待发送`;
}

function keptWords() {
  const at = Number(document.body.dataset.kept);
  if (at) tell(`没有网络：这是 ${new Date(at).toLocaleString('zh-CN', { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' })} 存在手机里的内容。可以照常填写，有网时自动送出。`, 'warn');
  const done = sessionStorage.getItem('capture-words');
  if (done) tell(done, 'ok');
  sessionStorage.removeItem('capture-words');
}

function tell(words, kind) {
  const box = document.createElement('div');
  box.className = `notice notice-${kind}`;
  box.setAttribute('role', 'status');
  box.textContent = words;
  document.querySelector('.page-head')?.after(box);
}

// Signing out throws the key away: what was not sent would be lost, so it is said first.
function guardSignOut(login) {
  for (const form of document.querySelectorAll('form[data-clear-drafts]')) form.addEventListener('submit', async event => {
    event.preventDefault();
    const open = (await window.vault.all('outbox')).filter(row => row.login === login && row.state !== 'delivered').length;
    if (open > 0 && !window.confirm(`手机里还有 ${open} 份表没有送达。退出登录会把它们从手机上删除，无法找回。确定退出吗？`)) return;
    await window.vault.leave(login);
    form.submit();
  });
}
