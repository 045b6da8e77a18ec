/** Damaged and hostile archives through the whole library. The archive layer has tests of its own. */
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '#dist/errors.js';
import { encodeSpec, parseSpec } from '#dist/model/model-spec.js';
import { compress, decompress, decompressChunks, inspect } from '#dist/node/index.js';
import {
  assemble,
  mapStreams,
  type RawModelled,
  type RawTree,
  takeApart,
  withPayload,
} from '../support/forge.js';
import { Random } from '../support/random.js';
import { rejectionCode } from '../support/rejection.js';
import { FAST, joined, TEXT } from './samples.js';

const DATA = joined(TEXT.subarray(0, 400), new Random(3).bytes(100), new Uint8Array(100).fill(1));
const ARCHIVE = await compress(DATA, { ...FAST, blockSize: 100 });
const NONE = { threads: 0 } as const;

/** The archive with its first modelled block changed and all checks recomputed. */
async function forged(change: (block: RawModelled) => Partial<RawModelled>): Promise<Uint8Array> {
  const [frame] = await takeApart(ARCHIVE);
  if (!frame) throw new Error('no frame');
  let changed = false;
  const blocks = frame.blocks.map((block) => {
    if (changed || block.kind !== 'modelled') return block;
    changed = true;
    return { ...block, ...change(block) };
  });
  return assemble({ ...frame, blocks });
}

/** The same with the block's stream changed. */
const forgedStream = (change: Partial<RawTree>) =>
  forged(({ tree }) => ({ tree: mapStreams(tree, (stream) => ({ ...stream, ...change })) }));

describe('a damaged archive', () => {
  it('cut off anywhere is an error, and the bytes before it are correct', async () => {
    for (let end = 0; end < ARCHIVE.length; end += 1 + (end % 3)) {
      const given: Uint8Array[] = [];
      const reading = (async () => {
        for await (const chunk of decompressChunks([ARCHIVE.subarray(0, end)], NONE))
          given.push(chunk);
      })();
      expect(await rejectionCode(reading)).toBe('TRUNCATED');
      const bytes = joined(...given);
      expect(bytes).toEqual(DATA.subarray(0, bytes.length));
    }
  });

  it('with any one bit wrong is an error with a code', async () => {
    const random = new Random(4);
    for (let i = 0; i < ARCHIVE.length; i++) {
      const wrong = ARCHIVE.slice();
      wrong[i] = (wrong[i] as number) ^ (1 << random.below(8));
      expect(Object.keys(ERROR_CODES)).toContain(await rejectionCode(decompress(wrong, NONE)));
    }
  });

  it('is an error in workers too', async () => {
    const wrong = ARCHIVE.slice();
    wrong[ARCHIVE.length - 100] = (wrong[ARCHIVE.length - 100] as number) ^ 1;
    expect(await rejectionCode(decompress(wrong, { threads: 2 }))).toBe('CHECKSUM');
  });

  it('followed by other data is an error after the bytes of the frame', async () => {
    const given: Uint8Array[] = [];
    const reading = (async () => {
      for await (const chunk of decompressChunks([joined(ARCHIVE, TEXT)], NONE)) given.push(chunk);
    })();
    expect(await rejectionCode(reading)).toBe('TRAILING_GARBAGE');
    expect(joined(...given)).toEqual(DATA);
  });
});

describe('a hostile archive', () => {
  it.each([0, 1])('with random coded bytes yields no wrong bytes (%i threads)', async (threads) => {
    const random = new Random(5);
    for (let i = 0; i < 20; i++) {
      const archive = await forged(({ payload }) => ({ payload: random.bytes(payload.length) }));
      expect(['CHECKSUM', 'CORRUPT']).toContain(
        await rejectionCode(decompress(archive, { threads })),
      );
    }
  });

  it('with missing coded bytes yields no wrong bytes', async () => {
    const archive = await forged((block) => withPayload(block, new Uint8Array(0)));
    expect(['CHECKSUM', 'CORRUPT']).toContain(await rejectionCode(decompress(archive, NONE)));
  });

  it('whose header states too little memory is still held to the limit', async () => {
    const spec = encodeSpec(parseSpec('lstm(2048x1)'));
    const archive = await forgedStream({ spec });
    expect((await inspect(archive)).memory).toBeLessThan(2 ** 21);
    const memory = 2 ** 23;
    expect(await rejectionCode(decompress(archive, { threads: 0, memory }))).toBe('MEMORY_LIMIT');
  });

  it('whose header states more memory than allowed is refused before any is allocated', async () => {
    const archive = await forged(() => ({ memory: 2 ** 20 }));
    expect(await rejectionCode(decompress(archive, NONE))).toBe('MEMORY_LIMIT');
  });

  it('with the wrong model yields no wrong bytes', async () => {
    const archive = await forgedStream({ spec: encodeSpec(parseSpec('gru(8x1)')) });
    expect(['CHECKSUM', 'CORRUPT', 'DIVERGED']).toContain(
      await rejectionCode(decompress(archive, NONE)),
    );
  });
});

describe('an archive with correct checks', () => {
  const bare = (payload: Uint8Array) => forged((block) => withPayload(block, payload));
  const original = takeApart(ARCHIVE).then(([frame]) =>
    frame?.blocks.find((block): block is RawModelled => block.kind === 'modelled'),
  );

  it('has one valid end of its coded bytes: each of the last two bytes has one value', async () => {
    const { payload } = (await original) as RawModelled;
    expect(await decompress(await bare(payload), NONE)).toEqual(DATA);
    for (const back of [1, 2])
      for (let value = 0; value < 256; value++) {
        const changed = payload.slice();
        if (changed[changed.length - back] === value) continue;
        changed[changed.length - back] = value;
        expect(['CORRUPT', 'CHECKSUM']).toContain(
          await rejectionCode(decompress(await bare(changed), NONE)),
        );
      }
  });

  it('has no bytes after the coded ones, and none is missing', async () => {
    const { payload } = (await original) as RawModelled;
    // Zeros too: the decoder reads zeros after the end.
    for (const byte of [0, 1, 65, 255])
      for (const count of [1, 2, 7, 8, 9, 20]) {
        const longer = joined(payload, new Uint8Array(count).fill(byte));
        expect(await rejectionCode(decompress(await bare(longer), NONE))).toBe('CORRUPT');
      }
    for (const count of [1, 2]) {
      const shorter = payload.subarray(0, payload.length - count);
      expect(['CORRUPT', 'CHECKSUM']).toContain(
        await rejectionCode(decompress(await bare(shorter), NONE)),
      );
    }
  });
});
