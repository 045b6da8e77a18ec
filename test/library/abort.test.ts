import { describe, expect, it } from 'vitest';
import { compress, compressChunks, decompress, decompressChunks } from '#dist/node/index.js';
import { rejection } from '../support/rejection.js';
import { joined, TEXT } from './samples.js';

const DATA = joined(...Array(40).fill(TEXT));
const OPTIONS = { model: 'lstm(64x1)', blockSize: 40_000 };
const ARCHIVE = await compress(DATA, OPTIONS);

describe.each([0, 1, 2])('an AbortSignal, with %i threads,', (threads) => {
  const stopped = new Error('the user left');
  const runs = [
    [
      'compress',
      (signal: AbortSignal, onProgress: () => void) =>
        compress(DATA, { ...OPTIONS, threads, signal, onProgress }),
    ],
    [
      'decompress',
      (signal: AbortSignal, onProgress: () => void) =>
        decompress(ARCHIVE, { threads, signal, onProgress }),
    ],
  ] as const;

  it.each(runs)('stops %s before it begins', async (_name, run) => {
    const error = await rejection(run(AbortSignal.abort(stopped), () => {}));
    expect(error.code).toBe('ABORTED');
    expect(error.name).toBe('AbortError');
    expect(error.cause).toBe(stopped);
  });

  it.each(runs)('stops %s while it codes', async (_name, run) => {
    const controller = new AbortController();
    let reports = 0;
    const error = await rejection(
      run(controller.signal, () => {
        if (++reports === 2) controller.abort(stopped);
      }),
    );
    expect(error.code).toBe('ABORTED');
    expect(error.cause).toBe(stopped);
    // No work goes on after the rejection.
    const then = reports;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(reports).toBe(then);
  });

  it('stops operations that wait for input', async () => {
    async function* silent() {
      yield TEXT.subarray(0, 10);
      await new Promise(() => {});
    }
    for (const run of [compressChunks, decompressChunks]) {
      const controller = new AbortController();
      const chunks = run(silent(), { threads, signal: controller.signal });
      const all = (async () => {
        for await (const _ of chunks);
      })();
      setTimeout(() => controller.abort(), 5);
      // Ten bytes of text are not an archive: decompressing rejects before the abort.
      expect((await rejection(all)).code).toBe(run === compressChunks ? 'ABORTED' : 'NOT_FORESAY');
    }
  });

  it('that never fires keeps no listener', async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const { addEventListener, removeEventListener } = signal;
    signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
      listeners++;
      addEventListener.apply(signal, args);
    };
    signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
      listeners--;
      removeEventListener.apply(signal, args);
    };
    await decompress(await compress(TEXT, { ...OPTIONS, threads, signal }), { threads, signal });
    expect(listeners).toBe(0);
  });
});
