/** Concurrent work on the items of a source, with results in order and a bounded number of items. */
import { unlessAborted } from '../workers/abort.js';

/**
 * Runs `work` on the items of `source`, up to `width` at once, and yields the results in the order of the items. A
 * result is yielded as soon as it is the oldest, even while the source waits for input. At most `width` + 1 items exist
 * at any time: those at work or not yet yielded, and the next one of the source.
 *
 * Rejects as the first item in order does, or with the reason of `signal`. The caller must stop work that has begun.
 */
export async function* inOrder<T, R>(
  source: AsyncIterator<T>,
  width: number,
  work: (item: T) => Promise<R>,
  signal: AbortSignal,
): AsyncGenerator<R, void, undefined> {
  const running: Promise<R>[] = [];
  let pull: Promise<IteratorResult<T>> | undefined;
  let ended = false;
  for (;;) {
    if (!ended && running.length < width) pull ??= quiet(source.next());
    const [head] = running;
    if (!pull && !head) return;
    const ready = await unlessAborted(first(pull, head), signal);
    if (ready === 'head') {
      running.shift();
      yield (await head) as R;
      continue;
    }
    const item = pull as Promise<IteratorResult<T>>;
    pull = undefined;
    const { done, result } = await begin(item, work);
    ended = done;
    if (result) running.push(quiet(result));
  }
}

/** Starts the work on an item. An error of the source counts as a last item that fails, so that it keeps its order. */
async function begin<T, R>(
  item: Promise<IteratorResult<T>>,
  work: (item: T) => Promise<R>,
): Promise<{ done: boolean; result?: Promise<R> }> {
  try {
    const { done, value } = await item;
    return done ? { done: true } : { done: false, result: work(value) };
  } catch (error) {
    return { done: true, result: Promise.reject(error) };
  }
}

/** The one that settles first. If both have, the source, which keeps the workers busy. */
function first(pull?: Promise<unknown>, head?: Promise<unknown>): Promise<'pull' | 'head'> {
  const waits: Promise<'pull' | 'head'>[] = [];
  const settled = <K>(promise: Promise<unknown>, name: K) =>
    promise.then(
      () => name,
      () => name,
    );
  if (pull) waits.push(settled(pull, 'pull'));
  if (head) waits.push(settled(head, 'head'));
  return Promise.race(waits);
}

/** Keeps a rejection from counting as unhandled. It is reported when the item is the oldest. */
function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}
