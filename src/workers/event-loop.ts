/** Turns and timers of the event loop. */

let channel: MessageChannel | undefined;
const waiting: (() => void)[] = [];

/**
 * Resolves in a later turn of the event loop, so that timers, input and rendering can run before. Browsers delay
 * setTimeout by 4 ms, and by a second in background tabs; it is the last resort here.
 */
export function nextTurn(): Promise<void> {
  if (typeof setImmediate === 'function') return new Promise((resolve) => setImmediate(resolve));
  if (typeof MessageChannel !== 'function') return new Promise((resolve) => setTimeout(resolve, 0));
  if (!channel) {
    channel = new MessageChannel();
    channel.port1.onmessage = () => waiting.shift()?.();
  }
  const { port2 } = channel;
  return new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(undefined);
  });
}

export type Timer = ReturnType<typeof setTimeout>;

/** setTimeout() that does not keep a Node process alive. */
export function backgroundTimer(call: () => void, milliseconds: number): Timer {
  const timer = setTimeout(call, milliseconds);
  // In browsers a timer is a number and keeps nothing alive.
  if (typeof timer === 'object') timer.unref();
  return timer;
}
