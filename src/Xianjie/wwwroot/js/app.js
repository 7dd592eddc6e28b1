// Everything here makes pages quicker to use; none of it is needed to use them.
import './chart.js';
import './map.js';
import './progress.js';
import './remask.js';
import { startAsked } from './asked.js';
import { startDrafts } from './drafts.js';
import { startTicks } from './ticks.js';
import { startColumns } from './columns.js';
import { startChecks } from './checks.js';
import { startPhone } from './phone.js';
import { startSession, startKept } from './session.js';
import { startPasswords } from './passwords.js';
import { startCapture } from './capture/start.js';

document.documentElement.classList.add('js');

function start(root) {
  startTicks(root);
  startColumns(root);
  startAsked(root);
  startDrafts(root);
  startChecks(root);
  startPhone(root);
  startPasswords(root);
  remember(root);
  show(root);
}

// The chosen tab and menu item are in sight, however long the row is; the page itself stays where it is.
function show(root) {
  for (const here of root.querySelectorAll('.tabs [aria-current], .side [aria-current]')) {
    const box = here.closest('.tabs, .side');
    const [inner, outer] = [here.getBoundingClientRect(), box.getBoundingClientRect()];
    if (inner.right > outer.right) box.scrollLeft += inner.right - outer.right + 40;
    if (inner.bottom > Math.min(outer.bottom, innerHeight)) box.scrollTop += inner.bottom - Math.min(outer.bottom, innerHeight) + 60;
  }
}

// <details data-remember="key">: open or closed as this person left it.
function remember(root) {
  for (const part of root.querySelectorAll('details[data-remember]')) {
    const key = `open:${part.dataset.remember}`;
    if (sessionStorage.getItem(key) === '1') part.open = true;
    part.addEventListener('toggle', () => sessionStorage.setItem(key, part.open ? '1' : '0'));
  }
}

// Drop-downs close on Escape and on a click elsewhere.
document.addEventListener('click', event => {
  for (const drop of document.querySelectorAll('details.drop[open]')) {
    if (!drop.contains(event.target)) drop.open = false;
  }
});
document.addEventListener('keydown', event => {
  if (event.key !== 'Escape') return;
  for (const drop of document.querySelectorAll('details.drop[open]')) {
    drop.open = false;
    drop.querySelector('summary').focus();
  }
});

document.addEventListener('click', event => {
  if (event.target.closest('[data-print]')) window.print();
});

/** Says something at the lower right; read out by screen readers. */
export function say(words, kind = 'warn') {
  const place = document.getElementById('notices');
  if (!place) return;
  const notice = document.createElement('div');
  notice.className = `notice notice-${kind}`;
  notice.textContent = words;
  place.replaceChildren(notice);
  setTimeout(() => notice.remove(), 12000);
}

document.addEventListener('htmx:sendError', () => say('网络不通，刚才的操作没有完成。填写的内容都还在，请稍后再试。'));
document.addEventListener('htmx:responseError', event => event.detail.xhr.status === 401 || say(
  event.detail.xhr.status === 403 ? '您没有这项权限。' : `服务器没有完成这次操作（${event.detail.xhr.status}）。请稍后再试，仍不行请告诉管理员。`, 'error'));
document.addEventListener('htmx:load', event => {
  if (event.detail.elt !== document.body) start(event.detail.elt);
});

start(document);
startCapture(say);
startSession();
startKept(say);
document.getElementById('form-errors')?.focus();

// Lists are printed on sheets that lie: print.css can't ask on its own what a page contains
const lies = () => document.body.classList.toggle('lies', document.querySelector('.list') !== null);
lies();
addEventListener('beforeprint', lies);
