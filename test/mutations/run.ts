/**
 * `npm run test:mutations`: damaged and hostile archives through the decoder. Each ends with an error that has a code
 * or with the right bytes; none holds more memory than allowed; none makes more work than the intact archive, or,
 * where a header lies about lengths, than it promises.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Mutant, makeMutant } from './mutant.js';
import { type Seed, Seeds } from './seeds.js';
import { Tally } from './tally.js';
import { runCommandLine } from './through-cli.js';
import type { Outcome } from './through-library.js';
import { watchCodecs } from './watch.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    /** Every so many mutants, one also goes through the command line. */
    cli: { type: 'string', default: '1000' },
    /** Only the mutant with this number. */
    number: { type: 'string' },
  },
});

const count = Number(positionals[0] ?? 100_000);
const salt = Number(values.seed);
const everyCli = Number(values.cli);
/** A stream takes every so many mutants too, in pieces. */
const EVERY_STREAM = 5;
/** Every so many mutants, one is also decoded by two threads. */
const EVERY_THREADS = 20;
const MEMORY = 64 * 2 ** 20;
const MOST_FAULTS = 20;
const FAULTS = fileURLToPath(new URL('../../build/mutants', import.meta.url));

const watch = watchCodecs();
// Imported after the watch stands: the library makes its codecs from then on.
const { decompress, decompressStream } = await import('./through-library.js');

const golden = await Seeds.load();
const tally = new Tally();
const faults: string[] = [];
let streams = 0;
let threaded = 0;
/** Mutants of which the codec decoded at least a symbol, and those among them with changed or random valid specs. */
let reached = 0;
const specs = { tried: 0, reached: 0 };
let commands = 0;
let commandMemory = 0;
process.on('unhandledRejection', (error) => faults.push(`an unhandled rejection: ${error}`));

/** Symbols that decoding an intact archive takes. */
const work = new Map<Seed, number>();
for (const seed of golden.all) {
  watch.reset();
  const outcome = await decompress(seed.archive, MEMORY);
  // Models of the upper levels need more than mutants may have.
  if ('code' in outcome && outcome.code === 'MEMORY_LIMIT') continue;
  if (!('bytes' in outcome) || !Buffer.from(outcome.bytes).equals(seed.plain))
    throw new Error(`the intact archive ${seed.name} does not decode`);
  work.set(seed, watch.symbols);
}

const seeds = golden.only([...work.keys()]);

/** What a mutant may decode to: whole frames of the seeds, or, when it lies, what its content checksums stand for. */
function rightBytes({ bytes, lie }: Mutant): Uint8Array[] {
  return [seeds.decode(bytes), lie && seeds.claimed(lie)].filter((one) => one !== undefined);
}

function report(number: number, mutant: Mutant, what: string): void {
  mkdirSync(FAULTS, { recursive: true });
  writeFileSync(join(FAULTS, `${number}.fsy`), mutant.bytes);
  faults.push(`mutant ${number} (${mutant.kind} of ${mutant.seed.name}): ${what}`);
  console.error(faults.at(-1));
}

async function tryMutant(number: number): Promise<void> {
  const mutant = makeMutant(seeds, number, salt);
  const right = rightBytes(mutant);
  watch.reset();
  const outcome = await decompress(mutant.bytes, MEMORY);
  const symbols = watch.symbols;
  const intact = mutant.parents.reduce((sum, parent) => sum + (work.get(parent) ?? 0), 0);
  const isRight = 'bytes' in outcome && right.some((b) => Buffer.from(outcome.bytes).equals(b));
  if ('fault' in outcome) report(number, mutant, outcome.fault);
  else if ('bytes' in outcome && !isRight) report(number, mutant, 'wrong bytes');
  const result = 'code' in outcome ? outcome.code : isRight ? 'right bytes' : 'FAULT';
  tally.add(mutant.kind, result, symbols / Math.max(1, intact));
  if (symbols > Math.max(intact, mutant.lie ? mutant.promised : 0))
    report(number, mutant, `${symbols} symbols coded, the intact archive has ${intact}`);
  if (symbols > 0) reached++;
  if (/(valid|changed) spec$/.test(mutant.kind)) {
    specs.tried++;
    if (symbols > 0) specs.reached++;
  }
  const same = (again: Outcome) =>
    'code' in again
      ? 'code' in outcome && again.code === outcome.code
      : isRight && 'bytes' in again && right.some((b) => Buffer.from(again.bytes).equals(b));
  const agree = (again: Outcome, how: string) => {
    if (!same(again))
      report(number, mutant, `${how}: ${JSON.stringify(again).slice(0, 200)}, not ${result}`);
  };
  if (number % EVERY_THREADS === 0) {
    threaded++;
    agree(await decompress(mutant.bytes, MEMORY, 2), 'with two threads');
  }
  if (number % EVERY_STREAM === 0) {
    streams++;
    agree(await decompressStream(mutant.bytes, MEMORY, number), 'as a stream');
  }
  if (number % everyCli === 0) {
    commands++;
    const { fault, memory } = runCommandLine(mutant.bytes, right, MEMORY);
    commandMemory = Math.max(commandMemory, memory);
    if (fault !== undefined) report(number, mutant, `on the command line: ${fault}`);
  }
}

const begun = performance.now();
const numbers =
  values.number === undefined
    ? { from: 0, to: count }
    : { from: Number(values.number), to: Number(values.number) + 1 };
for (let number = numbers.from; number < numbers.to && faults.length < MOST_FAULTS; number++)
  await tryMutant(number);
// A turn of the event loop, for rejections that nobody handled.
await new Promise((resolve) => setTimeout(resolve, 50));

if (watch.memory > MEMORY) faults.push(`a codec held ${watch.memory} bytes, ${MEMORY} are allowed`);
const seconds = (performance.now() - begun) / 1000;
const damaged = tally.ratio((kind) => !kind.startsWith('lie'));
const lying = tally.ratio((kind) => kind.startsWith('lie'));
const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
for (const line of tally.lines()) console.log(line);
console.log(`
${numbers.to - numbers.from} mutants of ${seeds.all.length} archives (seed ${salt}) in ${seconds.toFixed(0)} s; ${streams} also as streams, ${threaded} also with two threads, ${commands} also on the command line
outcomes: ${tally
  .totals()
  .map(([outcome, n]) => `${outcome} ${n}`)
  .join(', ')}
symbols coded, at most, of those of the intact archive: ${damaged.toFixed(2)} when damaged, ${lying.toFixed(2)} when lying with right checksums
memory: largest codec ${mebibytes(watch.memory)} of ${mebibytes(MEMORY)} allowed; this process ${mebibytes(process.resourceUsage().maxRSS * 1024)}; largest command ${mebibytes(commandMemory * 1024)}
${reached} reached the codec; of ${specs.tried} with another valid spec, ${specs.reached} did
${faults.length} faults`);
process.exitCode = faults.length > 0 ? 1 : 0;
