/** What many calls of the library at once cost, as a document. */
import type { ConcurrencyRun } from '../run/results.js';
import { table } from './markdown.js';

function callTable({ rows }: ConcurrencyRun): string {
  return table(
    ['calls', 'seconds', 'CPU seconds', 'MiB'],
    rows.map(({ calls, together, workers, seconds, cpuSeconds, mebibytes }) => [
      `${calls} ${together ? 'together' : 'in turn'}${workers ? '' : ', `threads: 0`'}`,
      seconds.toFixed(2),
      cpuSeconds.toFixed(2),
      mebibytes.toFixed(0),
    ]),
  );
}

/** A section a level, as the parts of a document. */
export function concurrencyDocument(runs: Readonly<Record<string, ConcurrencyRun>>): string[] {
  const sections = Object.entries(runs).flatMap(([level, run]) => [
    `## ${level[0]?.toUpperCase()}${level.slice(1)}`,
    `Machine: ${run.machine ?? 'not recorded'}.`,
    callTable(run),
  ]);
  return [
    '# Many calls at once',
    `\`npx tsx bench/concurrent.ts\` calls \`compress()\` on 20 KB each, all calls at once or one after the other. Each row is a
process of its own; MiB are its peak.`,
    ...sections,
  ];
}
