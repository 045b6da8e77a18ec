/** What is counted in some kilobytes of a block, for the kinds to detect themselves. Counts are the same on every machine. */

/** Bytes of a window; the last one of a block may be shorter. */
export const WINDOW = 1 << 12;

type ByteClass = 'letter' | 'blank' | 'digit' | 'sign' | 'control' | 'high';

function classOf(byte: number): ByteClass {
  if (byte >= 128) return 'high';
  if (byte === 9 || byte === 10 || byte === 13 || byte === 32) return 'blank';
  if (byte < 32 || byte === 127) return 'control';
  if (byte >= 48 && byte <= 57) return 'digit';
  return (byte | 32) >= 97 && (byte | 32) <= 122 ? 'letter' : 'sign';
}

const CLASSES = Array.from({ length: 256 }, (_, byte) => classOf(byte));

/** The letters of DNA, as bytes: ACGT, acgt. */
const BASES = [
  [65, 67, 71, 84],
  [97, 99, 103, 116],
] as const;

function sumOf(counts: Uint32Array, values: readonly number[]): number {
  return values.reduce((sum, value) => sum + (counts[value] as number), 0);
}

/** Forms that exclude each other: few values; characters of a text; values as even as noise; none of these. */
export type Form = 'few' | 'text' | 'random' | 'other';

export class Window {
  readonly length: number;
  /** Bytes of each class. */
  readonly classes: Readonly<Record<ByteClass, number>>;
  /** Zeros that follow zeros, counted where there are many controls: tar leaves such gaps between files. */
  readonly gaps: number;
  readonly form: Form;
  /** Whether all bytes are letters of DNA, of one case. */
  readonly isBases: boolean;
  private smooth: boolean | undefined;

  constructor(readonly bytes: Uint8Array) {
    this.length = bytes.length;
    const counts = new Uint32Array(256);
    for (let i = 0; i < bytes.length; i++) {
      const byte = bytes[i] as number;
      counts[byte] = (counts[byte] as number) + 1;
    }
    const classes = { letter: 0, blank: 0, digit: 0, sign: 0, control: 0, high: 0 };
    for (const [byte, name] of CLASSES.entries()) classes[name] += counts[byte] as number;
    this.classes = classes;
    this.gaps = this.hasControls ? gapBytes(bytes) : 0;
    this.form = this.formOf(counts);
    this.isBases = BASES.some((letters) => sumOf(counts, letters) === this.length);
  }

  /** Whether more than one byte in a hundred is a control. */
  get hasControls(): boolean {
    return this.classes.control > 0.01 * this.length;
  }

  /** Bytes that are not of gaps. */
  get filled(): number {
    return this.length - this.gaps;
  }

  /** Whether bytes a few places apart differ little, compared with bytes that are far apart. */
  get isSmooth(): boolean {
    this.smooth ??= isSmooth(this.bytes);
    return this.smooth;
  }

  private formOf(counts: Uint32Array): Form {
    if (hasFewValues(counts, this.length)) return 'few';
    if (this.isText) return 'text';
    return looksRandom(counts, this.length) ? 'random' : 'other';
  }

  /** UTF-8, or one of the older codes, in which letters beyond ASCII are single and not too many. */
  private get isText(): boolean {
    const { blank, control, high } = this.classes;
    const { gaps, length, filled } = this;
    if (gaps >= 0.75 * length || control - gaps > 0.01 * filled) return false;
    const broken = high > 0 ? brokenCharacters(this.bytes) : 0;
    return broken <= 0.02 * filled || (broken <= 0.15 * filled && blank >= 0.08 * filled);
  }
}

function gapBytes(bytes: Uint8Array): number {
  let gaps = 0;
  for (let i = 1; i < bytes.length; i++) if (bytes[i] === 0 && bytes[i - 1] === 0) gaps++;
  return gaps;
}

/** At most this many values, but for two bytes in a hundred, and none of them most of the window. */
const FEW = 16;

function hasFewValues(seen: Uint32Array, n: number): boolean {
  const counts = seen.filter((count) => count > 0).sort();
  const [most = 0] = counts.slice(-1);
  if (counts.length < 2 || most > 0.6 * n) return false;
  const few = counts.slice(-FEW).reduce((sum, count) => sum + count, 0);
  return few >= 0.98 * n;
}

/** Bytes above 127 that make no character of UTF-8. */
function brokenCharacters(bytes: Uint8Array): number {
  let broken = 0;
  // A character that the window's edge cuts in two counts as whole.
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

/** Whether the values are as even as in noise, or nearly. Compressed photographs are; src/detect examines them further. */
function looksRandom(counts: Uint32Array, n: number): boolean {
  let squares = 0;
  for (const count of counts) squares += count * count;
  // Pearson's test: noise gives 255 on average, with a standard deviation of 23.
  return n >= WINDOW / 2 && (256 * squares) / n - n < 500;
}

/** Distances of samples that follow each other: one to four channels of one or two bytes, or of four. */
const STEPS = [1, 2, 3, 4, 6, 8] as const;

/** Bytes at this distance have nothing to do with each other. */
const FAR = 257;

/** Distance of the bytes that are compared. It is odd, so that every channel is. */
const STRIDE = 7;

function isSmooth(bytes: Uint8Array): boolean {
  const far = roughness(bytes, FAR);
  return STEPS.some((step) => 2 * roughness(bytes, step) < far);
}

/** Sum of the differences of bytes `step` apart, around the circle of 256 values. */
function roughness(bytes: Uint8Array, step: number): number {
  let sum = 0;
  for (let i = FAR; i < bytes.length; i += STRIDE) {
    const difference = ((bytes[i] as number) - (bytes[i - step] as number)) & 255;
    sum += difference < 128 ? difference : 256 - difference;
  }
  return sum;
}
