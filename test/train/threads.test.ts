/** Helper threads: they change no bit, and they leave. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ABSENT, Trainer } from '#dist/node/train.js';
import { optionsOf, TRAINING_RUNS, trainBatches } from '../engines/training.js';

const run = promisify(execFile);
const TRAIN = fileURLToPath(new URL('../../dist/node/train.js', import.meta.url));

/** Runs a program that can use Trainer in a process of its own. Returns what it prints. */
async function inProcess(program: string, flags: readonly string[] = []): Promise<string> {
  const text = `import { Trainer } from ${JSON.stringify(TRAIN)};\n${program}`;
  const args = [...flags, '--input-type=module', '--eval', text];
  return (await run(process.execPath, args, { timeout: 30_000 })).stdout.trim();
}

describe.each(TRAINING_RUNS)('the run $name', (one) => {
  it('has the same bits on two and three threads', async () => {
    const alone = await Trainer.create(optionsOf(one));
    const few = trainBatches(alone, ABSENT, 0, 5);
    const state = alone.save();
    const others = trainBatches(alone, ABSENT, 5);
    const three = await Trainer.create(optionsOf(one, 3));
    expect(three.threads).toBe(3);
    expect(trainBatches(three, ABSENT, 0, 5)).toEqual(few);
    expect(three.save()).toEqual(state);
    await three.close();
    const two = await Trainer.create(optionsOf(one, 2));
    expect(two.threads).toBe(2);
    expect(trainBatches(two, ABSENT)).toEqual([...few, ...others]);
    expect(two.save()).toEqual(alone.save());
    await two.close();
  });
});

/** Small batches, between which the threads sleep. Prints the number of threads and the costs. */
const sleepy = (threads: number) => `
  const trainer = await Trainer.create({ width: 16, rows: 8, length: 4, threads: ${threads} });
  const costs = [];
  for (let batch = 0; batch < 8; batch++) {
    trainer.symbols.forEach((_, i, all) => { all[i] = (i >> batch) & 1; });
    costs.push(trainer.train(4, 0.05));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await trainer.close();
  console.log(trainer.threads, costs.join(' '));`;

describe('threads', () => {
  // Node 20's first compiler clears a local below the operands of a wait: assembly/threads/atomics.ts.
  it.each(['--liftoff-only', '--no-liftoff'])(
    'sleep without a changed bit, with %s',
    async (flag) => {
      const [one, two] = await Promise.all(
        [1, 2].map((threads) => inProcess(sleepy(threads), [flag])),
      );
      expect(one).toMatch(/^1 /);
      expect(two).toBe(one?.replace(/^1/, '2'));
    },
  );

  it('let the process end, whether the trainer was closed or not', async () => {
    const create = 'const trainer = await Trainer.create({ width: 8, rows: 4, threads: 3 });';
    for (const end of ['await trainer.close();', ''])
      expect(await inProcess(`${create} ${end} console.log(trainer.threads);`)).toBe('3');
  });

  it('that have died end in an error, and the trainer can be closed', async () => {
    const program = `
      const { Worker } = await import('node:worker_threads');
      const workers = new Set();
      const { postMessage } = Worker.prototype;
      Worker.prototype.postMessage = function (...message) {
        workers.add(this);
        return postMessage.apply(this, message);
      };
      const trainer = await Trainer.create({ width: 8, rows: 8, length: 4, threads: 3 });
      await [...workers][0].terminate();
      try {
        trainer.train(4, 0.1);
      } catch (error) {
        console.log(error.code);
      }
      await trainer.close();
      console.log('closed');`;
    expect(await inProcess(program)).toBe('ENGINE\nclosed');
  });

  it('are fewer where workers cannot start', async () => {
    const program =
      'console.log((await Trainer.create({ width: 8, rows: 4, threads: 2 })).threads);';
    const permission = process.allowedNodeEnvironmentFlags.has('--permission');
    const flags = [permission ? '--permission' : '--experimental-permission', '--allow-fs-read=*'];
    expect(await inProcess(program, flags)).toBe('1');
  });

  it('save what another number of threads loads', async () => {
    const two = await Trainer.create({ width: 8, rows: 8, length: 4, threads: 2 });
    const one = await Trainer.create({ width: 8, rows: 8, length: 4 });
    for (const trainer of [one, two]) trainer.symbols.fill(1);
    two.train(4, 0.1);
    one.load(two.save());
    expect(one.train(4, 0.1)).toBe(two.train(4, 0.1));
    await two.close();
  });
});
