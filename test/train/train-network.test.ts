/** A network trained on the bytes that it codes: the file is the same on every run, small, and worth its bytes. */
import { describe, expect, it } from 'vitest';
import { compress, decompress, inspect } from '#dist/node/index.js';
import { decodeNetwork, type EpochProgress, trainNetwork } from '#dist/node/train.js';
import { Random } from '../support/random.js';
import { rejectionCode } from '../support/rejection.js';

/** A noisy sequence of two symbols: each is the exclusive or of the last and the seventh last, with an error in forty. */
const random = new Random(3);
const NOISY = new Uint8Array(30_000).fill(48);
for (let i = 7; i < NOISY.length; i++) {
  const parity = ((NOISY[i - 7] as number) ^ (NOISY[i - 1] as number)) & 1;
  NOISY[i] = 48 + (parity ^ Number(random.below(40) === 0));
}

const OPTIONS = { epochs: 12, model: 'gru(16x1)' } as const;

describe('before it trains, trainNetwork refuses', () => {
  const data = new Uint8Array(2000).map((_, i) => i % 3);
  it.each([
    [{ epochs: 1, model: 'gru(2048x2)' }, 'at most 33554432 weights'],
    [{ epochs: 1, bits: 99 }, 'bits is 1 to 16'],
    [{ epochs: 1, bitz: 3 }, 'unknown option bitz'],
    [{ epochs: 1, memory: '1M' }, 'memory must be a number of bytes, not'],
    [null, 'options must be an object'],
  ])('%j', async (options, message) => {
    await expect(trainNetwork(data, options as never)).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining(message),
    });
  });

  it('a signal that is aborted', async () => {
    const signal = AbortSignal.abort();
    await expect(trainNetwork(data, { epochs: 1, signal })).rejects.toMatchObject({
      code: 'ABORTED',
    });
  });
});

describe('trainNetwork', () => {
  it('takes no more memory than it may', async () => {
    const model = 'lstm(256x2)';
    await expect(trainNetwork(NOISY, { epochs: 1, model, memory: 2 ** 20 })).rejects.toMatchObject({
      code: 'MEMORY_LIMIT',
      message: expect.stringMatching(
        /^the trainer needs \d+ bytes of memory, and the limit is 1048576$/,
      ),
    });
  });

  it('makes a network that codes its data in fewer bytes than one pass, and is small', async () => {
    const network = await trainNetwork(NOISY, OPTIONS);
    const archive = await compress(NOISY, { network, threads: 0 });
    expect(Buffer.from(await decompress(archive, { threads: 0 })).equals(NOISY)).toBe(true);
    const { codedBytes, frames } = await inspect(archive);
    const one = await compress(NOISY, { model: OPTIONS.model, threads: 0 });
    expect(codedBytes).toBeLessThan(0.75 * one.length);
    const { bytes = 0, weights = 1, shape } = frames[0]?.network ?? {};
    expect(shape).toBe('gru(16x1)');
    expect(bytes).toBe(network.length);
    expect((8 * bytes) / weights).toBeLessThan(5);
  });

  it('gives the same bytes again, with any number of threads', async () => {
    const short = NOISY.subarray(0, 3000);
    const network = await trainNetwork(short, OPTIONS);
    expect(await trainNetwork(short, { ...OPTIONS, threads: 2 })).toEqual(network);
  });

  it('writes weights of the bits that are wanted', async () => {
    const short = NOISY.subarray(0, 2000);
    const sizes = [];
    for (const bits of [1, 4, 32]) {
      const network = await trainNetwork(short, { epochs: 1, model: 'rnn(8x1)', bits });
      sizes.push(network.length);
      const { cell, width, alphabet } = await decodeNetwork(network);
      expect([cell, width, alphabet[6]]).toEqual(['rnn', 8, 3]);
    }
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    expect(sizes[2]).toBeGreaterThan(3 * (sizes[0] as number));
  });

  it('chooses the cells by the length of the data', async () => {
    const network = await trainNetwork(NOISY.subarray(0, 1100), { epochs: 1 });
    expect(await decodeNetwork(network)).toMatchObject({ cell: 'lstm', width: 16, layers: 1 });
  });

  it('reports its progress, and can be aborted', async () => {
    const reports: EpochProgress[] = [];
    const controller = new AbortController();
    const code = await rejectionCode(
      trainNetwork(NOISY, {
        epochs: 1000,
        model: 'lstm(64x2)',
        signal: controller.signal,
        onProgress: (progress) => {
          reports.push(progress);
          if (reports.length === 3) controller.abort();
        },
      }),
    );
    expect(code).toBe('ABORTED');
    expect(reports).toHaveLength(3);
    for (const { epoch, bytes, total, bitsPerByte } of reports) {
      expect(epoch).toBeGreaterThan(0);
      expect(bytes).toBeLessThanOrEqual(total);
      expect(bitsPerByte).toBeGreaterThan(0);
    }
  });

  it.each([
    ['few bytes', NOISY.subarray(0, 1000), {}, 'INVALID_OPTION'],
    ['equal bytes', new Uint8Array(5000), {}, 'INVALID_OPTION'],
    ['no epoch', NOISY, { epochs: 0 }, 'INVALID_OPTION'],
    ['half an epoch', NOISY, { epochs: 1.5 }, 'INVALID_OPTION'],
    ['weights of 20 bits', NOISY, { bits: 20 }, 'INVALID_OPTION'],
    ['a model without a network', NOISY, { model: 'mix(orders=1)' }, 'INVALID_SPEC'],
    ['no model', NOISY, { model: 'lstm(' }, 'INVALID_SPEC'],
  ] as const)('refuses %s', async (_, bytes, options, code) => {
    expect(await rejectionCode(trainNetwork(bytes, { epochs: 1, ...options }))).toBe(code);
  });
});
