import { describe, expect, it } from 'vitest';
import { inOrder } from '#dist/pipeline/in-order.js';

const never = new AbortController().signal;

/** A task that the test settles. */
function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** Yields 0, 1, ... count - 1. `made` is the number of items requested. */
function numbers(count: number) {
  const state = { made: 0 };
  async function* source() {
    for (; state.made < count; ) yield state.made++;
  }
  return { state, source: source() };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

describe('inOrder', () => {
  it('yields in the order of the items, not of completion', async () => {
    const tasks = Array.from({ length: 5 }, () => deferred<number>());
    const results = all(
      inOrder(numbers(5).source, 5, (i) => tasks[i]?.promise ?? Promise.resolve(-1), never),
    );
    for (const i of [3, 1, 4, 0, 2]) {
      await settled();
      tasks[i]?.resolve(i * 10);
    }
    expect(await results).toEqual([0, 10, 20, 30, 40]);
  });

  it.each([1, 2, 3])('has at most %i items at work and one more requested', async (width) => {
    const { state, source } = numbers(12);
    let atWork = 0;
    let most = 0;
    let given = 0;
    let ahead = 0;
    const work = async (item: number) => {
      most = Math.max(most, ++atWork);
      await settled();
      atWork--;
      return item;
    };
    for await (const item of inOrder(source, width, work, never)) {
      expect(item).toBe(given);
      ahead = Math.max(ahead, state.made - given);
      given++;
    }
    expect(given).toBe(12);
    expect(most).toBe(width);
    expect(ahead).toBeLessThanOrEqual(width + 1);
  });

  it('yields a result while the source waits for input', async () => {
    async function* source() {
      yield 1;
      await new Promise(() => {});
    }
    const results = inOrder(source(), 4, async (item) => item * 2, never);
    expect(await results.next()).toEqual({ done: false, value: 2 });
  });

  it('requests no item while no result is requested', async () => {
    const { state, source } = numbers(10);
    const results = inOrder(source, 2, async (item) => item, never);
    await results.next();
    await settled();
    expect(state.made).toBeLessThanOrEqual(3);
  });

  it('yields the results before an error of the source or of a task', async () => {
    async function* source() {
      yield 1;
      yield 2;
      throw new Error('source');
    }
    const slow = async (item: number) => {
      await settled();
      return item;
    };
    const seen: number[] = [];
    const run = async (work: (item: number) => Promise<number>) => {
      seen.length = 0;
      for await (const item of inOrder(source(), 4, work, never)) seen.push(item);
    };
    await expect(run(slow)).rejects.toThrow('source');
    expect(seen).toEqual([1, 2]);
    const failing = async (item: number) => {
      if (item === 2) throw new Error('task');
      return slow(item);
    };
    await expect(run(failing)).rejects.toThrow('task');
    expect(seen).toEqual([1]);
  });

  it('rejects at once when the signal fires, even if source and task never settle', async () => {
    const controller = new AbortController();
    async function* source() {
      yield 1;
      await new Promise(() => {});
    }
    const results = inOrder(source(), 2, () => new Promise(() => {}), controller.signal);
    const next = results.next();
    await settled();
    controller.abort(new Error('enough'));
    await expect(next).rejects.toThrow('enough');
  });
});
