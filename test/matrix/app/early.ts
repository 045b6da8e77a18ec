/**
 * A script without a module, first in the page: reports what keeps the application from running, and counts workers.
 * `?report=URL` names where reports go.
 */
(() => {
  const to = new URL(location.href).searchParams.get('report') ?? '';
  const post = (report: object) => void fetch(to, { method: 'POST', body: JSON.stringify(report) });

  const answered = new Set<Worker>();
  const Original = globalThis.Worker;
  class Watched extends Original {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      this.addEventListener('message', () => answered.add(this));
    }
  }
  globalThis.Worker = Watched;

  Object.assign(globalThis, {
    matrix: {
      done: (outcomes: unknown) => post({ isolated: globalThis.crossOriginIsolated, outcomes }),
      workers: () => {
        const count = answered.size;
        answered.clear();
        return count;
      },
    },
  });

  // Scripts that cannot be loaded fire an event on their element, which does not bubble.
  const onError = (event: ErrorEvent | Event) => {
    const { target } = event;
    const script = target instanceof HTMLScriptElement ? `${target.src} does not load` : '';
    post({ problem: script || (event as ErrorEvent).message || 'an error without a message' });
  };
  addEventListener('error', onError, true);
  addEventListener('unhandledrejection', ({ reason }) => post({ problem: `unhandled: ${reason}` }));
})();
