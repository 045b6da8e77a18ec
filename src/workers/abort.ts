/** Waiting that an AbortSignal can end early. */
import { ForesayError } from '../errors.js';

/**
 * The calls to make when a signal fires. Each signal gets one listener, not one a call: hundreds of operations may
 * share a signal, and Node warns of a leak from eleven listeners on.
 */
const waiting = new WeakMap<AbortSignal, { readonly calls: Set<() => void>; fire(): void }>();

/**
 * Calls `call` when the signal fires, but not if it has already fired. The returned function cancels that; afterwards
 * the signal holds no reference to the caller.
 */
export function onAbort(signal: AbortSignal, call: () => void): () => void {
  let entry = waiting.get(signal);
  if (!entry) {
    const calls = new Set<() => void>();
    entry = { calls, fire: () => [...calls].forEach((one) => void one()) };
    waiting.set(signal, entry);
    signal.addEventListener('abort', entry.fire);
  }
  // A new function each time: the same call may be registered twice.
  const own = () => call();
  const { calls, fire } = entry;
  calls.add(own);
  return () => {
    if (!calls.delete(own) || calls.size > 0) return;
    signal.removeEventListener('abort', fire);
    waiting.delete(signal);
  };
}

/** The error for work that stopped for `reason`: a ForesayError itself, or else ABORTED with `reason` as its cause. */
export function stoppedBy(reason: unknown): ForesayError {
  return reason instanceof ForesayError
    ? reason
    : new ForesayError('ABORTED', undefined, { cause: reason });
}

/**
 * Settles as `promise` does, or rejects with the signal's reason as soon as it fires. Removes its listener in the end,
 * so it can be called once a chunk of an endless stream.
 */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    const forget = onAbort(signal, stop);
    promise.then(resolve, reject).finally(forget);
  });
}
