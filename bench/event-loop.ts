/**
 * `npx tsx bench/event-loop.ts [MODEL]`: the delays of the event loop while foresay works, in the calling thread and
 * with workers. They include those of other work on the machine: compare with the idle row.
 */
import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { compress, decompress } from '#dist/node/index.js';

/** Milliseconds between two samples of the monitor; every delay that it reports includes them. */
const RESOLUTION = 2;

const [model = 'lstm(128x1)'] = process.argv.slice(2);
const BLOCK = 40_000;

/** Text-like bytes: words of a small vocabulary, chosen by a multiplicative generator. */
function sample(length: number): Uint8Array {
  const words = 'the of and to in a is that for it as was with be by on not he his but'.split(' ');
  let state = 1;
  let text = '';
  while (text.length < length) {
    state = (state * 48_271) % 2_147_483_647;
    text += `${words[state % words.length]} `;
  }
  return new TextEncoder().encode(text.slice(0, length));
}

async function watch<T>(name: string, work: () => Promise<T>): Promise<T> {
  const delays: IntervalHistogram = monitorEventLoopDelay({ resolution: RESOLUTION });
  delays.enable();
  const began = performance.now();
  const result = await work();
  const took = performance.now() - began;
  delays.disable();
  const ms = (nanoseconds: number) => (nanoseconds / 1e6 - RESOLUTION).toFixed(1).padStart(9);
  console.log(
    name.padEnd(24) + took.toFixed(0).padStart(9) + ms(delays.percentile(99)) + ms(delays.max),
  );
  return result;
}

const data = sample(5 * BLOCK);
console.log(`${model}, 5 blocks of ${BLOCK} bytes; milliseconds\n`);
console.log(`${''.padEnd(24)}${'took'.padStart(9)}${'p99'.padStart(9)}${'longest'.padStart(9)}`);
await watch('idle', () => new Promise((resolve) => setTimeout(resolve, 2000)));
for (const threads of [0, 1, 2]) {
  const options = { model, blockSize: BLOCK, threads };
  const archive = await watch(`compress, ${threads} threads`, () => compress(data, options));
  await watch(`decompress, ${threads} threads`, () => decompress(archive, { threads }));
}
