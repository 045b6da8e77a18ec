/** Where the pixels of a PPM, PGM or BMP file are. */

/** Lengths in bytes. */
export interface Picture {
  /** Bytes before the first row. */
  readonly header: number;
  /** Bytes of a row's pixels. */
  readonly row: number;
  /** Bytes between the pixels of a row and the next row. */
  readonly padding: number;
  /** Whole rows that are there: fewer than the picture has where the bytes end early. */
  readonly rows: number;
  /** Bytes of a pixel. */
  readonly pixel: number;
}

/** Longest header of a PPM or PGM, comments included. */
const LONGEST_HEADER = 4096;

/** A picture has at least this many bytes of pixels: a smaller one gains nothing. */
const SMALLEST = 4096;

/** The picture that `bytes` begin with; undefined when they begin with none that has two whole rows. */
export function pictureIn(bytes: Uint8Array): Picture | undefined {
  const found = netpbm(bytes) ?? bitmap(bytes);
  if (!found || found.row < 1) return undefined;
  const { header, row, padding } = found;
  const rows = Math.min(found.rows, Math.floor((bytes.length - header) / (row + padding)));
  return rows >= 2 && rows * row >= SMALLEST ? { ...found, rows } : undefined;
}

/** `P6` or `P5`, width, height and the largest value in decimal, between blanks and comments, and one blank. */
function netpbm(bytes: Uint8Array): Picture | undefined {
  if (bytes[0] !== 0x50 || (bytes[1] !== 0x35 && bytes[1] !== 0x36)) return undefined;
  const text = String.fromCharCode(...bytes.subarray(0, LONGEST_HEADER));
  const blank = '(?:[ \\t\\r\\n]|#[^\\n]*\\n)+';
  const number = `${blank}(\\d{1,9})`;
  const [all, width, height, most] =
    new RegExp(`^P[56]${number}${number}${number}[ \\t\\r\\n]`).exec(text) ?? [];
  if (!all || !(Number(most) >= 1 && Number(most) < 65536)) return undefined;
  const pixel = (bytes[1] === 0x36 ? 3 : 1) * (Number(most) < 256 ? 1 : 2);
  const row = Number(width) * pixel;
  return { header: all.length, row, padding: 0, rows: Number(height), pixel };
}

/** A BITMAPINFOHEADER or a later one, of 8 or 24 bits a pixel, not compressed. Rows are padded to four bytes. */
function bitmap(bytes: Uint8Array): Picture | undefined {
  if (bytes.length < 54 || bytes[0] !== 0x42 || bytes[1] !== 0x4d) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, 54);
  const header = view.getUint32(10, true);
  const bits = view.getUint16(28, true);
  const width = view.getInt32(18, true);
  // A negative height says that the first row is the top one.
  const height = Math.abs(view.getInt32(22, true));
  const plain = view.getUint32(14, true) >= 40 && view.getUint32(30, true) === 0;
  if (!plain || header < 54 || width < 1 || (bits !== 8 && bits !== 24)) return undefined;
  const row = width * (bits / 8);
  return { header, row, padding: -row & 3, rows: height, pixel: bits / 8 };
}
