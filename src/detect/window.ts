/** What a few kilobytes look like. All of it is counting: the same on every machine. */
import type { Kind } from '../kinds/kinds.js';
import { hasRecords, isSmooth } from './records.js';

/** Bytes that are looked at together. */
export const WINDOW = 1 << 12;

const LETTER = 1;
const BLANK = 2;
const DIGIT = 3;
const SIGN = 4;
const CONTROL = 5;
const HIGH = 6;

const CLASS = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 128) return HIGH;
  if (byte === 9 || byte === 10 || byte === 13 || byte === 32) return BLANK;
  if (byte < 32 || byte === 127) return CONTROL;
  if (byte >= 48 && byte <= 57) return DIGIT;
  return (byte | 32) >= 97 && (byte | 32) <= 122 ? LETTER : SIGN;
});

/** The kind of `bytes`, a window or less; `incompressible` is a suspicion (see random.ts). */
export function kindOfWindow(bytes: Uint8Array): Kind {
  const seen = new Uint32Array(256);
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    seen[byte] = (seen[byte] as number) + 1;
  }
  const n = bytes.length;
  const classes = new Uint32Array(7);
  for (let byte = 0; byte < 256; byte++) {
    const kind = CLASS[byte] as number;
    classes[kind] = (classes[kind] as number) + (seen[byte] as number);
  }
  const control = classes[CONTROL] as number;
  // Gaps between files, as tar leaves them, say nothing of what stands around them.
  const gaps = control > 0.01 * n ? gapBytes(bytes) : 0;
  const isTable = () => isSmooth(bytes) || hasRecords(bytes);
  if (hasFewSymbols(seen, n)) return control > 0.01 * n && isTable() ? 'records' : 'symbols';
  const broken = (classes[HIGH] as number) > 0 ? brokenCharacters(bytes) : 0;
  if (gaps > 0) classes[CONTROL] = control - gaps;
  if (gaps < 0.75 * n && isText(classes, broken, n - gaps)) {
    if (isProse(classes, n - gaps)) return 'text';
    // Pixels of dark pictures are all letters and signs, but there are no lines of them.
    return (classes[BLANK] as number) < 0.002 * n && isSmooth(bytes) ? 'records' : 'structured';
  }
  if (looksRandom(seen, n)) return 'incompressible';
  if (isX86(bytes)) return 'executable';
  return isTable() ? 'records' : 'binary';
}

/** Zeros that follow zeros. */
function gapBytes(bytes: Uint8Array): number {
  let gaps = 0;
  for (let i = 1; i < bytes.length; i++) if (bytes[i] === 0 && bytes[i - 1] === 0) gaps++;
  return gaps;
}

/** At most this many values, but for a few bytes in a hundred, and none of them most of it. */
const FEW = 16;

function hasFewSymbols(seen: Uint32Array, n: number): boolean {
  const counts = seen.filter((count) => count > 0).sort();
  const [most = 0] = counts.slice(-1);
  if (counts.length < 2 || most > 0.6 * n) return false;
  const few = counts.slice(-FEW).reduce((sum, count) => sum + count, 0);
  return few >= 0.98 * n;
}

/** UTF-8, or one of the older codes, in which letters beyond ASCII are single and not too many. */
function isText(classes: Uint32Array, broken: number, n: number): boolean {
  const blank = classes[BLANK] as number;
  if ((classes[CONTROL] as number) > 0.01 * n) return false;
  return broken <= 0.02 * n || (broken <= 0.15 * n && blank >= 0.08 * n);
}

/** Mostly letters, and spaces between them. */
function isProse(classes: Uint32Array, n: number): boolean {
  const letters = (classes[LETTER] as number) + (classes[HIGH] as number);
  const blank = classes[BLANK] as number;
  const foreign = (classes[HIGH] as number) > 0.3 * n;
  return letters >= 0.78 * (n - blank) && (blank >= 0.08 * n || foreign) && blank <= 0.4 * n;
}

/** Bytes above 127 that make no character of UTF-8. */
function brokenCharacters(bytes: Uint8Array): number {
  let broken = 0;
  // What a window cuts in two counts as whole.
  let missing = 3;
  let lead = true;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    if ((byte & 0xc0) === 0x80) {
      if (missing > 0) missing--;
      else broken++;
      continue;
    }
    if (missing > 0 && !lead) broken++;
    lead = false;
    missing = byte < 0xc2 ? 0 : byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : byte < 0xf5 ? 3 : 0;
    if (byte >= 0x80 && missing === 0) broken++;
  }
  return broken;
}

/** Whether the values are as often as in noise, or nearly: compressed photographs pass, and are tried further. */
function looksRandom(seen: Uint32Array, n: number): boolean {
  let squares = 0;
  for (let byte = 0; byte < 256; byte++) squares += (seen[byte] as number) * (seen[byte] as number);
  // Pearson's test: 255 on average, 23 is its standard deviation.
  return n >= WINDOW / 2 && (256 * squares) / n - n < 500;
}

/** Calls and jumps that go a short way, and the commonest instructions beside them. */
function isX86(bytes: Uint8Array): boolean {
  let branches = 0;
  let short = 0;
  let moves = 0;
  for (let i = 0; i + 4 < bytes.length; i++) {
    const byte = bytes[i] as number;
    // MOV, LEA, TEST and the prefix of 64 bits.
    if (byte === 0x8b || byte === 0x89 || byte === 0x8d || byte === 0x85 || byte === 0x48) moves++;
    if ((byte & 0xfe) !== 0xe8) continue;
    branches++;
    const sign = bytes[i + 4] as number;
    if (sign === 0 || sign === 255) short++;
  }
  return short >= bytes.length / 512 && short >= 0.4 * branches && moves >= bytes.length / 32;
}
