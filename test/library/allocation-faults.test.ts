/**
 * Makes each allocation fail in turn: of large typed arrays, of codecs, and of a codec's memory. The operation must
 * reject with a code or succeed, and the next operation must succeed.
 */
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { compress, decompress, ForesayError, inspect } from '#dist/node/index.js';

const TEXT = new Uint8Array(
  readFileSync(new URL('../fixtures/alice29.txt', import.meta.url)).subarray(0, 6000),
);
const OPTIONS = { threads: 0, memory: 2 ** 26 } as const;
const MODEL = 'mix(orders=1,tables=10)';
const ARCHIVE = await compress(TEXT, { ...OPTIONS, model: MODEL, blockSize: 2500 });

/** Smaller arrays are headers. An engine that cannot allocate so few bytes ends the process. */
const SOME_SIZE = 256;

/** Makes the allocation with this number, from 1, fail. Counts all of them. */
class Allocations {
  count = 0;
  failed = false;
  private readonly bytes = globalThis.Uint8Array;
  private readonly instance = WebAssembly.Instance;

  constructor(private readonly failing: number) {
    const next = () => this.next();
    globalThis.Uint8Array = new Proxy(this.bytes, {
      construct(target, args, newTarget) {
        const [first] = args;
        const size = typeof first === 'number' ? first : 0;
        if (size >= SOME_SIZE && next()) throw new RangeError('Array buffer allocation failed');
        return Reflect.construct(
          target,
          args,
          newTarget === globalThis.Uint8Array ? target : newTarget,
        );
      },
    });
    const { instance } = this;
    WebAssembly.Instance = new Proxy(instance, {
      construct(target, args) {
        if (next()) throw new RangeError('WebAssembly.Instance(): Out of memory');
        const { exports } = Reflect.construct(target, args) as WebAssembly.Instance;
        const NO_MEMORY = -4;
        const open = exports['open'] as (() => number) | undefined;
        // The codec's result when its memory cannot grow.
        return open
          ? { exports: { ...exports, open: () => (next() ? NO_MEMORY : open()) } }
          : { exports };
      },
    });
  }

  restore(): void {
    globalThis.Uint8Array = this.bytes;
    WebAssembly.Instance = this.instance;
  }

  private next(): boolean {
    if (++this.count !== this.failing) return false;
    this.failed = true;
    return true;
  }
}

let allocations: Allocations | undefined;
afterEach(() => allocations?.restore());

/** Runs the work with one failing allocation. Returns its outcome, and whether there was such an allocation. */
async function withFault(failing: number, work: () => Promise<Uint8Array>) {
  allocations = new Allocations(failing);
  try {
    return { bytes: await work(), error: undefined, failed: allocations.failed };
  } catch (error) {
    return { bytes: undefined, error, failed: allocations.failed };
  } finally {
    allocations.restore();
  }
}

describe.each([
  ['compress', () => compress(TEXT, { ...OPTIONS, model: MODEL, blockSize: 2500 }), ARCHIVE],
  ['decompress', () => decompress(ARCHIVE, OPTIONS), TEXT],
  ['inspect', async () => Uint8Array.of((await inspect(ARCHIVE)).frames.length), Uint8Array.of(1)],
] as const)('%s', (_name, work, wanted) => {
  it('rejects with a code whichever allocation fails, and works the next time', async () => {
    let faults = 0;
    for (let failing = 1; ; failing++) {
      const { bytes, error, failed } = await withFault(failing, work);
      if (bytes) expect(Buffer.from(bytes).equals(wanted)).toBe(true);
      else {
        expect(error, `allocation ${failing}: ${(error as Error).stack}`).toBeInstanceOf(
          ForesayError,
        );
        expect(['MEMORY_LIMIT', 'ENGINE']).toContain((error as ForesayError).code);
        faults++;
      }
      if (!failed) break;
      expect(Buffer.from(await work()).equals(wanted)).toBe(true);
    }
    if (wanted.length > 1) expect(faults).toBeGreaterThan(2);
  });
});
