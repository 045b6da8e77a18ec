import { describe, expect, it } from 'vitest';
import { MemoryBudget } from '#dist/pipeline/memory-budget.js';
import { rejection } from '../support/rejection.js';

const never = new AbortController().signal;
const settled = () => new Promise((resolve) => setTimeout(resolve, 1));

describe('MemoryBudget', () => {
  it('serves requests in their order', async () => {
    const budget = new MemoryBudget(100);
    const order: string[] = [];
    const take = async (name: string, bytes: number) => {
      const release = await budget.take(bytes, never);
      order.push(name);
      return release;
    };
    const first = take('first', 60);
    const second = take('second', 60);
    const small = take('small', 10);
    await settled();
    // The small one would fit, but it is the last: large blocks must not starve.
    expect(order).toEqual(['first']);
    const release = await first;
    release();
    release();
    await settled();
    expect(order).toEqual(['first', 'second', 'small']);
    (await second)();
    (await small)();
    expect(typeof (await budget.take(100, never))).toBe('function');
  });

  it('reports the sufficient limit for a request that can never be served', async () => {
    const error = await rejection(new MemoryBudget(5 * 2 ** 20).take(7.5 * 2 ** 20, never));
    expect(error.code).toBe('MEMORY_LIMIT');
    expect(error.message).toMatch(/needs 8 MiB .* 5 MiB are allowed.*--memory.* 8 MiB or more/);
  });

  it.each([
    [3 * 2 ** 20 + 1, 2000, '4 MiB', '1 KiB'],
    [5000, 1023, '5 KiB', '1023 bytes'],
    [2 ** 31, 2 ** 31 - 1, '2048 MiB', '2047 MiB'],
  ])('says that %i bytes are more than %i in fitting units', (needed, allowed, much, less) => {
    expect(() => new MemoryBudget(allowed).check(needed, '; or less')).toThrow(
      `this needs ${much} of memory, and ${less} are allowed: ` +
        `raise the limit (option memory, --memory) to ${much} or more; or less`,
    );
  });

  it('has less to give when a part is reserved', async () => {
    const budget = new MemoryBudget(100);
    const release = await budget.take(40, never);
    budget.reserve(50, '; or do without');
    const fits = budget.take(50, never);
    const never50 = budget.take(51, never);
    expect((await rejection(never50)).message).toMatch(/needs 101 bytes .* or do without$/);
    await settled();
    release();
    (await fits)();
    expect(() => budget.reserve(51, '')).toThrow(/needs 101 bytes/);
  });

  it('rejects waiting requests that can no longer be served', async () => {
    const budget = new MemoryBudget(100);
    const release = await budget.take(40, never);
    const large = budget.take(90, never);
    const small = budget.take(60, never);
    budget.reserve(20, '; or do without');
    expect((await rejection(large)).code).toBe('MEMORY_LIMIT');
    await settled();
    release();
    expect(typeof (await small)).toBe('function');
  });

  it('stops waiting when the signal fires', async () => {
    const budget = new MemoryBudget(10);
    await budget.take(10, never);
    const controller = new AbortController();
    const waiting = budget.take(1, controller.signal);
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });
});
