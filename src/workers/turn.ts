/** One turn of the event loop: timers, input and rendering get their chance before the promise resolves. */

let channel: MessageChannel | undefined;
const waiting: (() => void)[] = [];

/**
 * Resolves in a later macrotask. setTimeout would do too, but browsers stretch it to 4 ms, and to a second in
 * background tabs.
 */
export function turn(): Promise<void> {
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
