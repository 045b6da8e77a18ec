/** What the codec's inner loops reach, as a document. */
import type { KernelRun, Product } from '../run/results.js';
import { table } from './markdown.js';

type Runs = Readonly<Record<string, KernelRun>>;

const shapeOf = ({ rows, K, N }: Product) => `${rows} x ${K} x ${N}`;
const keyOf = (product: Product) => `${product.kernel} ${shapeOf(product)}`;

/** GFLOP/s, and the share of the speed in registers where the run has one. */
function reached(product: Product | undefined, inRegisters: number | undefined): string {
  if (product === undefined) return '';
  const share = inRegisters && ` (${Math.round((100 * product.speed) / inRegisters)} %)`;
  return `${product.speed}${share ?? ''}`;
}

function productTable(runs: Runs): string {
  const all = Object.values(runs).flatMap(({ products }) => products);
  const first = new Map(all.map((product) => [keyOf(product), product] as const));
  const rows = [...first].map(([key, product]) => [
    product.kernel,
    shapeOf(product),
    ...Object.values(runs).map(({ products, inRegisters }) =>
      reached(
        products.find((one) => keyOf(one) === key),
        inRegisters,
      ),
    ),
  ]);
  return table(['kernel', 'rows x K x N', ...Object.keys(runs)], rows);
}

function functionTable(runs: Runs): string {
  const names = [...new Set(Object.values(runs).flatMap((run) => Object.keys(run.functions)))];
  const rows = names.map((name) => [
    name,
    ...Object.values(runs).map(({ functions }) => String(functions[name] ?? '')),
  ]);
  return table(['function', ...Object.keys(runs)], rows);
}

function runList(runs: Runs): string {
  return Object.entries(runs)
    .map(([node, { machine, inRegisters }]) => {
      const reference = inRegisters === undefined ? 'not recorded' : `${inRegisters} GFLOP/s`;
      return `- ${node}: in registers ${reference}; ${machine ?? 'machine not recorded'}`;
    })
    .join('\n');
}

/** Products and functions of every run, as the parts of a document. */
export function kernelsDocument(runs: Runs): string[] {
  return [
    '# Kernels',
    `\`npm run bench:kernels\` measures the inner loops alone: the best of many short batches. Shares are of the
speed of 128-bit multiply-adds in registers, without memory, in the same run. A kernel may exceed it on a processor with
more parallel units than that loop uses.`,
    runList(runs),
    '## Products, GFLOP/s',
    productTable(runs),
    '## Functions, nanoseconds an element',
    functionTable(runs),
  ];
}
