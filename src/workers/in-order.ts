/** Many at once, results in order, a bounded number in flight. */
import { unlessAborted } from './abort.js';

/**
 * Runs `work` on the items of `source`, up to `width` at once, and yields the results in the order of the items. At
 * most width + 1 items exist at any time: those at work or waiting for their turn to be yielded, and the one that the
 * source is making. A result is yielded as soon as it is the oldest, even while the source is waiting for input.
 *
 * Rejects as the first item in order does, or with the reason of `signal`; work already begun is the caller's to stop.
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

/** Starts the work on an item; a source that fails is a last item whose work fails, so that it keeps its place. */
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

/** Which settles first; the source when both have, to keep the workers fed. */
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

/** A rejection is reported when its turn comes; until then it must not count as unhandled. */
function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}
