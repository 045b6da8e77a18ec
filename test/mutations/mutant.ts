/** The mutant with a given number: the same for the same seed, so that a failure can be looked at alone. */
import { assemble, type RawFrame, type RawModelled } from '../support/forge.js';
import { Random } from '../support/random.js';
import { DAMAGES } from './damage.js';
import { LIES } from './lies.js';
import type { Seed, Seeds } from './seeds.js';

export interface Mutant {
  readonly kind: string;
  readonly bytes: Uint8Array;
  readonly seed: Seed;
  /** The archives whose bytes it has, the seed among them; twice where bytes are repeated. */
  readonly parents: readonly Seed[];
  /** A lying mutant, whose checksums were computed anew, before it was put together. */
  readonly lie: readonly RawFrame[] | undefined;
  /** Symbols that its block headers promise; for damaged ones, what the intact archives held. */
  readonly promised: number;
}

/** Kinds that take bytes of a second archive. */
const OF_TWO = ['splice', 'concatenation', 'lie: block of another archive'];

const KINDS = [...Object.keys(DAMAGES), ...Object.keys(LIES).map((name) => `lie: ${name}`)];

interface Place {
  readonly frame: number;
  readonly block: number;
}

function parentsOf(kind: string, seed: Seed, other: Seed): Seed[] {
  if (kind === 'repetition') return [seed, seed];
  return OF_TWO.includes(kind) ? [seed, other] : [seed];
}

/** Blocks with coded bytes: those whose header says enough to lie about. */
function places({ frames }: Seed): Place[] {
  return frames.flatMap(({ blocks }, frame) =>
    blocks.flatMap((one, block) =>
      one.kind === 'modelled' && one.payload.length > 0 ? [{ frame, block }] : [],
    ),
  );
}

function promisedBy(frames: readonly RawFrame[]): number {
  const blocks = frames.flatMap((frame) => frame.blocks);
  const lengths = blocks.map((one) => (one.kind === 'other' ? 0 : Number(one.length)));
  return lengths.reduce((sum, length) => sum + length, 0);
}

export function makeMutant(seeds: Seeds, number: number, salt: number): Mutant {
  const random = new Random(salt * 1_000_003 + number);
  const kind = random.pick(KINDS);
  const other = random.pick(seeds.all);
  const damage = DAMAGES[kind];
  if (damage !== undefined) {
    const seed = random.pick(seeds.all);
    const bytes = damage(random, seed, other);
    const parents = parentsOf(kind, seed, other);
    const promised = parents.reduce((sum, parent) => sum + parent.plain.length, 0);
    return { kind, bytes, seed, parents, lie: undefined, promised };
  }
  const lie = LIES[kind.replace('lie: ', '')];
  if (lie === undefined) throw new Error(`${kind} is no kind of mutant`);
  const seed = random.pick(seeds.all.filter((one) => places(one).length > 0));
  const place = random.pick(places(seed));
  const frames = seed.frames.map((frame, index) => {
    if (index !== place.frame) return frame;
    return lie(random, frame, frame.blocks[place.block] as RawModelled, place.block, other);
  });
  const bytes = new Uint8Array(Buffer.concat(frames.map(assemble)));
  const parents = parentsOf(kind, seed, other);
  return { kind, bytes, seed, parents, lie: frames, promised: promisedBy(frames) };
}
