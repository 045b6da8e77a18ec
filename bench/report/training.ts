/** How fast networks train, as a document. */
import type { TrainingRow, TrainingRun } from '../run/results.js';
import { entropyOf } from '../training/symbols.js';
import { table } from './markdown.js';

type Runs = Readonly<Record<string, TrainingRun>>;

const OURS = 'foresay';

const grouped = (value: number) => value.toLocaleString('en-US');

/** What a row trains, apart from the number of symbols. */
const networkOf = ({ cell, width, layers, norm }: TrainingRow) =>
  `${cell.toUpperCase()} ${width} x ${layers}${norm === 'none' ? ', no norm' : ''}`;

function sameNetwork({ rows }: TrainingRun): string {
  const shared = rows.filter(({ norm, width }) => norm === 'none' && width === 128);
  const alphabets = [...new Set(shared.map(({ symbols }) => symbols))];
  const key = ({ program, version, threads }: TrainingRow) => `${program} ${version} ${threads}`;
  const first = [...new Map(shared.map((row) => [key(row), row] as const)).values()];
  const lines = first.map((row) => {
    const of = alphabets.map((symbols) =>
      shared.find((one) => key(one) === key(row) && one.symbols === symbols),
    );
    const [two] = of;
    return {
      speed: two?.best ?? 0,
      cells: [
        `${row.program} ${row.version}`,
        row.runs,
        String(row.threads),
        ...of.map((one) => (one === undefined ? '' : grouped(one.best))),
        two === undefined ? '' : grouped(two.median),
        two === undefined ? '' : two.bits.toFixed(2),
        String(row.load),
      ],
    };
  });
  lines.sort((a, b) => b.speed - a.speed);
  const of = alphabets.map((symbols) => `${symbols} symbols`);
  return table(
    ['program', 'runs', 'threads', ...of, 'median', 'bits', 'load'],
    lines.map(({ cells }) => cells),
  );
}

const ratio = (one?: number, other?: number) =>
  one === undefined || other === undefined ? '' : (one / other).toFixed(2);

/** foresay's networks by threads, beside the speed in registers. */
function shares({ rows, inRegisters }: TrainingRun): string {
  const ours = rows.filter(({ program, multiplyAdds }) => program === OURS && multiplyAdds);
  return table(
    [
      'network',
      'symbols',
      'threads',
      'symbols a second',
      'GFLOP/s',
      'share',
      'times',
      'busiest',
      'load',
    ],
    ours.map((row) => {
      const { symbols, threads, best, multiplyAdds = 0 } = row;
      const speed = (2 * multiplyAdds * best) / 1e9;
      const one = ours.find(
        (other) =>
          other.threads === 1 && other.symbols === symbols && networkOf(other) === networkOf(row),
      );
      return [
        networkOf(row),
        String(symbols),
        String(threads),
        grouped(best),
        speed.toFixed(1),
        `${Math.round((100 * speed) / (threads * inRegisters))} %`,
        ratio(best, one?.best),
        ratio(row.busiest, one?.busiest),
        String(row.load),
      ];
    }),
  );
}

/** Runtimes that a user might expect in the table. */
const ABSENT = `The runtimes differ in what a user writes. PyTorch, tf.layers.gru and jax-js take the forward pass alone. ONNX Runtime's
packages have no gradients, so its graph has them node by node ([onnx-gru.ts](../../bench/training/onnx-gru.ts)). In
TensorFlow.js gradients by hand are several times faster than its own ([tfjs-steps.ts](../../bench/training/tfjs-steps.ts)).
PyTorch is Debian's, with OpenBLAS; with the reference BLAS, its default there, it is 13 times slower.

Not measured: tfjs-node and torch-js, whose native parts are not on npm; Shumai, which needs ArrayFire; brain.js and
synaptic, which train one sequence at a time; js-pytorch, which has no recurrent layers. On Node the threads of TensorFlow.js
and of jax-js do not start: both need a browser's workers.`;

/** All runs, as the parts of a document. */
export function trainingDocument(runs: Runs): string[] {
  return [
    '# Training',
    `\`npm run bench:training\` trains networks of two layers on 64 sequences in lockstep, 64 symbols of each a batch, with Adam
and clipped gradients. Each program is a process of its own; all train on the same symbols. Speeds are symbols a second of
all sequences together in the best five batches in a row: with one thread of user plus system time, with two of wall-clock
time. *load*: the load average before the row. Other work on the machine slows two threads more than one.`,
    ...Object.entries(runs).flatMap(([node, run]) => [
      `## ${node}`,
      `${run.machine}.`,
      '### One network in other runtimes',
      `A GRU of 128 cells a layer without normalisation, on two symbols and on 64. *median*: of all batches; *bits*: the cost of
a symbol in the 24th batch, where the entropy of the source is ${entropyOf(2).toFixed(2)}; both with two symbols. Native
programs use the processor's widest vectors. WebAssembly has vectors of 128 bits and no fused multiply-add.`,
      sameNetwork(run),
      ABSENT,
      '### Share of the 128-bit peak',
      `The share is of 128-bit multiply-adds in registers: ${run.inRegisters} GFLOP/s a thread in the same run. Only
products with matrices count: forward, for the gradients of the inputs and for those of the weights. *times*: the speed over
that of one thread; *busiest*: the same by the processor time of the thread that has most of it, which other work on the
machine does not lengthen.`,
      shares(run),
    ]),
  ];
}
