// The wall: turns its pages and fetches new figures by itself. A page is swapped only when it has come whole, so nothing flickers; when nothing
// comes, the last figures stay with the day that they are of.
const html = new DOMParser();
const pages = new Map();
let paused = false;
let turned = Date.now();

const wall = () => document.querySelector('[data-wall]');

async function fetchPage(part) {
  const answer = await fetch(`?part=${part}`, { credentials: 'same-origin', redirect: 'error' });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const fresh = html.parseFromString(await answer.text(), 'text/html').querySelector('[data-wall]');
  if (!fresh) throw new Error('no wall');
  pages.set(part, { at: Date.now(), fresh });
  return fresh;
}

function show(fresh, offline) {
  const next = document.importNode(fresh, true);
  next.querySelector('[data-offline]').hidden = !offline;
  wall().replaceWith(next);
}

async function turn(part) {
  const age = Number(wall().dataset.minutes) * 60_000;
  const kept = pages.get(part);
  try {
    show(kept && Date.now() - kept.at < age ? kept.fresh : await fetchPage(part), false);
  } catch {
    // Without the server the pages that were seen go on turning
    if (kept) show(kept.fresh, true);
    else wall().querySelector('[data-offline]').hidden = false;
  }
  turned = Date.now();
}

function step(by) {
  const { part, parts } = wall().dataset;
  return turn((Number(part) - 1 + by + Number(parts)) % Number(parts) + 1);
}

setInterval(() => {
  if (!paused && Date.now() - turned >= Number(wall().dataset.seconds) * 1000) {
    turned = Date.now();
    step(1);
  }
}, 1000);

document.addEventListener('keydown', event => {
  if (event.key === 'ArrowRight' || event.key === 'PageDown') step(1);
  else if (event.key === 'ArrowLeft' || event.key === 'PageUp') step(-1);
  else if (event.key === ' ') {
    event.preventDefault();
    paused = !paused;
  } else if (event.key === 'f' || event.key === 'F') {
    if (document.fullscreenElement) document.exitFullscreen();
    else document.documentElement.requestFullscreen();
  }
});
document.addEventListener('click', event => {
  const link = event.target.closest('.wall-head nav a[href*="part="]');
  if (!link) return;
  event.preventDefault();
  turn(Number(new URL(link.href).searchParams.get('part')));
});
