/** Waiting that an AbortSignal can cut short. */
import { ForesayError } from '../errors.js';

/**
 * What is to be called when a signal fires. There is one listener for each signal, however many calls wait for it:
 * a signal may be shared by hundreds of operations, and Node warns of a leak at eleven listeners.
 */
const waiting = new WeakMap<AbortSignal, { readonly calls: Set<() => void>; fire(): void }>();

/**
 * Calls `call` when the signal fires, not if it has already fired. The function returned takes that back; after it the
 * signal holds nothing of the caller.
 */
export function onAbort(signal: AbortSignal, call: () => void): () => void {
  let entry = waiting.get(signal);
  if (!entry) {
    const calls = new Set<() => void>();
    entry = { calls, fire: () => [...calls].forEach((one) => void one()) };
    waiting.set(signal, entry);
    signal.addEventListener('abort', entry.fire);
  }
  // A function of its own: the same call may be registered twice.
  const own = () => call();
  const { calls, fire } = entry;
  calls.add(own);
  return () => {
    if (!calls.delete(own) || calls.size > 0) return;
    signal.removeEventListener('abort', fire);
    waiting.delete(signal);
  };
}

/** The error of work that stopped for `reason`: ABORTED, or the reason itself where it is an error with a code. */
export function stoppedBy(reason: unknown): ForesayError {
  return reason instanceof ForesayError
    ? reason
    : new ForesayError('ABORTED', undefined, { cause: reason });
}

/**
 * Settles as `promise` does, or rejects with the signal's reason as soon as that fires. Leaves nothing behind on the
 * signal, so that it can be used once per chunk of an endless stream.
 */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    const forget = onAbort(signal, stop);
    promise.then(resolve, reject).finally(forget);
  });
}
