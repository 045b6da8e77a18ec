/** Lagged Fibonacci generators: words that are the sum, the difference or the exclusive or of two earlier ones. */
import type { Stepwise } from '../../bytes/stepwise.js';
import { type Candidate, isConfirmed, type WordLayout } from './candidate.js';
import { MAX_LAG, type Rule } from './parameters.js';

/** Slots of the table of windows; a power of two, four times as many as lags. */
const SLOTS = 1 << 14;

/** Bits of a window. */
const WINDOW = 32;

/**
 * A generator of words. The lowest bit of its words is the exclusive or of those at the two lags, whichever the operation;
 * so the lags are found among these bits, 32 at a time, and the operation is tried afterwards.
 */
export function* laggedSum(bytes: Uint8Array, first: number): Stepwise<Candidate | undefined> {
  const windows = new Int32Array(MAX_LAG + 1);
  const lagAt = new Uint16Array(SLOTS);
  for (const unit of [4, 8, 2, 1] as const) {
    const longest = Math.min(MAX_LAG, Math.floor((bytes.length - first) / unit / 2) - WINDOW);
    if (longest < 2) continue;
    yield;
    for (let phase = 0; phase < unit; phase++) {
      readWindows(bytes, first + phase, unit, longest, windows);
      const lags = lagsOf(windows, longest, lagAt);
      const found = lags && operationOf(bytes, first + phase, unit, lags);
      if (found) return found;
    }
  }
  return undefined;
}

/** Entry `lag`: the lowest bits of the 32 words that begin so many before word `longest`, which are `unit` bytes apart. */
function readWindows(
  bytes: Uint8Array,
  first: number,
  unit: number,
  longest: number,
  windows: Int32Array,
): void {
  let window = 0;
  let at = first + (longest + WINDOW - 1) * unit;
  for (let i = longest + WINDOW - 1; i >= 0; i--) {
    window = (window << 1) | ((bytes[at] as number) & 1);
    at -= unit;
    if (i <= longest) windows[longest - i] = window;
  }
}

/** Two lags whose windows' exclusive or is the window of lag 0. */
function lagsOf(
  windows: Int32Array,
  longest: number,
  lagAt: Uint16Array,
): readonly [number, number] | undefined {
  lagAt.fill(0);
  const window = windows[0] as number;
  for (let lag = 1; lag <= longest; lag++) {
    const one = windows[lag] as number;
    const other = window ^ one;
    for (let slot = slotOf(other); lagAt[slot] !== 0; slot = (slot + 1) & (SLOTS - 1))
      if (windows[lagAt[slot] as number] === other) return [lagAt[slot] as number, lag];
    let slot = slotOf(one);
    while (lagAt[slot] !== 0) slot = (slot + 1) & (SLOTS - 1);
    lagAt[slot] = lag;
  }
  return undefined;
}

function slotOf(window: number): number {
  return Math.imul(window, 0x9e3779b1) >>> 18;
}

/** The operation that makes words whose lowest byte is at `lowest`. */
function operationOf(
  bytes: Uint8Array,
  lowest: number,
  unit: 1 | 2 | 4 | 8,
  [short, long]: readonly [number, number],
): Candidate | undefined {
  const rules = [sumOf(unit, short, long, 0), sumOf(unit, short, long, 1)];
  rules.push(sumOf(unit, short, long, 2), { kind: 'xor', inverted: false, lags: [short, long] });
  for (const highestFirst of unit === 1 ? [false] : [false, true]) {
    const layout: WordLayout = { form: 'words', unit, highestFirst };
    const at = highestFirst ? lowest + 1 : lowest;
    for (const rule of rules)
      if (isConfirmed(bytes, { layout, at, rule })) return { layout, at, rule };
  }
  return undefined;
}

/** The sum of two words, the first or second of which is negative; 0: none. */
function sumOf(unit: number, short: number, long: number, negative: 0 | 1 | 2): Rule {
  const one = { low: 1, high: 0 };
  const most = (bits: number) => (bits <= 0 ? 0 : bits >= 32 ? 2 ** 32 - 1 : 2 ** bits - 1);
  const minusOne = { low: most(8 * unit), high: most(8 * unit - 32) };
  const terms = [
    { lag: short, factor: negative === 1 ? minusOne : one },
    { lag: long, factor: negative === 2 ? minusOne : one },
  ];
  return { kind: 'sum', terms, summand: { low: 0, high: 0 } };
}
