/**
 * Pictures without compression: netpbm's PPM and PGM (P6, P5) and Windows bitmaps (BMP). The header, the pixels, the
 * padding of the rows and the bytes behind the picture are streams of their own.
 */
import { newBytes } from '../bytes/new-bytes.js';
import { copyBytes, STEP_BYTES, type Stepwise } from '../bytes/stepwise.js';
import { type Picture, pictureIn } from './picture.js';
import { movedPlaces } from './places.js';
import type { Splitter } from './splitter.js';

type Layout = Pick<Picture, 'header' | 'row' | 'padding' | 'rows'>;

/**
 * The parameters: length of the header, bytes of a row, padding of a row, and if that is not 0, the number of rows.
 * Rows without padding count as one row.
 */
function layoutOf([header = 0, row = 0, padding = 0, rows = 1]: readonly number[]): Layout {
  return { header, row, padding, rows };
}

function parametersOf({ header, row, padding, rows }: Layout): number[] {
  return padding > 0 ? [header, row, padding, rows] : [header, row * rows, 0];
}

/** A row of fewer bytes is copied byte by byte: two calls for each cost ten times as much. */
const SHORT_ROW = 64;

/** Calls `copy` for pieces of all pixels and of all padding: `at` in the picture, `filled` in their own stream. */
function* eachPiece(
  { header, row, padding, rows }: Layout,
  copyPixels: (at: number, filled: number, count: number) => void,
  copyPadding: (at: number, filled: number, count: number) => void,
): Stepwise<void> {
  let copied = 0;
  for (let i = 0; i < rows; i++) {
    const at = header + i * (row + padding);
    for (let done = 0; done < row; done += STEP_BYTES) {
      const count = Math.min(STEP_BYTES, row - done);
      copyPixels(at + done, i * row + done, count);
      copied += Math.max(count, SHORT_ROW);
      if (copied < STEP_BYTES) continue;
      copied = 0;
      yield;
    }
    for (let done = 0; done < padding; done += STEP_BYTES) {
      const count = Math.min(STEP_BYTES, padding - done);
      copyPadding(at + row + done, i * padding + done, count);
      copied += count;
    }
  }
}

function copyPiece(
  target: Uint8Array,
  to: number,
  source: Uint8Array,
  from: number,
  count: number,
): void {
  if (count >= SHORT_ROW) target.set(source.subarray(from, from + count), to);
  else for (let i = 0; i < count; i++) target[to + i] = source[from + i] as number;
}

export const image: Splitter = {
  id: 6,

  *split(bytes) {
    const picture = pictureIn(bytes);
    if (!picture) return undefined;
    const parameters = parametersOf(picture);
    const layout = layoutOf(parameters);
    const { header, row, padding, rows } = layout;
    const pixels = newBytes(row * rows);
    const pad = newBytes(padding * rows);
    yield* eachPiece(
      layout,
      (at, filled, count) => copyPiece(pixels, filled, bytes, at, count),
      (at, filled, count) => copyPiece(pad, filled, bytes, at, count),
    );
    const end = header + rows * (row + padding);
    const rest = newBytes(bytes.length - end);
    yield* copyBytes(rest, bytes.subarray(end));
    return {
      parameters,
      parts: [
        { bytes: bytes.slice(0, header), kind: 'binary' },
        {
          bytes: pixels,
          kind: 'records',
          splitters: picture.pixel === 3 ? ['subtract-green'] : [],
        },
        { bytes: pad, kind: 'binary' },
        { bytes: rest, kind: 'unknown' },
      ],
    };
  },

  read(source) {
    const parameters = ['length of a header', 'bytes of a row', 'padding of a row'].map((what) =>
      source.varint(what),
    );
    return parameters[2] === 0 ? parameters : [...parameters, source.varint('number of rows')];
  },

  lengths(parameters, length) {
    const { header, row, padding, rows } = layoutOf(parameters);
    const rest = length - header - rows * (row + padding);
    const right = header >= 1 && row >= 1 && rows >= 1 && rest >= 0;
    return right ? [header, row * rows, padding * rows, rest] : undefined;
  },

  *join(parameters, streams, length) {
    const [head, pixels, pad, rest] = streams as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
    const layout = layoutOf(parameters);
    const result = newBytes(length);
    yield* copyBytes(result, head);
    yield* eachPiece(
      layout,
      (at, filled, count) => copyPiece(result, at, pixels, filled, count),
      (at, filled, count) => copyPiece(result, at, pad, filled, count),
    );
    yield* copyBytes(result, rest, length - rest.length);
    return result;
  },

  places(parameters, { length }) {
    return movedPlaces(image, parameters, length);
  },
};
