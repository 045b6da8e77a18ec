/** Timers that do not keep a process alive. */
export type Timer = ReturnType<typeof setTimeout>;

/** As setTimeout. In Node a timer keeps the process alive unless told otherwise; in browsers it is a plain number. */
export function backgroundTimer(call: () => void, milliseconds: number): Timer {
  const timer = setTimeout(call, milliseconds);
  if (typeof timer === 'object') timer.unref();
  return timer;
}
