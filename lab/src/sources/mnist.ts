/** Images of handwritten digits as sequences of pixels, black and white or grey. */
import { readFile } from '../data/read-file.js';
import { LabError } from '../errors.js';
import { lowerBound, unknown } from '../theory/figure.js';
import { binaryEntropy } from '../theory/information.js';
import { choice, integer, path } from './parameter.js';
import type { Theory } from './source.js';
import { sourceKind } from './source-kind.js';

/** First four bytes of an idx file of bytes with three dimensions. */
const MAGIC = 0x0000_0803;
const HEADER_BYTES = 16;

/** The grey value of a pixel that is drawn 1 for sure. */
const WHITE = 255;

const MAX_FIRST = 1_000_000;

export const MNIST = sourceKind({
  name: 'mnist',
  summary: 'images of digits, row by row, from an idx file such as train-images-idx3-ubyte',
  parameters: {
    path: path({ value: 'file', help: 'the idx file, not compressed' }),
    pixels: choice(['threshold', 'random', 'grey'], {
      help: 'a pixel is 1 from a grey value on, is 1 with probability grey / 255, or is its grey value',
      fallback: 'threshold',
    }),
    threshold: integer(1, WHITE, {
      value: 'grey',
      help: 'the grey value of --pixels threshold',
      fallback: '128',
    }),
    first: integer(0, MAX_FIRST, {
      value: 'image',
      help: 'images that are left out at the beginning',
      fallback: '0',
    }),
  },
  make({ path: file, pixels, threshold, first }) {
    const greys = readImages(file, first);
    return {
      alphabetSize: pixels === 'grey' ? WHITE + 1 : 2,
      length: greys.length,
      theory: () => theoryOf(greys, pixels),
      start(random) {
        let given = 0;
        const next = () => greys[given++] as number;
        switch (pixels) {
          case 'threshold':
            return () => (next() >= threshold ? 1 : 0);
          case 'random':
            return () => (random.below(WHITE) < next() ? 1 : 0);
          case 'grey':
            return next;
        }
      },
    };
  },
});

/** @returns Grey values of all pixels of the images from `first` on. */
function readImages(file: string, first: number): Uint8Array {
  const bytes = readFile(file);
  if (bytes.length < HEADER_BYTES || bytes.readUInt32BE(0) !== MAGIC)
    throw new LabError(`${file}: not an idx file of images (gzip'd ones have to be unpacked)`);
  const pixels = bytes.readUInt32BE(4) * bytes.readUInt32BE(8) * bytes.readUInt32BE(12);
  if (pixels === 0 || bytes.length !== HEADER_BYTES + pixels)
    throw new LabError(
      `${file}: the header promises ${pixels} pixels, the file has ${bytes.length - HEADER_BYTES}`,
    );
  const images = bytes.readUInt32BE(4);
  if (first >= images)
    throw new LabError(`${file}: there is no image ${first}, only ${images}, from 0 on`);
  return bytes.subarray(HEADER_BYTES + first * (pixels / images));
}

function theoryOf(greys: Uint8Array, pixels: 'threshold' | 'random' | 'grey'): Theory {
  const excessEntropy = unknown('no theory of handwriting');
  if (pixels !== 'random')
    return { entropyRate: unknown('no theory of handwriting'), excessEntropy };
  const sum = greys.reduce((bits, grey) => bits + binaryEntropy(grey / WHITE), 0);
  return {
    entropyRate: lowerBound(sum / greys.length, 'the entropy of the pixels given all grey values'),
    excessEntropy,
  };
}
