// Opens pages that were kept on this phone when there is no network, and sends the outbox when it returns. A plain script: Chromium 90 knows
// no module workers.
'use strict';
importScripts('js/capture/vault.js', 'js/capture/outbox.js');
self.captureRoot = self.registration.scope;

const shell = 'xianjie-shell-1';
const patience = 8000;
const days = 7;
const root = new URL(self.registration.scope).pathname;
const isAsset = path => ['css/', 'js/', 'lib/', 'favicon.svg', 'manifest.webmanifest', 'away.html'].some(part => path.startsWith(root + part));

self.addEventListener('install', event => {
  event.waitUntil(caches.open(shell).then(cache => cache.addAll([root + 'away.html', root + 'css/public.css', root + 'favicon.svg'])).then(() => self.skipWaiting()));
});

self.addEventListener('activate', event => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name.startsWith('xianjie-') && name !== shell) await caches.delete(name);
    await self.clients.claim();
  })());
});

self.addEventListener('fetch', event => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== location.origin) return;
  // The page that says so when nothing is kept comes out of this worker's own store: signing out empties the browser's
  if (url.pathname === root + 'away.html') event.respondWith(asset(event, url));
  else if (event.request.mode === 'navigate') event.respondWith(page(event, url));
  else if (isAsset(url.pathname)) event.respondWith(asset(event, url));
});

const late = () => new Promise(done => setTimeout(done, patience, null));

// Files of the product carry nothing personal. Fresh where there is a network, else as last seen.
async function asset(event, url) {
  const cache = await caches.open(shell);
  const fresh = fetch(event.request).then(answer => {
    if (answer.ok) event.waitUntil(cache.put(url.pathname, answer.clone()));
    return answer;
  });
  const answer = await Promise.race([fresh.catch(() => null), late()]);
  return answer || await cache.match(url.pathname) || fresh;
}

const nameOf = url => url.pathname + url.search;

async function page(event, url) {
  const fresh = fetch(event.request);
  const answer = await Promise.race([fresh.catch(() => null), late()]);
  if (answer && answer.status < 502) {
    event.waitUntil(keep(nameOf(url), answer.clone()));
    return answer;
  }
  const kept = await open(nameOf(url));
  if (kept) return kept;
  if (answer) return answer;
  return fresh.catch(() => Response.redirect(root + 'away.html'));
}

/** Keeps a page where the server says for whom it may be kept. */
async function keep(name, answer) {
  const login = decodeURIComponent(answer.headers.get('X-Keep-For') || '');
  if (!login || !answer.ok || !self.vault) return false;
  await vault.keep('pages', name, login, { html: await answer.text(), policy: answer.headers.get('Content-Security-Policy') });
  return true;
}

async function open(name) {
  if (!self.vault) return null;
  const [row, login] = [await vault.get('pages', name), await vault.current()];
  if (!row || row.login !== login || Date.now() - row.at > days * 86400000) return null;
  const kept = await vault.open(login, row.sealed);
  if (!kept) return null;
  return new Response(kept.html.replace('<body ', `<body data-kept="${row.at}" `), { headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': kept.policy || "default-src 'self'" } });
}

// {keep: [addresses]}: fetches pages before they are needed; {files: [addresses]}: the scripts and styles of the page that asks.
self.addEventListener('message', event => {
  const { pages, files } = event.data || {};
  if (files) event.waitUntil(caches.open(shell).then(cache => Promise.all(files.map(file => {
    const url = new URL(file);
    return isAsset(url.pathname) ? fetch(file).then(answer => answer.ok && cache.put(url.pathname, answer)).catch(() => {}) : null;
  }))));
  if (pages) event.waitUntil(load(pages, words => event.ports[0] && event.ports[0].postMessage(words)));
});

async function load(pages, say) {
  let done = 0;
  for (const name of pages) {
    try {
      const answer = await fetch(name, { credentials: 'same-origin' });
      if (!answer.redirected && await keep(nameOf(new URL(name, location.origin)), answer)) done++;
    } catch { break; }
    say({ done, of: pages.length });
  }
  say({ done, of: pages.length, over: true });
}

self.addEventListener('sync', event => {
  if (event.tag === 'outbox' && self.outbox) event.waitUntil((async () => {
    const login = await vault.current();
    const { why } = login ? await outbox.send(login) : {};
    if (why === 'offline') throw new Error('Still no network: the browser tries again.');
  })());
});
