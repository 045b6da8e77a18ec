/** Networks in archives and beside them: what they are good for, what is refused, and that threads change nothing. */
import { describe, expect, it } from 'vitest';
import {
  compress,
  compressChunks,
  decompress,
  inspect,
  levelSpec,
  memoryNeeded,
  parseSpec,
} from '#dist/node/index.js';
import { readGolden } from '../golden/table.js';
import { takeApart } from '../support/forge.js';
import { rejection, rejectionCode } from '../support/rejection.js';
import { trainedNetwork } from '../support/trained-network.js';

const TEXT = new Uint8Array(readGolden('plain/text'));
const NETWORK = await trainedNetwork(TEXT);
const OTHER = await trainedNetwork(TEXT.subarray(0, 4000), { cell: 'gru' });
const ALONE = { network: NETWORK, threads: 0 } as const;

const same = (got: Uint8Array, wanted: Uint8Array) =>
  expect(Buffer.from(got)).toEqual(Buffer.from(wanted));

describe('a network in an archive', () => {
  it('is the model of all bytes as one stream, and decoding needs no file', async () => {
    const archive = await compress(TEXT, ALONE);
    same(await decompress(archive, { threads: 0 }), TEXT);
    const { frames, networkBytes, codedBytes, models } = await inspect([archive]);
    expect(models).toHaveLength(1);
    expect(models[0]).toMatch(/^lstm\(16x1,ngrams=1,.*weights=trained\)$/);
    expect(frames[0]?.network).toEqual({
      bytes: NETWORK.length,
      weights: expect.any(Number),
      shape: 'lstm(16x1)',
    });
    expect(frames[0]?.blocks[0]?.streams).toHaveLength(1);
    expect(networkBytes).toBe(NETWORK.length);
    expect(archive.length - networkBytes - codedBytes).toBeLessThan(100);
  });

  it('saves what was learned before', async () => {
    const [model] = (await inspect([await compress(TEXT, ALONE)])).models;
    const fresh = { ...parseSpec(model as string), weights: 'initial' } as const;
    const { codedBytes } = await inspect([await compress(TEXT, { model: fresh, threads: 0 })]);
    const { codedBytes: own } = await inspect([await compress(TEXT, ALONE)]);
    expect(own).toBeLessThan(0.75 * codedBytes);
  });

  it('begins every block anew, in any number of threads', async () => {
    const archive = await compress(TEXT, { ...ALONE, blockSize: 1500 });
    same(await compress(TEXT, { ...ALONE, blockSize: 1500, threads: 3 }), archive);
    same(await decompress(archive, { threads: 2 }), TEXT);
  });

  it('keeps its weights where it does not learn', async () => {
    const archive = await compress(TEXT, { ...ALONE, networkLearns: false });
    same(await decompress(archive, { threads: 0 }), TEXT);
    const [model] = (await inspect([archive])).models;
    expect(model).toMatch(/,rate=0,floor=0,.*headRate=0,headFloor=0/);
    // Equal texts then cost the same wherever they are.
    const halves = Buffer.concat([TEXT, TEXT]);
    const { codedBytes } = await inspect([
      await compress(halves, { ...ALONE, networkLearns: false }),
    ]);
    const one = (await inspect([archive])).codedBytes;
    expect(Math.abs(codedBytes - 2 * one)).toBeLessThan(20);
  });

  it('is a part of the mix of each kind with a level', async () => {
    const archive = await compress(TEXT, { ...ALONE, level: 1 });
    same(await decompress(archive, { threads: 0 }), TEXT);
    const { models } = await inspect([archive]);
    expect(models[0]).toMatch(/^mix\(.*\)\+lstm\(16x1,.*weights=trained\)$/);
    const model = { ...parseSpec(models[0] as string), weights: 'initial' } as const;
    const fresh = await compress(TEXT, { model, threads: 0 });
    expect((await inspect([archive])).codedBytes).toBeLessThan((await inspect([fresh])).codedBytes);
  });

  it('takes the place of the network of a model of its shape', async () => {
    const model = 'mix(orders=1+2)+lstm(16x1,ngrams=3,ngramBits=8,lag=1,horizon=5)';
    const archive = await compress(TEXT, { ...ALONE, model });
    same(await decompress(archive, { threads: 0 }), TEXT);
    same(await compress(TEXT, { ...ALONE, model, threads: 2 }), archive);
    expect((await inspect([archive])).models).toEqual(
      [model.replace(/lag=1/, 'lag=1,weights=trained').replace('horizon=5,', '')].map(() =>
        expect.stringContaining('lag=1,weights=trained'),
      ),
    );
    for (const other of [
      'lstm(24x1)',
      'lstm(16x2)',
      'gru(16x1)',
      'lstm(16x1,norm=none)',
      'mix(orders=1)',
    ])
      expect(await rejectionCode(compress(TEXT, { ...ALONE, model: other })), other).toBe(
        'INVALID_SPEC',
      );
  });

  it('codes empty and constant input, and what it cannot make shorter', async () => {
    for (const input of [new Uint8Array(0), new Uint8Array(1000).fill(101), TEXT.subarray(0, 2)])
      same(await decompress(await compress(input, ALONE), { threads: 0 }), input);
  });

  it('may be primed with a dictionary whose bytes it lacks', async () => {
    const dictionary = new TextEncoder().encode('\u0001\u0002\u0003 and so on, and so forth ');
    const archive = await compress(TEXT, { ...ALONE, dictionary });
    same(await decompress(archive, { threads: 0, dictionary }), TEXT);
  });

  it('may follow and precede frames with others, or without', async () => {
    const frames = [
      await compress(TEXT, ALONE),
      await compress(TEXT, { level: 1, threads: 0 }),
      await compress(TEXT.subarray(0, 4000), { ...ALONE, network: OTHER }),
    ];
    same(
      await decompress(Buffer.concat(frames), { threads: 0 }),
      Buffer.concat([TEXT, TEXT, TEXT.subarray(0, 4000)]),
    );
  });

  it('is read from pieces of any size', async () => {
    const archive = await compress(TEXT, ALONE);
    for (const size of [1, 1000, 1 << 16]) {
      const pieces = Array.from({ length: Math.ceil(archive.length / size) }, (_, i) =>
        archive.slice(i * size, (i + 1) * size),
      );
      expect((await inspect(pieces)).networkBytes, `${size}`).toBe(NETWORK.length);
    }
  });
});

describe('a network by hash', () => {
  it('is not in the archive, and must be given again', async () => {
    const archive = await compress(TEXT, { ...ALONE, networkByHash: true });
    const whole = await compress(TEXT, ALONE);
    expect(whole.length - archive.length).toBeGreaterThan(NETWORK.length - 10);
    same(await decompress(archive, ALONE), TEXT);
    const { frames } = await inspect([archive]);
    expect(frames[0]?.networkHash).toMatch(/^[0-9a-f]{16}$/);
    const required = await rejection(decompress(archive, { threads: 0 }));
    expect(required.code).toBe('NETWORK_REQUIRED');
    expect(required.message).toContain(frames[0]?.networkHash);
    const mismatch = await rejection(decompress(archive, { network: OTHER, threads: 0 }));
    expect(mismatch.code).toBe('NETWORK_MISMATCH');
  });

  it('needs a network', async () => {
    expect(await rejectionCode(compress(TEXT, { networkByHash: true }))).toBe('INVALID_OPTION');
  });
});

describe('what is refused', () => {
  it('a byte that the network does not have, by its place', async () => {
    const strange = Buffer.concat([TEXT, Uint8Array.of(7), TEXT]);
    const error = await rejection(compress(strange, { ...ALONE, blockSize: 1000 }));
    expect(error.code).toBe('NETWORK_ALPHABET');
    expect(error.message).toContain(`byte ${TEXT.length} of the input is 7`);
    expect(await rejectionCode(compress(strange, { ...ALONE, level: 1 }))).toBe('NETWORK_ALPHABET');
  });

  it.each([
    ['no network file', TEXT],
    ['nothing', new Uint8Array(0)],
    ['a cut one', NETWORK.subarray(0, -9)],
    ['a damaged one', NETWORK.map((byte, i) => (i === 100 ? byte ^ 1 : byte))],
    ['one of another version', NETWORK.map((byte, i) => (i === 4 ? 99 : byte))],
  ])('%s as a network', async (_, network) => {
    expect(await rejectionCode(compress(TEXT, { network }))).toBe('INVALID_OPTION');
    expect(await rejectionCode(memoryNeeded({ network }))).toBe('INVALID_OPTION');
    const archive = await compress(TEXT, { ...ALONE, networkByHash: true });
    expect(await rejectionCode(decompress(archive, { network }))).toBe('INVALID_OPTION');
  });

  it('a model that begins with a network where there is none', async () => {
    const model = 'lstm(16x1,weights=trained)';
    expect(await rejectionCode(compress(TEXT, { model }))).toBe('INVALID_OPTION');
  });

  it('a network that needs more memory than is allowed', async () => {
    const needed = await memoryNeeded({ network: NETWORK, size: TEXT.length });
    expect(needed).toBeGreaterThan(NETWORK.length);
    expect(await rejectionCode(compress(TEXT, { ...ALONE, memory: needed - 1 }))).toBe(
      'MEMORY_LIMIT',
    );
    const chunks = [];
    for await (const chunk of compressChunks(TEXT, { ...ALONE, memory: needed }))
      chunks.push(chunk);
    const archive = Buffer.concat(chunks);
    expect(await rejectionCode(decompress(archive, { threads: 0, memory: 70_000 }))).toBe(
      'MEMORY_LIMIT',
    );
  });
});

it('the levels name no network of the caller', async () => {
  expect(levelSpec(9, 'text')).not.toContain('weights');
  const [frame] = await takeApart(await compress(TEXT, { level: 1, threads: 0 }));
  expect(frame?.header[5]).toBe(0);
});
