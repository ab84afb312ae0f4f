// Loaded into the page that is measured: counts its frames and its long tasks, scrolls and types as a person would.
// Plain JavaScript, as it runs in the browser.
/* global document, performance, requestAnimationFrame, PerformanceObserver, HTMLInputElement, Event */
let frames = [];
let tasks = [];
let isOn = false;

new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) tasks.push(entry.duration);
}).observe({ type: 'longtask' });

function count(last) {
  requestAnimationFrame((now) => {
    if (!isOn) return;
    frames.push(now - last);
    count(now);
  });
}

function grid() {
  return document.querySelector('[role=grid]');
}

function isSettled() {
  return document.querySelector('.data-row.waiting, .skeleton') === null;
}

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(() => resolve()));

async function untilSettled(isThere, limitMs = 20_000) {
  const startedMs = performance.now();
  while (!(isThere() && isSettled())) {
    if (performance.now() - startedMs > limitMs) return null;
    await nextFrame();
  }
  // the frame in which it stood there is over when the next one begins
  await nextFrame();
  return performance.now() - startedMs;
}

globalThis.pageProbe = {
  start() {
    frames = [];
    tasks = [];
    isOn = true;
    requestAnimationFrame(count);
  },

  stop() {
    isOn = false;
    return { framesMs: frames.slice(1), longTasksMs: tasks };
  },

  /** Drags the scroll bar from top to bottom. */
  async sweep(durationMs) {
    const element = grid();
    const way = element.scrollHeight - element.clientHeight;
    const startedMs = performance.now();
    for (let part = 0; part < 1; ) {
      part = Math.min(1, (performance.now() - startedMs) / durationMs);
      element.scrollTop = way * part;
      await nextFrame();
    }
  },

  /** Turns the wheel, `step` pixels each frame. */
  async wheel(durationMs, step) {
    const element = grid();
    const startedMs = performance.now();
    while (performance.now() - startedMs < durationMs) {
      element.scrollTop += step;
      await nextFrame();
    }
  },

  /** Goes to places all over the table; resolves with the time until the rows of each stood there. */
  async jumps(places) {
    const element = grid();
    const times = [];
    for (const place of places) {
      element.scrollTop = (element.scrollHeight - element.clientHeight) * place;
      await nextFrame();
      times.push(await untilSettled(() => true));
    }
    return times;
  },

  toTop() {
    grid().scrollTop = 0;
    return untilSettled(() => true);
  },

  /** Types into the search field; resolves with the time until what was found stood there. */
  search(text) {
    const field = document.querySelector('[role=searchbox], input[type=search]');
    const before = document.querySelector('.table-foot [role=status]').textContent;
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    set.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    return untilSettled(
      () => document.querySelector('.table-foot [role=status]').textContent !== before,
    );
  },

  /** Sorts by a column; resolves with the time until the rows stood in that order. */
  sort(header) {
    const first = () => document.querySelector('.data-row')?.textContent;
    const before = first();
    const head = [...document.querySelectorAll('[role=columnheader]')].find((one) =>
      one.textContent.startsWith(header),
    );
    head.querySelector('button').click();
    return untilSettled(
      () =>
        head.getAttribute('aria-sort') !== 'none' && first() !== before && first() !== undefined,
    );
  },

  /** Goes to another cohort by the side bar; resolves with the time until its members stood there. */
  show(cohort) {
    const button = [...document.querySelectorAll('nav button')].find((one) =>
      one.textContent.includes(cohort),
    );
    button.click();
    return untilSettled(
      () =>
        document.querySelector('h1')?.textContent === cohort &&
        grid()?.getAttribute('aria-label')?.includes(cohort) === true &&
        document.querySelector('.data-row') !== null,
    );
  },
};
