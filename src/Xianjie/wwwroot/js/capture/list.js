// <section data-outbox>: the forms on this phone and what became of them. <a data-keep>: pages to be kept for work without a network.
const words = { waiting: ['待发送', 'tag-amber'], delivered: ['已送达', 'tag-green'], returned: ['被退回', 'tag-red'], conflict: ['有冲突', 'tag-red'] };
const fresh = 6 * 3600000;

export function showOutbox(act) {
  const place = document.querySelector('[data-outbox]');
  if (!place) return;
  const show = () => draw(place, act).catch(() => {});
  act.ready.then(show);
  document.addEventListener('outbox', ({ detail }) => { state(place, detail.why); show(); });
  place.querySelector('[data-send]')?.addEventListener('click', act.send);
  startKeeping(act);
}

function state(place, why) {
  const line = place.querySelector('[data-state]');
  const login = `${self.captureRoot}login?ReturnUrl=${encodeURIComponent(location.pathname)}`;
  line.textContent = { offline: '现在没有网络，有网时自动发送。', signin: '登录已过期，重新登录后接着发送，填好的表都还在。', other: '现在登录的是别的账号，用填表的账号登录后再发送。' }[why] ?? '';
  if (why === 'signin') {
    const link = document.createElement('a');
    link.href = login;
    link.className = 'btn btn-primary btn-sm';
    link.textContent = '重新登录';
    line.append(' ', link);
  }
}

async function draw(place, act) {
  const items = (await window.outbox.list(act.login)).reverse();
  const body = place.querySelector('tbody');
  body.replaceChildren(...items.map(line));
  place.querySelector('table').hidden = items.length === 0;
  place.querySelector('[data-none]').hidden = items.length > 0;
  place.querySelector('[data-send]').hidden = !items.some(item => item.state === 'waiting');
}

function line(item) {
  const row = document.createElement('tr');
  const title = document.createElement('th');
  title.scope = 'row';
  title.className = 'stack-title';
  const link = document.createElement('a');
  link.href = item.state === 'delivered' ? new URL((item.answer.next || '/').slice(1), self.captureRoot) : item.page;
  link.textContent = item.title;
  title.append(link);
  row.append(title);
  const [word, css] = words[item.state];
  const tag = document.createElement('span');
  tag.className = `tag ${css}`;
  tag.textContent = word;
  for (const [label, content, css] of [['填写', new Date(item.at).toLocaleString('zh-CN', { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' })], ['状态', tag], ['说明', item.answer ? item.answer.words : item.photos.length > 0 ? `含照片 ${item.photos.length} 张` : '', 'long']]) {
    const cell = row.insertCell();
    cell.dataset.label = label;
    cell.className = css || '';
    cell.append(content);
  }
  return row;
}

// The forms on the list are fetched beforehand, when the list is opened with a network and they are not fresh any more.
async function startKeeping(act) {
  const [place, button] = [document.querySelector('[data-kept-state]'), document.querySelector('[data-keep-all]')];
  const pages = [...new Set([location.pathname, ...[...document.querySelectorAll('a[data-keep]')].map(link => new URL(link.href)).map(url => url.pathname + url.search)])];
  if (!place || document.body.dataset.kept) return;
  await act.ready;
  const worker = (await navigator.serviceWorker.ready).active;
  const keep = () => {
    const line = new MessageChannel();
    line.port1.onmessage = ({ data }) => {
      place.textContent = data.over ? `${data.done} 页已存到手机，没有网络也能打开填写。` : `正在存到手机：${data.done} / ${data.of} 页`;
      if (data.over && data.done > 0) window.vault.put('notes', { id: 'kept', login: act.login, at: Date.now(), pages: pages.length });
    };
    worker.postMessage({ pages }, [line.port2]);
  };
  button?.addEventListener('click', keep);
  const last = await window.vault.get('notes', 'kept');
  if (!last || last.login !== act.login || last.pages !== pages.length || Date.now() - last.at > fresh) keep();
  else place.textContent = `${pages.length} 页已存在手机里，没有网络也能打开填写。`;
}
