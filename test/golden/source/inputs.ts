/** What the golden archives hold: small files of different kinds, the same on every run. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { xorBits } from '../../support/generators.js';
import { genomes, inputOf, reads } from '../../support/inputs.js';
import { Random } from '../../support/random.js';

const ALICE = fileURLToPath(new URL('../../fixtures/alice29.txt', import.meta.url));

/** `count` values of `make`, one after the other. */
function sequence(count: number, make: (index: number) => number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, index) => make(index));
}

function bases(count: number): Uint8Array {
  const random = new Random(1);
  return sequence(count, () => random.pick([...'ACGT']).charCodeAt(0));
}

/** All 256 values, the small ones far more often than the large ones. */
function skewed(count: number): Uint8Array {
  const random = new Random(2);
  return sequence(count, (index) =>
    index < 256 ? index : Math.min(random.below(256), random.below(16)),
  );
}

/** Records of eight bytes: a counter, a flag that seldom changes, a noisy measurement. */
function records(count: number): Uint8Array {
  const random = new Random(3);
  const view = new DataView(new ArrayBuffer(8 * count));
  for (let i = 0; i < count; i++) {
    view.setUint32(8 * i, 1000 + 7 * i, true);
    view.setUint8(8 * i + 4, i % 50 < 40 ? 1 : 2);
    view.setUint8(8 * i + 5, 120 + random.below(8));
    view.setUint16(8 * i + 6, 0x0a0d, true);
  }
  return new Uint8Array(view.buffer);
}

/** Sound of two channels, 16 bits each: a hum that one of them hears later, and noise. */
function samples(count: number): Uint8Array {
  const random = new Random(8);
  const view = new DataView(new ArrayBuffer(4 * count));
  const hum = (i: number) => (i % 64) * (64 - (i % 64)) * (i % 128 < 64 ? 8 : -8);
  for (let i = 0; i < count; i++) {
    view.setInt16(4 * i, hum(i) + random.below(32), true);
    view.setInt16(4 * i + 2, hum(i + 5) + random.below(32), true);
  }
  return new Uint8Array(view.buffer);
}

/**
 * A BMP of 45 by 40 pixels of three bytes: slopes in the three colours, brighter and darker together, and noise. Its
 * rows have a byte of padding.
 */
function bitmap(): Uint8Array {
  const random = new Random(10);
  const [header, width, height] = [54, 45, 40];
  const row = 3 * width + 1;
  const bytes = new Uint8Array(header + row * height);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0x424d);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, header, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const light = 60 + 2 * x + y + random.below(24);
      for (let c = 0; c < 3; c++)
        bytes[header + y * row + 3 * x + c] = light + 10 * c + random.below(3);
    }
  return bytes;
}

/** What calls the same eight functions from everywhere. */
function calls(count: number): Uint8Array {
  const random = new Random(6);
  const view = new DataView(new ArrayBuffer(8 * count));
  for (let i = 0; i < count; i++) {
    view.setUint16(8 * i, 0x8b48);
    view.setUint8(8 * i + 2, random.below(8));
    view.setUint8(8 * i + 3, 0xe8);
    view.setInt32(8 * i + 4, 64 * random.below(8) - (8 * i + 8), true);
  }
  return new Uint8Array(view.buffer);
}

/** Lines of JSON, such as a service writes. */
function objects(count: number): Uint8Array {
  const random = new Random(9);
  const line = (id: number) =>
    JSON.stringify({
      id,
      at: `12:00:${10 + id}`,
      level: random.pick(['info', 'warn']),
      ms: random.below(500),
    });
  return new TextEncoder().encode(
    Array.from({ length: count }, (_, id) => `${line(id)}\n`).join(''),
  );
}

/** Noise amid a text: long enough to be told apart. */
function mixed(text: Uint8Array): Uint8Array {
  const noise = new Random(7).bytes(40_000);
  return new Uint8Array(Buffer.concat([text.subarray(0, 20_000), noise, text.subarray(20_000)]));
}

/** File name below test/golden/plain -> content. */
export function goldenInputs(): ReadonlyMap<string, Uint8Array> {
  const alice = readFileSync(ALICE);
  return new Map([
    ['empty', new Uint8Array(0)],
    ['one-byte', Uint8Array.of(0x66)],
    ['two-bytes', Uint8Array.of(0, 255)],
    ['equal', new Uint8Array(1500).fill(0x20)],
    ['two-values', sequence(1200, (index) => (index % 7 < 3 ? 0x30 : 0x31))],
    ['text', alice.subarray(400, 2600)],
    ['short-text', alice.subarray(20_000, 20_700)],
    ['bases', bases(1500)],
    ['skewed', skewed(2000)],
    ['records', records(150)],
    ['samples', samples(600)],
    ['noise', new Random(4).bytes(600)],
    ['calls', calls(150)],
    ['objects', objects(20)],
    ['bitmap', bitmap()],
    ['genomes', genomes(3000)],
    ['reads', reads(4000)],
    ['qualities', inputOf('qualities', 2000)],
    ['generator', xorBits({ lags: [7, 31], count: 4000 })],
    ['mixed', mixed(alice.subarray(30_000, 70_000))],
  ]);
}
