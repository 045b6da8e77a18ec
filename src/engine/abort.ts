/** Waiting that an AbortSignal can cut short. */

/**
 * Settles as `promise` does, or rejects with the signal's reason as soon as that fires. Leaves nothing behind on the
 * signal, so that it can be used once per chunk of an endless stream.
 */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
