/** A record layout by itself: what is given holds whatever the history looks like, the rest is detected. */
import { describe, expect, it } from 'vitest';
import { Random } from '../support/random.js';
import { Probe } from './support/probe.js';

/** Given values, 0 = detect. */
interface Given {
  readonly stride?: number;
  readonly rowStride?: number;
  readonly width?: number;
}

/** The layout after each of some numbers of bytes. */
function layouts(bytes: Uint8Array, given: Given, counts: readonly number[]) {
  const probe = new Probe();
  const { call } = probe;
  const { stride = 0, rowStride = 0, width = 0 } = given;
  const { input } = probe.floats({ input: Math.ceil(bytes.length / 4) }, () =>
    call.openLayout(bytes.length, stride, rowStride, width),
  );
  new Uint8Array(probe.memory.buffer).set(bytes, input.address);
  call.startLayout();
  let taken = 0;
  return counts.map((count) => {
    call.takeBytes(input.address + taken, count - taken);
    taken = count;
    return {
      stride: call.layoutStride(),
      rowStride: call.layoutRowStride(),
      width: call.layoutWidth(),
      rows: call.layoutRows() === 1,
      position: call.layoutPosition(),
    };
  });
}

/** Rows of `length` bytes: each row is the one above, with a few changes. */
function table(length: number, count: number): Uint8Array {
  const random = new Random(length);
  const bytes = random.bytes(length * count);
  for (let i = length; i < bytes.length; i++)
    if (random.below(20) > 0) bytes[i] = bytes[i - length] ?? 0;
  return bytes;
}

/** Samples of two bytes that change slowly, the lesser byte first. */
function sound(count: number): Uint8Array {
  const random = new Random(9);
  const samples = new DataView(new ArrayBuffer(2 * count));
  let last = 30_000;
  for (let i = 0; i < count; i++) {
    last += random.below(201) - 100;
    samples.setUint16(2 * i, last, true);
  }
  return new Uint8Array(samples.buffer);
}

const noise = new Random(1).bytes(200_000);

/** Four channels of a byte, each of which changes by a step of 1 now and then. */
const pixels = noise.slice(0, 40_000);
for (let i = 4; i < pixels.length; i++)
  pixels[i] = (pixels[i - 4] ?? 0) + Number((noise[i] ?? 0) < 64);

/** Positions of byte `count`. */
const position = (count: number, stride: number, rowStride: number) =>
  (count % stride) + 1000 * (count % rowStride);

describe('a record layout', () => {
  it('is detected where nothing is given', () => {
    const [before, after] = layouts(table(700, 40), {}, [2000, 28_000]);
    expect(before).toMatchObject({ stride: 1, rowStride: 17, width: 1, rows: false });
    expect(after).toMatchObject({ rowStride: 700, rows: true });
    expect(layouts(sound(20_000), {}, [40_000])[0]).toMatchObject({ stride: 2, width: 2 });
  });

  it('that is given whole takes effect after three rows, and stays', () => {
    const given = { stride: 3, rowStride: 300, width: 1 };
    const counts = [908, 909, 910, 5000, 200_000];
    const [before, ...after] = layouts(noise, given, counts);
    expect(before).toMatchObject({ stride: 1, rowStride: 17, rows: false });
    after.forEach((layout, i) => {
      expect(layout).toEqual({
        ...given,
        rows: true,
        position: position(counts[i + 1] ?? 0, 3, 300),
      });
    });
    expect(layouts(table(700, 200), given, [140_000])[0]).toMatchObject(given);
  });

  it('that is given whole takes effect after 256 bytes at least', () => {
    const given = { stride: 1, rowStride: 12, width: 1 };
    const [before, after] = layouts(noise, given, [255, 256]);
    expect(before).toMatchObject({ rowStride: 17, rows: false });
    expect(after).toMatchObject({ ...given, rows: true });
  });

  it('has no rows where four strides reach the next', () => {
    const [layout] = layouts(noise, { stride: 3, rowStride: 12, width: 1 }, [2000]);
    expect(layout).toMatchObject({ stride: 3, rowStride: 12, rows: false });
  });

  it('has the given stride, and detects the rest', () => {
    const [before, after] = layouts(table(700, 40), { stride: 5 }, [2047, 28_000]);
    expect(before?.stride).toBe(1);
    expect(after).toMatchObject({ stride: 5, rowStride: 700, rows: true });
  });

  it('has the given row stride, once there are three rows', () => {
    const given = { rowStride: 1000 };
    const [before, after] = layouts(table(700, 40), given, [2100, 4096]);
    expect(before?.rowStride).not.toBe(1000);
    expect(after).toMatchObject({ rowStride: 1000, rows: true });
  });

  it('has the given width', () => {
    expect(layouts(sound(20_000), { width: 1 }, [40_000])[0]?.width).toBe(1);
    expect(layouts(pixels, { stride: 4 }, [40_000])[0]?.width).toBe(1);
    expect(layouts(pixels, { stride: 4, width: 2 }, [40_000])[0]?.width).toBe(2);
  });
});
