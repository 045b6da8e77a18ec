import type { Slowly } from '#dist/bytes/slowly.js';

/** Does work that yields, at once. */
export function atOnce<T>(work: Slowly<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
