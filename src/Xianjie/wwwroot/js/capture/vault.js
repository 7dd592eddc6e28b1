// What the phone keeps for the person signed in: pages they opened, forms they are filling, forms that wait to be sent. All of it is sealed
// (AES-GCM) with a key that this browser makes for this person, never shows to anyone, not even to scripts, and throws away at sign-out.
// Read by pages as a module and by the service worker as a plain script, hence without import and export.
(() => {
  'use strict';
  const stores = ['keys', 'pages', 'drafts', 'outbox', 'notes'];
  if (!self.isSecureContext || !self.indexedDB || !self.crypto || !self.crypto.subtle) return;

  let opened;
  const base = () => opened || (opened = new Promise((done, fail) => {
    const asked = indexedDB.open('xianjie', 1);
    asked.onupgradeneeded = () => { for (const name of stores) asked.result.createObjectStore(name, { keyPath: 'id' }); };
    asked.onsuccess = () => { asked.result.onversionchange = () => { asked.result.close(); opened = null; }; done(asked.result); };
    asked.onerror = () => { opened = null; fail(asked.error); };
  }));

  async function run(store, mode, act) {
    const db = await base();
    return new Promise((done, fail) => {
      const deal = db.transaction(store, mode);
      const asked = act(deal.objectStore(store));
      deal.oncomplete = () => done(asked && asked.result);
      deal.onabort = () => fail(deal.error);
      deal.onerror = () => fail(deal.error);
    });
  }

  const get = (store, id) => run(store, 'readonly', s => s.get(id));
  const all = store => run(store, 'readonly', s => s.getAll());
  const put = (store, row) => run(store, 'readwrite', s => s.put(row));
  const drop = (store, id) => run(store, 'readwrite', s => s.delete(id));

  async function keyOf(login) {
    const held = await get('keys', login);
    if (held) return held.key;
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    // Two windows may come here at once: the first key stays.
    await run('keys', 'readwrite', s => { const asked = s.get(login); asked.onsuccess = () => { if (!asked.result) s.put({ id: login, key }); }; });
    return (await get('keys', login)).key;
  }

  async function sealBytes(login, bytes) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await keyOf(login), bytes) };
  }

  async function openBytes(login, sealed) {
    return crypto.subtle.decrypt({ name: 'AES-GCM', iv: sealed.iv }, await keyOf(login), sealed.data);
  }

  const seal = (login, value) => sealBytes(login, new TextEncoder().encode(JSON.stringify(value)));

  /** The value, or null where the key that sealed it is gone. */
  async function open(login, sealed) {
    try {
      return JSON.parse(new TextDecoder().decode(await openBytes(login, sealed)));
    } catch { return null; }
  }

  /** Keeps a value; what stands in `plain` can be read without the key and names nobody. */
  async function keep(store, id, login, value, plain) {
    await put(store, Object.assign({ id, login, at: Date.now(), sealed: await seal(login, value) }, plain));
  }

  async function read(store, id, login) {
    const row = await get(store, id);
    return row && row.login === login ? open(login, row.sealed) : null;
  }

  async function forget(login, sparingOutbox) {
    for (const store of sparingOutbox ? ['pages', 'drafts'] : ['pages', 'drafts', 'outbox']) {
      for (const row of await all(store)) if (row.login === login) await drop(store, row.id);
    }
    if (!sparingOutbox) await drop('keys', login);
  }

  const current = async () => ((await get('notes', 'current')) || {}).login;

  /** Somebody signed in: what others left is cleared, but for forms of theirs that have not been sent, which stay sealed until they come back. */
  async function become(login) {
    if (await current() === login) return;
    const waiting = (await all('outbox')).filter(row => row.state !== 'delivered').map(row => row.login);
    const others = new Set([...await all('keys'), ...await all('pages'), ...await all('drafts')].map(row => row.login || row.id));
    for (const other of others) if (other !== login) await forget(other, waiting.includes(other));
    await put('notes', { id: 'current', login });
  }

  /** Signing out: nothing of this person stays, and what is left could not be read. */
  async function leave(login) {
    await forget(login, false);
    await drop('notes', 'current');
  }

  self.vault = { get, all, put, drop, keep, read, open, seal, sealBytes, openBytes, current, become, leave };
})();
