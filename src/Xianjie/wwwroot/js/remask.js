// A value that was revealed masks itself again when its minutes are over, and when the page comes back from the browser's memory.
// <span data-mask-after="300" data-masked="110***1234" data-href="/…/reveal/…" data-what="身份证号">110105…</span>
const watched = new WeakSet();

function mask(shown) {
  const box = shown.closest('.masked');
  const link = document.createElement('a');
  link.className = 'reveal';
  link.href = shown.dataset.href;
  link.textContent = '查看原文';
  link.setAttribute('aria-label', `查看原文：${shown.dataset.what}`);
  link.setAttribute('hx-get', shown.dataset.href);
  link.setAttribute('hx-target', 'closest .masked');
  if (!box) { shown.textContent = shown.dataset.masked; return; }
  box.replaceChildren(document.createTextNode(shown.dataset.masked), link);
  window.htmx?.process(box);
}

function watch(root) {
  for (const shown of root.querySelectorAll('[data-mask-after]')) {
    if (watched.has(shown)) continue;
    watched.add(shown);
    setTimeout(() => { if (shown.isConnected) mask(shown); }, Number(shown.dataset.maskAfter) * 1000);
  }
}

document.addEventListener('htmx:afterSwap', () => watch(document));
addEventListener('pageshow', event => {
  if (event.persisted) document.querySelectorAll('[data-mask-after]').forEach(mask);
});
watch(document);
