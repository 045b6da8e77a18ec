/**
 * Pictures without compression: netpbm's PPM and PGM (P6, P5) and Windows bitmaps (BMP). The header, the pixels, the
 * padding of the rows and the bytes behind the picture are streams of their own.
 */
import { newBytes } from '../bytes/new-bytes.js';
import { STEP_BYTES, type Stepwise } from '../bytes/stepwise.js';
import { type Picture, pictureIn } from './picture.js';
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

/** Calls `copy` for each row with the offsets of its pixels in the picture, of its pixels and of its padding. */
function* eachRow(
  { header, row, padding, rows }: Layout,
  copy: (at: number, pixels: number, pad: number) => void,
): Stepwise<void> {
  let copied = 0;
  for (let i = 0; i < rows; i++) {
    copy(header + i * (row + padding), i * row, i * padding);
    copied += row + padding;
    if (copied < STEP_BYTES) continue;
    copied = 0;
    yield;
  }
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
    yield* eachRow(layout, (at, pixel, padded) => {
      pixels.set(bytes.subarray(at, at + row), pixel);
      pad.set(bytes.subarray(at + row, at + row + padding), padded);
    });
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
        { bytes: bytes.slice(header + rows * (row + padding)), kind: 'unknown' },
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
    const { row, padding } = layout;
    const result = newBytes(length);
    result.set(head);
    yield* eachRow(layout, (at, pixel, padded) => {
      result.set(pixels.subarray(pixel, pixel + row), at);
      result.set(pad.subarray(padded, padded + padding), at + row);
    });
    result.set(rest, length - rest.length);
    return result;
  },
};
