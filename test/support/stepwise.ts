/** Runs all steps of a generator and returns its result. */
export function runToEnd<T>(work: Iterator<unknown, T, undefined>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
