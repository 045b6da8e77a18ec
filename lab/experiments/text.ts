/** Text: what a network costs in one pass, and what it costs when its weights count. */
import { bars, payloadOf } from '../src/experiment/charts.js';
import { ALONE, alone, type Coder, named } from '../src/experiment/coders.js';
import { type Case, experiment, type Row, type Scale } from '../src/experiment/experiment.js';
import { archived, withWeights } from '../src/experiment/measures.js';
import { best, bitsText, percentText, rowsWith } from '../src/experiment/words.js';

type Parameters = { readonly file: string; readonly coder: string };

interface File {
  /** Begins the names of the cases. */
  readonly short: string;
  readonly path: string;
  /** First bytes that are read; absent: all. */
  readonly length?: number;
}

const FILES: Readonly<Record<string, File>> = {
  'enwik6, first 100 kB': { short: 'start', path: 'wiki/enwik6', length: 100_000 },
  enwik6: { short: 'enwik6', path: 'wiki/enwik6' },
  'enwik8, first 4 MB': { short: 'enwik8', path: 'wiki/enwik8-first-4000000' },
};

/** The note: 16.5 MB of payload and 100.7 MB of weights for 100 MB. */
const NOTE_PAYLOAD = 1.32;
const NOTE_WEIGHTS = 8.06;

const ONE_PASS = 'lockstep, one pass';
const EPOCHS = 'epochs';

/**
 * With 64 cells, 8 epochs, tried on 100,000 characters of another text, training in the last epoch: 2.28 bits. GRU with a
 * decay of 0.7 2.30; GRU with 16 rows 2.32; with 16 rows and a rate of 0.004 2.42, without a first moment 2.40.
 */
function epochs(width: number, count: number): Coder {
  return {
    short: `epochs-${width}`,
    coder: `${count} ${EPOCHS}, ${width} cells`,
    measure: withWeights({
      trainer: { cell: 'lstm', width, layers: 1, rows: 8, length: 32 },
      epochs: count,
      rate: 0.01,
      decay: 0.8,
      maxSeconds: 3000,
    }),
  };
}

/**
 * With 128 cells, tried on 200,000 characters of another text: 2.81 bits. GRU at a rate of 0.002 2.84; 4 rows and a rate of
 * 0.004 2.84; the same with a first moment (beta1 0.9) and a rate of 0.002 2.93; 8 rows, beta1 0.9, 0.004 2.96, and without
 * the window 2.98.
 */
function onePass(width: number): Coder {
  return {
    short: 'one-pass',
    coder: `${ONE_PASS}, ${width} cells`,
    measure: archived({
      trainer: { cell: 'lstm', width, layers: 1, window: 4, rows: 2, length: 16, beta1: 0 },
      rate: 0.004,
      halving: 20_000,
    }),
  };
}

function coders(scale: Scale): readonly Coder[] {
  if (scale === 'small')
    return [
      named('xz', 'xz -9e'),
      named('level-4', 'foresay -4'),
      alone('lstm(64x1,horizon=10)'),
      onePass(64),
      epochs(16, 8),
      epochs(64, 8),
    ];
  return [
    named('xz', 'xz -9e'),
    named('zstd', 'zstd --ultra -22'),
    named('brotli', 'brotli -q 11'),
    named('level-6', 'foresay -6'),
    named('level-8', 'foresay -8'),
    alone('lstm(256x2,horizon=10)'),
    onePass(256),
    epochs(32, 12),
    epochs(128, 12),
  ];
}

function casesOf(scale: Scale): readonly Case<Parameters>[] {
  const files = Object.entries(FILES).filter(
    ([, { length }]) => (length === undefined) === (scale === 'full'),
  );
  return files.flatMap(([file, { short: prefix, path, length }]) =>
    coders(scale).map(({ short, coder, measure }) => ({
      name: `${prefix}-${short}`,
      parameters: { file, coder },
      sequence: { file: path, ...(length !== undefined && { length }) },
      measure,
    })),
  );
}

export const TEXT = experiment<Parameters>({
  name: 'text',
  title: 'Text, with the weights counted',
  question:
    'What does Wikipedia text cost a network that learns while it codes, and what does it cost one that is trained in many epochs, when its weights count?',
  note: '16.5 MB for 100 MB of text, 1.32 bits a character, by a network whose 100.7 MB of weights, 8.06 bits a character, were not counted.',
  cases: casesOf,
  charts: (rows) =>
    Object.entries(FILES).flatMap(([file, { short }]) => {
      const members = rowsWith(rows, { file });
      return members.length === 0
        ? []
        : [
            bars(members, {
              name: short,
              title: `${file}: archives and weights`,
              label: 'bits a character',
              bar: ({ parameters }) => parameters.coder,
              weights: true,
              lines: [
                { label: 'the note, weights not counted', value: NOTE_PAYLOAD },
                { label: 'the note, weights counted', value: NOTE_PAYLOAD + NOTE_WEIGHTS },
              ],
            }),
          ];
    }),
  conclusion(rows) {
    const files = [...new Set(rows.map(({ parameters }) => parameters.file))];
    const sentences = files.map((file) => {
      const members = rowsWith(rows, { file });
      const among = (word: string) =>
        members.filter(({ parameters }) => parameters.coder.includes(word));
      const smallest = best(members);
      const counted = best(among(EPOCHS));
      const payload = Math.min(...among(EPOCHS).map(payloadOf));
      const [online] = among(ONE_PASS);
      const [codec] = among(ALONE);
      const [xz] = among('xz');
      return (
        `${file}: ${smallest.parameters.coder} is smallest with ${bitsText(smallest.bits)} bits a character; ` +
        `the network alone has ${text(codec)}, rows in lockstep ${text(online)}, xz ${text(xz)}. ` +
        `Many epochs bring the payload down to ${bitsText(payload)}, but with 32 bits a weight the least sum is ` +
        `${bitsText(counted.bits)} (${counted.parameters.coder}), of which ${percentText(weightsPart(counted))} are weights.`
      );
    });
    return `${sentences.join(' ')} No theory gives the entropy of text. The levels of foresay learn a text that comes with the program first, the networks nothing. Smaller weights are the subject of weights and epochs, below.`;
  },
});

function text(row: { readonly bits: number } | undefined): string {
  return row === undefined ? 'no figure' : bitsText(row.bits);
}

/** Part of the bits that is weights. */
function weightsPart(row: Row<Parameters>): number {
  return row.bits === 0 ? 0 : 1 - payloadOf(row) / row.bits;
}
