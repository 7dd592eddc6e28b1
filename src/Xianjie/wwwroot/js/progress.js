// <x-progress src="/jobs/…/progress"><progress max="100" value="12"></progress><span data-words>…</span></x-progress>
// Asks for {"percent":12,"words":"已读 12,000 行","state":"running|waiting|done|failed|cancelled","next":"/…"}; when the work has ended
// it opens "next", or the same page again, which then shows the result. Without script the page shows the state at the time of loading.
const ended = ['done', 'failed', 'cancelled'];

class XProgress extends HTMLElement {
  connectedCallback() {
    this.pause = 1000;
    this.again();
  }

  disconnectedCallback() { clearTimeout(this.timer); }

  again() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), this.pause);
  }

  async ask() {
    // A page in the background asks rarely.
    if (document.hidden) { this.pause = 5000; this.again(); return; }
    try {
      const answer = await fetch(this.getAttribute('src'), { headers: { Accept: 'application/json' }, credentials: 'same-origin', cache: 'no-store' });
      if (!answer.ok) throw new Error(`${answer.status}`);
      const job = await answer.json();
      this.show(job);
      if (ended.includes(job.state)) { this.leave(job.next); return; }
      this.pause = Math.min(this.pause * 1.2, 3000);
    } catch {
      this.pause = Math.min(this.pause * 2, 15000);
      this.say('暂时连不上服务器，任务仍在后台进行……');
    }
    if (this.isConnected) this.again();
  }

  show(job) {
    const bar = this.querySelector('progress');
    // Without a percentage the bar is of the moving kind.
    if (bar && job.percent !== null && job.percent !== undefined) bar.value = job.percent;
    else bar?.removeAttribute('value');
    this.say(job.words ?? '');
  }

  say(words) {
    const place = this.querySelector('[data-words]');
    if (place && place.textContent !== words) place.textContent = words;
  }

  leave(next) {
    const url = next ? new URL(next, document.baseURI) : null;
    if (url && url.origin === location.origin) location.assign(url.href);
    else location.reload();
  }
}
customElements.define('x-progress', XProgress);
