/** Linear congruential generators that show only the high bits of their state: those of common libraries. */
import { type Candidate, isConfirmed, type WordLayout } from './candidate.js';
import { wordAt } from './congruential.js';
import { inverse, longOf } from './modular.js';
import type { Rule } from './parameters.js';

interface Generator {
  /** Bits of the state, and of these the lowest that are not shown. */
  readonly bits: number;
  readonly shift: number;
  /** Bytes of the words in which it is stored. */
  readonly units: readonly (2 | 4)[];
  readonly factor: bigint;
  readonly summand: bigint;
  /** Four relations: each row times the first four powers of the factor is 0 modulo 2^bits. Found by reducing a lattice. */
  readonly relations: readonly (readonly number[])[];
}

const KNUTH = 6364136223846793005n;

export const GENERATORS: readonly Generator[] = [
  // Knuth, MMIX
  {
    bits: 64,
    shift: 32,
    units: [4],
    factor: KNUTH,
    summand: 1442695040888963407n,
    relations: [
      [28_729, 22_523, -11_836, 51_380],
      [46_980, 11_528, -35_935, -23_937],
      [-22_652, -71_927, -25_229, 2508],
      [-13_121, 28_799, -61_976, 18_670],
    ],
  },
  // newlib: rand()
  {
    bits: 63,
    shift: 32,
    units: [4],
    factor: KNUTH,
    summand: 1n,
    relations: [
      [-20_925, 3138, -25_070, -16_355],
      [-1727, -75_065, -159, 18_863],
      [-7804, -25_661, 36_906, -35_025],
      [-46_980, -11_528, 35_935, 23_937],
    ],
  },
  // java.util.Random, and mrand48()
  {
    bits: 48,
    shift: 16,
    units: [4],
    factor: 0x5deece66dn,
    summand: 11n,
    relations: [
      [1039, -1529, -1082, 448],
      [2452, 1468, 369, -4277],
      [-2187, -3332, -610, -3251],
      [-3370, 1839, -3885, -340],
    ],
  },
  // lrand48()
  {
    bits: 48,
    shift: 17,
    units: [4],
    factor: 0x5deece66dn,
    summand: 11n,
    relations: [
      [1039, -1529, -1082, 448],
      [2452, 1468, 369, -4277],
      [-2187, -3332, -610, -3251],
      [-3370, 1839, -3885, -340],
    ],
  },
  // Numerical Recipes, the high half
  {
    bits: 32,
    shift: 16,
    units: [2],
    factor: 1664525n,
    summand: 1013904223n,
    relations: [
      [72, -233, 90, -41],
      [116, 32, 196, 104],
      [-147, -16, 90, 213],
      [-231, 38, 169, -56],
    ],
  },
  // Microsoft: rand()
  {
    bits: 31,
    shift: 16,
    units: [2, 4],
    factor: 214013n,
    summand: 2531011n,
    relations: [
      [-54, -54, -18, -2],
      [-21, -47, 268, -20],
      [-146, 133, 23, -278],
      [-214, 211, -64, 99],
    ],
  },
  // ANSI C: rand()
  {
    bits: 31,
    shift: 16,
    units: [2, 4],
    factor: 1103515245n,
    summand: 12345n,
    relations: [
      [-40, -43, 1, 150],
      [-167, -35, -96, -10],
      [48, -175, 135, -92],
      [152, -33, -284, -51],
    ],
  },
  // Borland: rand()
  {
    bits: 31,
    shift: 16,
    units: [2, 4],
    factor: 22695477n,
    summand: 1n,
    relations: [
      [127, 43, -147, 41],
      [-198, 40, -69, -57],
      [-46, 142, 75, -151],
      [-24, 213, -17, 168],
    ],
  },
];

/** Windows in which a relation must hold: by chance it does in one of 8 to 8,192 each. */
const WINDOWS = 10;

/** Words that are read: four differences in each window. */
const READ = WINDOWS + 4;

/** A generator whose words begin at `first` or up to a word later. */
export function truncated(bytes: Uint8Array, first: number): Candidate | undefined {
  for (const generator of GENERATORS)
    for (const unit of generator.units)
      for (const highestFirst of [false, true])
        for (let phase = 0; phase < unit; phase++) {
          const layout: WordLayout = { form: 'words', unit, highestFirst };
          const at = first + phase;
          if (at + READ * unit > bytes.length) continue;
          if (!isRelated(bytes, layout, at, generator) || isConstant(bytes, at, unit)) continue;
          const found = solved(bytes, layout, at, generator);
          if (found) return found;
        }
  return undefined;
}

/** Whether the words' differences obey the first relation, but for what the hidden bits add. */
function isRelated(
  bytes: Uint8Array,
  { unit, highestFirst }: WordLayout,
  at: number,
  { bits, shift, relations }: Generator,
): boolean {
  const spare = 32 - (bits - shift);
  const [relation = []] = relations;
  const limit = relation.reduce((sum, value) => sum + Math.abs(value), 0);
  const word = (i: number) => {
    let value = 0;
    for (let k = 0; k < unit; k++)
      value = (value << 8) | (bytes[at + i * unit + (highestFirst ? k : unit - 1 - k)] as number);
    return value;
  };
  for (let window = 0; window < WINDOWS; window++) {
    if (spare > 0 && word(window) >>> (32 - spare) !== 0) return false;
    let sum = 0;
    for (let i = 0; i < 4; i++) {
      const difference = word(window + i + 1) - word(window + i);
      sum = (sum + Math.imul(relation[i] as number, difference)) | 0;
    }
    if (Math.abs((sum << spare) >> spare) > limit) return false;
  }
  return true;
}

/** Whether the words are all the same: such a state has relations, but there is nothing to gain. */
function isConstant(bytes: Uint8Array, at: number, unit: number): boolean {
  for (let i = at + unit; i < at + READ * unit; i++) if (bytes[i] !== bytes[i - unit]) return false;
  return true;
}

/** The state behind the words from `at` on. */
function solved(
  bytes: Uint8Array,
  layout: WordLayout,
  at: number,
  { bits, shift, factor, summand, relations }: Generator,
): Candidate | undefined {
  const { unit } = layout;
  const cut = (value: bigint) => BigInt.asUintN(bits, value);
  const shown = (i: number) => wordAt(bytes, at + i * unit, layout) << BigInt(shift);
  const differences = [0, 1, 2, 3].map((i) => shown(i + 1) - shown(i));
  // What the hidden bits add to the relations is small, so it is known exactly; and it determines what they add to each.
  const rows = relations.map((row) => row.map(BigInt));
  const added = rows.map((row) =>
    BigInt.asIntN(
      bits,
      -row.reduce((sum, value, i) => sum + value * (differences[i] as bigint), 0n),
    ),
  );
  const replaced = rows.map((row, i) => [added[i] as bigint, ...row.slice(1)]);
  const difference = cut((differences[0] as bigint) + determinant(replaced) / determinant(rows));
  const candidate = (state: bigint, summand: bigint): Candidate => {
    const long = { factor: longOf(factor), summand: longOf(summand), state: longOf(state) };
    const rule: Rule = { kind: 'hidden', bits, shift, ...long };
    return { layout, at, rule };
  };
  const known = stateOf(factor, summand, difference, bits, shown(0), shift);
  if (known !== undefined) {
    const one = candidate(known, summand);
    if (isConfirmed(bytes, one)) return one;
  }
  // With another summand: each word bounds the hidden bits of the first state.
  const count = Math.min(MOST_BOUNDS, Math.floor((bytes.length - at) / unit));
  let least = 0n;
  let end = 1n << BigInt(shift);
  let sum = 0n;
  let next = difference;
  for (let i = 1; i < count; i++) {
    sum = cut(sum + next);
    next = cut(next * factor);
    const bound = BigInt.asIntN(bits, shown(i) - shown(0) - sum);
    const bounded = bound > least ? bound : least;
    const ended = bound + (1n << BigInt(shift)) < end ? bound + (1n << BigInt(shift)) : end;
    if (bounded >= ended) break;
    least = bounded;
    end = ended;
  }
  const state = shown(0) + (least + end) / 2n;
  const one = candidate(state, cut(difference - (factor - 1n) * state));
  return isConfirmed(bytes, one) ? one : undefined;
}

/** Words that bound the hidden bits: more would take long. */
const MOST_BOUNDS = 1 << 15;

/** The state that shows `shown` and differs by `difference` from the next. */
function stateOf(
  factor: bigint,
  summand: bigint,
  difference: bigint,
  bits: number,
  shown: bigint,
  shift: number,
): bigint | undefined {
  let multiple = factor - 1n;
  let product = BigInt.asUintN(bits, difference - summand);
  let known = bits;
  for (; (multiple & 1n) === 0n; multiple >>= 1n, product >>= 1n, known--)
    if ((product & 1n) === 1n) return undefined;
  const low = BigInt.asUintN(known, product * inverse(multiple, known));
  const high = (shown >> BigInt(known)) << BigInt(known);
  const state = high | low;
  return state >> BigInt(shift) === shown >> BigInt(shift) ? state : undefined;
}

function determinant(rows: readonly (readonly bigint[])[]): bigint {
  const [first = [], ...others] = rows;
  if (others.length === 0) return first[0] as bigint;
  return first.reduce((sum, value, i) => {
    const minor = others.map((row) => row.filter((_, column) => column !== i));
    return i % 2 === 0 ? sum + value * determinant(minor) : sum - value * determinant(minor);
  }, 0n);
}
