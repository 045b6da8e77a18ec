/** MNIST digits as sequences of pixels, row by row: how far back must a network see? */
import { bars, learningCurves } from '../src/experiment/charts.js';
import { type Case, experiment, type Row, type Scale } from '../src/experiment/experiment.js';
import { type Trained, trained, withFigures } from '../src/experiment/measures.js';
import {
  best,
  bitsText,
  countText,
  listing,
  percentText,
  rowsWith,
} from '../src/experiment/words.js';
import type { BarLine } from '../src/plot/chart.js';

type Pixels = 'threshold' | 'random' | 'grey';
type Parameters = { readonly pixels: Pixels; readonly network: string };

const KINDS: Readonly<Record<Pixels, string>> = {
  threshold: 'black or white by a threshold',
  random: 'drawn black or white by grey value',
  grey: '256 levels of grey',
};

/** The 10,000 images that MNIST has for tests; the training here is on the first of them. */
const FILE = { file: 'mnist/t10k-images-idx3-ubyte' };
const IMAGES = 10_000;
const PIXELS = 28 * 28;

/** Images that are trained, from the first on, and images of validation, the last ones. */
const SIZES = {
  small: { images: 500, held: 100 },
  full: { images: 9000, held: 1000 },
} as const satisfies Record<Scale, object>;

/** PixelRNN on its own test images, after training on 50,000, drawn at random. */
const PIXEL_RNN_NATS = 79.2;
const PIXEL_RNN = PIXEL_RNN_NATS / (PIXELS * Math.LN2);

const GRU = 'GRU';
const GRU_WINDOW = 'GRU, window 30';

const PIXEL_RNN_LINE = { label: 'PixelRNN', value: PIXEL_RNN };

interface Network {
  readonly short: string;
  readonly network: string;
  readonly trainer: NonNullable<Trained['trainer']>;
}

/**
 * A window of 30 reaches the pixel above and its neighbours, one of 58 two rows above. With 64 cells, tried on 500 images,
 * validated on 100 that are trained in the full scale: drawn pixels 0.201 bits for the GRU with window 30, 0.199 with 56
 * steps and a rate of 0.006, 0.193 for the LSTM with window 58, 0.196 without recurrence; grey 1.17, 1.18, 1.15 and 1.17.
 * Without a window 28 steps, one row, are too few: in the small scale 0.29 bits against 0.19 with 56.
 */
function networks(width: number): readonly Network[] {
  const shape = { width, layers: 1, rows: 8, length: 56 };
  return [
    { short: 'gru-1', network: GRU, trainer: { ...shape, cell: 'gru' } },
    { short: 'gru-30', network: GRU_WINDOW, trainer: { ...shape, cell: 'gru', window: 30 } },
    {
      short: 'lstm-58',
      network: 'LSTM, window 58',
      trainer: { ...shape, cell: 'lstm', window: 58 },
    },
    {
      short: 'feature-58',
      network: 'no recurrence, window 58',
      trainer: { ...shape, cell: 'feature', layers: 2, window: 58 },
    },
  ];
}

function casesOf(scale: Scale): readonly Case<Parameters>[] {
  const full = scale === 'full';
  const { images, held } = SIZES[scale];
  return (Object.keys(KINDS) as Pixels[]).flatMap((pixels) =>
    networks(widthOf(scale, pixels))
      // Grey pixels take 256 symbols: the small scale has time for one network.
      .filter(({ short }) => full || pixels !== 'grey' || short === 'gru-30')
      .map(({ short, network, trainer }) => ({
        name: `${pixels}-${short}`,
        parameters: { pixels, network },
        sequence: {
          source: 'mnist',
          parameters: { path: FILE, pixels },
          length: images * PIXELS,
          validation: held * PIXELS,
          validationParameters: { first: IMAGES - held },
        },
        measure: withFigures(
          trained({
            trainer,
            epochs: full && pixels !== 'grey' ? 5 : 3,
            rate: 0.005,
            decay: 0.6,
            validateEvery: full ? 3000 : 250,
            maxSeconds: 3000,
          }),
          ({ bits }) => ({ 'nats an image': natsOf(bits) }),
        ),
      })),
  );
}

/** Cells. Grey pixels take 256 symbols, which costs more than the cells do. */
function widthOf(scale: Scale, pixels: Pixels): number {
  if (scale === 'small') return 32;
  return pixels === 'grey' ? 64 : 128;
}

function natsOf(bits: number): number {
  return bits * PIXELS * Math.LN2;
}

export const DIGITS = experiment<Parameters>({
  name: 'pixels',
  title: 'Digits as pixels',
  question:
    'A network reads MNIST digits pixel by pixel, row by row. What does a pixel of an image that it was not trained on cost, and what is a window worth that reaches the rows above?',
  note: `Nothing on images. PixelRNN is the figure to compare with: ${PIXEL_RNN_NATS} nats an image, ${bitsText(PIXEL_RNN)} bits a pixel, for pixels drawn at random by grey value, after 50,000 images of training.`,
  cases: casesOf,
  charts: (rows) => [
    ...(Object.keys(KINDS) as Pixels[]).flatMap((pixels) => {
      const members = rowsWith(rows, { pixels });
      return members.length === 0
        ? []
        : [
            bars(members, {
              name: pixels,
              title: `Pixels ${KINDS[pixels]}: validation`,
              label: 'bits a pixel',
              bar: ({ parameters }) => parameters.network,
              lines: pixels === 'random' ? [...boundLines(members), PIXEL_RNN_LINE] : [],
            }),
          ];
    }),
    learningCurves(rowsWith(rows, { pixels: 'random' }), {
      title: `Learning curves, pixels ${KINDS.random}`,
      label: ({ parameters }) => parameters.network,
      x: { label: 'pixels trained' },
      y: { label: 'bits a pixel, validation', includes: [0] },
      lines: boundLines(rowsWith(rows, { pixels: 'random' })),
    }),
  ],
  conclusion(rows, scale) {
    const sentences = (Object.keys(KINDS) as Pixels[]).map((pixels) => {
      const members = rowsWith(rows, { pixels });
      const least = best(members);
      return `${KINDS[pixels]} ${bitsText(least.bits)} bits a pixel or ${natsOf(least.bits).toFixed(1)} nats an image (${least.parameters.network})`;
    });
    const drawn = best(rowsWith(rows, { pixels: 'random' }));
    return (
      `After ${countText(SIZES[scale].images)} images the best networks cost: ${sentences.join('; ')}. ` +
      `For drawn pixels PixelRNN has ${PIXEL_RNN_NATS} nats after 50,000 images: ours is ` +
      `${Math.abs(natsOf(drawn.bits) - PIXEL_RNN_NATS).toFixed(1)} nats ${drawn.bits < PIXEL_RNN ? 'below' : 'above'}. ` +
      `${windowText(rows)} No theory gives the entropy of handwriting${boundText(drawn)}.`
    );
  },
});

/** The entropy of drawing the pixels, which is the source's lower bound. */
function boundLines(rows: readonly Row<Parameters>[]): readonly BarLine[] {
  const bound = rows[0]?.figures['lower bound'];
  return bound === undefined ? [] : [{ label: 'theory: entropy of the drawing', value: bound }];
}

function boundText({ figures: { 'lower bound': bound } }: Row<Parameters>): string {
  if (bound === undefined) return '';
  return `; the drawing itself is ${bitsText(bound)} bits of a drawn pixel, which no model can save`;
}

/** What the window changes, for each kind of pixels that was measured with and without. */
function windowText(rows: readonly Row<Parameters>[]): string {
  const changes = (Object.keys(KINDS) as Pixels[]).flatMap((pixels) => {
    const [without] = rowsWith(rows, { pixels, network: GRU });
    const [windowed] = rowsWith(rows, { pixels, network: GRU_WINDOW });
    if (without === undefined || windowed === undefined || without.bits === 0) return [];
    const part = windowed.bits / without.bits - 1;
    return [`${percentText(Math.abs(part))} ${part > 0 ? 'more' : 'less'} (${pixels})`];
  });
  return changes.length === 0
    ? ''
    : `With a window of 30 pixels the GRU costs ${listing(changes)} than without.`;
}
