/**
 * The intact archives that mutants come from: the valid golden ones, and some of the models of the upper levels, made
 * small enough for mutants; whole and taken apart.
 */
import { compress, type Kind, levelSpec, parseSpec } from '#dist/node/index.js';
import { readGolden, readTable } from '../golden/table.js';
import { assemble, type RawFrame, takeApart } from '../support/forge.js';
import {
  congruentialWords,
  laggedFibonacci,
  mersenneTwister,
  xorBits,
} from '../support/generators.js';
import { genomes, reads } from '../support/inputs.js';

export interface Seed {
  readonly name: string;
  readonly archive: Uint8Array;
  readonly plain: Uint8Array;
  readonly frames: readonly RawFrame[];
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

/** Of all seeds that were made with one. */
export const DICTIONARY = new Uint8Array(readGolden('plain/text'));

/** Of all seeds that name one by its hash. */
export const NETWORK = new Uint8Array(readGolden('plain/network-lstm'));

/** What leaves the models of the upper levels all their parts and takes little memory and time. */
const SMALL = { tables: 10, ngramBits: 6, width: 24 };

interface Made {
  readonly name: string;
  readonly archive: Uint8Array;
  readonly plains: readonly Uint8Array[];
}

function goldens(): Made[] {
  return readTable().valid.map(({ name, frames }) => ({
    name,
    archive: new Uint8Array(readGolden(`valid/${name}.fsy`)),
    plains: frames.map(({ plain }) => new Uint8Array(readGolden(`plain/${plain}`))),
  }));
}

/** Of the splitters that describe bytes by numbers. */
async function sequences(): Promise<Made[]> {
  const made: Made[] = [];
  for (const [name, plain] of [
    ['genomes', genomes(1500)],
    ['reads', reads(2000)],
  ] as const)
    made.push({ name, archive: await compress(plain, { level: 1, threads: 0 }), plains: [plain] });
  return made;
}

/** With and without a dictionary. */
async function upperLevels(): Promise<Made[]> {
  const plain = new Uint8Array(readGolden('plain/short-text'));
  const made: Made[] = [];
  for (const level of [7, 8, 9] as const)
    for (const kind of ['text', 'records', 'executable'] satisfies Kind[])
      for (const dictionary of [undefined, DICTIONARY]) {
        const model = { ...parseSpec(levelSpec(level, kind)), ...SMALL };
        const archive = await compress(plain, { model, threads: 0, kind, dictionary });
        const about = dictionary ? ', with a dictionary' : '';
        made.push({ name: `level ${level} for ${kind}, small${about}`, archive, plains: [plain] });
      }
  return made;
}

/** What the splitter `recurrence` takes apart. */
async function recurrences(): Promise<Made[]> {
  const inputs = {
    'bits of a recurrence': xorBits({ lags: [3, 20], count: 1500 }),
    'words of a recurrence': laggedFibonacci({ bits: 16, count: 900, lags: [5, 17] }),
    'a congruential generator': congruentialWords({ bits: 32, count: 500, factor: 69069n }),
    'the Mersenne Twister': mersenneTwister({ count: 1600 }),
  };
  const made: Made[] = [];
  for (const [name, plain] of Object.entries(inputs)) {
    const archive = await compress(plain, { level: 1, threads: 0 });
    made.push({ name, archive, plains: [plain] });
  }
  return made;
}

export class Seeds {
  private constructor(
    readonly all: readonly Seed[],
    /** Every whole frame, as base64, and what it holds. */
    private readonly known: ReadonlyMap<string, Uint8Array>,
    /** Content checksum of every block, as base64, and what it holds. */
    private readonly blocks: ReadonlyMap<string, Uint8Array>,
  ) {}

  static async load(): Promise<Seeds> {
    const all: Seed[] = [];
    const known = new Map<string, Uint8Array>();
    const blocks = new Map<string, Uint8Array>();
    for (const { name, archive, plains } of [
      ...goldens(),
      ...(await sequences()),
      ...(await upperLevels()),
      ...(await recurrences()),
    ]) {
      const frames = await takeApart(archive);
      all.push({ name, archive, plain: Buffer.concat(plains), frames });
      for (const [index, plain] of plains.entries()) {
        const frame = frames[index];
        if (frame === undefined) throw new Error(`${name} has too few frames`);
        known.set(base64(assemble(frame)), plain);
        let start = 0;
        for (const block of frame.blocks) {
          const end = start + (block.kind === 'other' ? 0 : Number(block.length));
          blocks.set(base64(block.content), plain.subarray(start, end));
          start = end;
        }
      }
    }
    return new Seeds(all, known, blocks);
  }

  /** The same, mutants made from these only. */
  only(seeds: readonly Seed[]): Seeds {
    return new Seeds(seeds, this.known, this.blocks);
  }

  /**
   * What bytes decode to when they are whole known frames, one after the other; undefined for anything else. A cut or
   * a splice between two frames leaves a right archive, and only there.
   */
  decode(bytes: Uint8Array): Uint8Array | undefined {
    if (bytes.length === 0) return undefined;
    const parts: Uint8Array[] = [];
    for (let start = 0; start < bytes.length; ) {
      const end = this.frameEnds(bytes, start).find((at) => {
        return this.known.has(base64(bytes.subarray(start, at)));
      });
      if (end === undefined) return undefined;
      parts.push(this.known.get(base64(bytes.subarray(start, end))) as Uint8Array);
      start = end;
    }
    return Buffer.concat(parts);
  }

  /** What frames claim to hold, by the content checksums of their blocks; undefined when one is unknown. */
  claimed(frames: readonly RawFrame[]): Uint8Array | undefined {
    const contents = frames.flatMap((frame) => frame.blocks.map((block) => block.content));
    const parts = contents.map((content) => this.blocks.get(base64(content)));
    return parts.some((part) => part === undefined)
      ? undefined
      : Buffer.concat(parts as Uint8Array[]);
  }

  /** Where a frame that begins at `start` could end: before the next magic, or at the end. */
  private frameEnds(bytes: Uint8Array, start: number): number[] {
    const ends: number[] = [];
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const magic = Buffer.from([0xf5, 0x53, 0x41, 0x59]);
    for (let at = buffer.indexOf(magic, start + 1); at > 0; at = buffer.indexOf(magic, at + 1))
      ends.push(at);
    return [...ends, bytes.length];
  }
}
