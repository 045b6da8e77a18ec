/** Containers within containers: the tree stays within the limits of the format, whatever the bytes are. */
import { expect, it } from 'vitest';
import { compress, decompress } from '#dist/node/index.js';
import { utf8 } from '../support/archives.js';
import { Random } from '../support/random.js';
import { alice } from './support/blocks.js';

const random = new Random(1);

/** A wave of some period with a little noise, as sound and pictures are. */
const wave = (length: number, period: number) =>
  Uint8Array.from({ length }, (_, i) => {
    const phase = i % period;
    return 60 + Math.min(phase, period - phase) * Math.ceil(240 / period) + random.below(4);
  });

const picture = (width: number, height: number, pixels: Uint8Array) =>
  Buffer.concat([utf8(`P5\n${width} ${height}\n255\n`), pixels]);

const small = () => picture(64, 80, wave(64 * 80, 64));
const large = () => picture(256, 256, wave(256 * 256, 80));

it.each([3, 4])('%i pictures before mixed data come back', async (pictures) => {
  for (const rest of [24 * 1024, 0]) {
    const smalls = Array.from({ length: pictures }, small);
    const data = Buffer.concat([...smalls, large(), alice(rest), wave(100_000, 80)]);
    for (const kind of ['auto', 'records'] as const) {
      const options = { level: 1, threads: 0, ...(kind !== 'auto' && { kind }) } as const;
      expect(Buffer.compare(await decompress(await compress(data, options)), data)).toBe(0);
    }
  }
});
