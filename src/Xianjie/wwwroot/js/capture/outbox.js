// Sends forms that were filled on this phone, oldest first. The key made with each form goes along: a form that arrives twice is recorded once.
// Used by pages and by the service worker, hence without import and export.
(() => {
  'use strict';
  const vault = self.vault;
  if (!vault) return;
  const days = 3;

  const mine = async login => (await vault.all('outbox')).filter(row => row.login === login).sort((a, b) => a.at - b.at);

  /** Forms of this person, opened; those whose key is gone are left out. */
  async function list(login) {
    const items = [];
    for (const row of await mine(login)) {
      const form = await vault.open(login, row.sealed);
      if (form) items.push(Object.assign({ id: row.id, state: row.state, at: row.at, photos: row.photos || [] }, form));
    }
    return items;
  }

  async function waiting(login) {
    return (await mine(login)).filter(row => row.state === 'waiting').length;
  }

  async function add(login, item) {
    const photos = [];
    for (const photo of item.photos) photos.push(Object.assign({ field: photo.field, name: photo.name, type: photo.type }, await vault.sealBytes(login, photo.bytes)));
    const form = { key: item.key, title: item.title, action: item.action, page: item.page, fields: item.fields, shown: item.shown };
    await vault.keep('outbox', item.id, login, form, { state: 'waiting', photos });
  }

  async function body(login, item) {
    const form = new FormData();
    for (const [name, value] of item.fields) form.append(name, value);
    for (const photo of item.photos) form.append(photo.field, new Blob([await vault.openBytes(login, photo)], { type: photo.type }), photo.name);
    return form;
  }

  /** Who is signed in, and a token for forms; null: nobody; undefined: no network. */
  async function session() {
    let answer;
    try {
      answer = await fetch(self.captureRoot + 'capture/session', { credentials: 'same-origin', cache: 'no-store', headers: { 'X-Requested-With': 'XMLHttpRequest' } });
    } catch { return undefined; }
    if (answer.status === 401 || answer.redirected) return null;
    return answer.ok ? answer.json() : undefined;
  }

  async function post(login, item, token) {
    let answer;
    try {
      answer = await fetch(item.action, {
        method: 'POST', credentials: 'same-origin', body: await body(login, item),
        headers: { 'X-Requested-With': 'XMLHttpRequest', 'X-Form-Token': token, 'X-Capture-Key': item.id, 'X-Capture-Title': encodeURIComponent(item.title), 'X-Capture-At': new Date(item.at).toISOString() },
      });
    } catch { return null; }
    // Anything but an answer in our own form (a proxy's page, a server that is starting) settles nothing: the form stays and is sent again.
    const words = (answer.headers.get('Content-Type') || '').startsWith('application/json') ? await answer.json().catch(() => null) : null;
    return words && words.state ? words : null;
  }

  async function settle(login, item, answer) {
    const row = await vault.get('outbox', item.id);
    if (!row) return;
    const form = { key: item.key, title: item.title, action: item.action, page: item.page, fields: item.fields, shown: item.shown, answer };
    if (answer.state === 'delivered') {
      // Only that it arrived is kept, not what was written.
      await vault.keep('outbox', item.id, login, { key: item.key, title: item.title, page: item.page, fields: [], answer }, { state: 'delivered', photos: [] });
    } else {
      await vault.put('outbox', Object.assign(row, { state: answer.state, sealed: await vault.seal(login, form) }));
    }
  }

  async function sweep(login) {
    for (const row of await mine(login)) if (row.state === 'delivered' && Date.now() - row.at > days * 86400000) await vault.drop('outbox', row.id);
  }

  /** @returns {{sent:number, left:number, why?:string, answers:object}} why: offline, signin or other (another person is signed in). */
  async function sendAll(login) {
    await sweep(login);
    const answers = {};
    const left = async why => ({ sent: Object.keys(answers).length, left: await waiting(login), why, answers });
    if (await waiting(login) === 0) return left();
    const who = await session();
    if (who === undefined) return left('offline');
    if (who === null) return left('signin');
    if (who.login !== login) return left('other');
    for (const item of (await list(login)).filter(one => one.state === 'waiting')) {
      const answer = await post(login, item, who.token);
      if (!answer) return left('offline');
      await settle(login, item, answer);
      answers[item.id] = answer;
    }
    return left();
  }

  /** One sender at a time, in whichever window or worker. */
  const send = login => self.navigator.locks ? navigator.locks.request('xianjie-outbox', () => sendAll(login)) : sendAll(login);

  self.outbox = { list, waiting, add, send };
})();
