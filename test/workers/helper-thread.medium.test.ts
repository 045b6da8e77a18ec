/** Two workers on one block code the same bytes as one, even if the helper thread starts late, leaves or dies. */
import { afterEach, describe, expect, it } from 'vitest';
import { BlockCoder } from '#dist/codec/block-coder.js';
import { Codec } from '#dist/codec/codec.js';
import { codecModule } from '#dist/codec/module.js';
import { sharedCodec } from '#dist/codec/shared-module.js';
import { parseSpec } from '#dist/model/model-spec.js';
import { nodePlatform } from '#dist/node/platform.js';
import { compress, decompress } from '#dist/pipeline/whole.js';
import { HelperThread } from '#dist/workers/helper-thread.js';
import { IdleWorkers } from '#dist/workers/idle-workers.js';
import { usePlatform } from '#dist/workers/platform.js';
import { alice, decodingPlan, encodingPlan, valuesOf } from '../codec/support/blocks.js';
import { Random } from '../support/random.js';
import { rejection, rejectionCode } from '../support/rejection.js';

const WHOLE = Number.MAX_SAFE_INTEGER;
const MODULE = await codecModule();

const settled = (ms = 5) => new Promise((resolve) => setTimeout(resolve, ms));

async function newHelper(): Promise<HelperThread> {
  const helper = await HelperThread.create();
  if (!helper) throw new Error('memory cannot be shared here');
  return helper;
}

/** A coder in this thread over the shared memory. */
async function coderOf(helper: HelperThread): Promise<BlockCoder> {
  return new BlockCoder((await sharedCodec()).module, helper.source.memory);
}

type Plan = ReturnType<typeof encodingPlan>;

/** Codes in slices; `between` is called between them. */
async function code(
  coder: BlockCoder,
  plan: Plan,
  input: Uint8Array,
  between: (slice: number) => unknown = () => {},
): Promise<Uint8Array | undefined> {
  const steps = coder.code(plan, input, WHOLE);
  for (let slice = 0; ; slice++) {
    const step = steps.next();
    if (step.done) return step.value;
    await between(slice);
  }
}

const BLOCKS: readonly [string, string, number][] = [
  ['rnn', 'rnn(16x1,lag=1)', 3000],
  ['gru in lanes', 'gru(16x2,lag=1,lanes=3,horizon=7)', 3001],
  ['lstm', 'lstm(32x1,lag=1)', 20_000],
  ['lstm of three layers', 'lstm(24x3,lag=1,horizon=5)', 5000],
  ['adam', 'gru(16x2,lag=1,optimizer=adam,beta1=0.5)', 3000],
  ['sgd', 'lstm(16x2,lag=1,optimizer=sgd,rate=0.05,headRate=0.05)', 3000],
  ['four rows at once', 'lstm(16x2,lag=1,lanes=8)', 4000],
  ['a segment of one step', 'rnn(8x1,lag=1,horizon=1)', 500],
  ['less than a segment', 'lstm(16x1,lag=1,horizon=256)', 200],
  ['less than two segments', 'lstm(16x1,lag=1,horizon=100)', 199],
  ['two segments', 'lstm(16x1,lag=1,horizon=100)', 200],
  ['learning at once', 'lstm(16x1)', 1000],
  ['a mix with a network', 'mix(orders=1+2+3)+lstm(32x2,lag=1)', 5000],
];

describe('a helper thread', () => {
  it('does not change the coded bytes', async () => {
    const workers = new IdleWorkers(nodePlatform);
    const helper = await newHelper();
    const coder = await coderOf(helper);
    const alone = new BlockCoder(MODULE);
    helper.start(workers);
    for (const [about, text, length] of BLOCKS) {
      const spec = parseSpec(text);
      const block = alice(length);
      const plan = encodingPlan(spec, block);
      const coded = await code(coder, plan, block);
      if (!coded) throw new Error('no shorter');
      expect(Buffer.compare(coded, (await code(alone, plan, block)) ?? block), about).toBe(0);
      const back = { length, values: valuesOf(block), codedLength: coded.length };
      const decoded = await code(coder, decodingPlan(spec, back), coded);
      expect(Buffer.compare(decoded ?? coded, block), about).toBe(0);
    }
    await helper.dismiss();
  });

  it('does a share of the work: it back-propagates while the coder pauses', async () => {
    const helper = await newHelper();
    const coder = await coderOf(helper);
    const { memory } = helper.source;
    const { wakeUpAddress } = new Codec((await sharedCodec()).module, memory);
    // Number of finished units of the current job; assembly/threads/jobs.ts.
    const done = new Int32Array(memory.buffer, wakeUpAddress + 8 * 64, 1);
    helper.start(new IdleWorkers(nodePlatform));
    const block = alice(20_000);
    let helped = 0;
    // Between slices this thread does nothing, so the helper thread must have finished these units.
    await code(coder, encodingPlan(parseSpec('lstm(64x1,lag=1)'), block), block, async () => {
      const before = Atomics.load(done, 0);
      await settled(20);
      helped += Atomics.load(done, 0) - before;
    });
    expect(helped).toBeGreaterThan(0);
    await helper.dismiss();
  });

  it('may leave and return within a block', async () => {
    const workers = new IdleWorkers(nodePlatform);
    const helper = await newHelper();
    const coder = await coderOf(helper);
    const spec = parseSpec('lstm(48x2,lag=1)');
    const block = alice(20_000);
    const plan = encodingPlan(spec, block);
    let changes = 0;
    const coded = await code(coder, plan, block, async (slice) => {
      if (slice % 2 === 0) return;
      changes++;
      if (!helper.active) helper.start(workers);
      else void helper.dismiss();
      await settled();
    });
    expect(changes).toBeGreaterThan(4);
    expect(coded).toEqual(await code(new BlockCoder(MODULE), plan, block));
    if (helper.active) await helper.dismiss();
  });

  it('works on after blocks that fail', async () => {
    const helper = await newHelper();
    const coder = await coderOf(helper);
    helper.start(new IdleWorkers(nodePlatform));
    const spec = parseSpec('lstm(16x1,lag=1,horizon=5)');
    const text = alice(2000);
    const plan = encodingPlan(spec, text);
    const coded = (await code(new BlockCoder(MODULE), plan, text)) as Uint8Array;
    const noise = new Random(1).bytes(3000);
    const cut = { length: 2000, values: valuesOf(text), codedLength: 300 };
    for (let i = 0; i < 3; i++) {
      expect(await code(coder, encodingPlan(spec, noise), noise)).toBeUndefined();
      const cutCode = code(coder, decodingPlan(spec, cut), coded.subarray(0, 300));
      expect(await rejectionCode(cutCode)).toBe('CORRUPT');
      // A block that is left unfinished.
      const steps = coder.code(plan, text, WHOLE);
      for (let slice = 0; slice < 4; slice++) steps.next();
      steps.return(undefined);
      expect(await code(coder, plan, text)).toEqual(coded);
    }
    await helper.dismiss();
  });
});

const MODEL = 'lstm(48x1,lag=1)';
const DATA = alice(60_000);
afterEach(() => usePlatform(nodePlatform));

/** Node's workers with counters. `broken`: workers die when they receive `assist`. */
function watched(broken = false) {
  const state = {
    ...nodePlatform,
    started: 0,
    ended: 0,
    assists: 0,
    startWorker: () => {
      const port = nodePlatform.startWorker?.();
      if (!port) throw new Error('Node has workers');
      state.started++;
      let fail = (_: unknown) => {};
      return {
        ...port,
        onFailure: (listener: (cause: unknown) => void) => {
          fail = listener;
          port.onFailure(listener);
        },
        post: (message: unknown, transfer: readonly ArrayBuffer[]) => {
          const isAssist = (message as { type: string }).type === 'assist';
          if (isAssist) state.assists++;
          if (isAssist && broken) setTimeout(() => fail(new Error('out of luck')), 5);
          else port.post(message, transfer);
        },
        terminate: () => {
          state.ended++;
          return port.terminate();
        },
      };
    },
  };
  usePlatform(state);
  return state;
}

describe('an operation', () => {
  it.each([
    [1, 0],
    [2, 1],
    [3, 1],
  ])('on %i threads has %i helper threads for a single block', async (threads, assists) => {
    const state = watched();
    const options = { model: MODEL, threads };
    const archive = await compress(DATA, options);
    expect(state.assists).toBe(assists);
    expect(archive).toEqual(await compress(DATA, { ...options, threads: 0 }));
    expect(await decompress(archive, { threads })).toEqual(DATA);
    expect(state.assists).toBe(2 * assists);
  });

  it('starts no helper thread while blocks wait', async () => {
    const state = watched();
    const options = { model: MODEL, blockSize: 15_000 };
    const archive = await compress(DATA, { ...options, threads: 2 });
    // Four equal blocks on two threads: only the last one may get a helper thread.
    expect(state.assists).toBeLessThanOrEqual(2);
    expect(archive).toEqual(await compress(DATA, { ...options, threads: 1 }));
  });

  it('ends both workers when it is aborted', async () => {
    const state = watched();
    const controller = new AbortController();
    const code = rejectionCode(
      compress(DATA, { model: 'lstm(256x1,lag=1)', threads: 2, signal: controller.signal }),
    );
    while (state.assists === 0) await settled();
    await settled(50);
    controller.abort();
    expect(await code).toBe('ABORTED');
    await settled(20);
    expect(state.started).toBe(2);
    expect(state.ended).toBeGreaterThanOrEqual(2);
  });

  it('fails with ENGINE when the helper thread dies', async () => {
    const state = watched(true);
    const error = await rejection(compress(DATA, { model: 'lstm(256x1,lag=1)', threads: 2 }));
    expect(error.code).toBe('ENGINE');
    expect(error.message).toContain('out of luck');
    expect(state.ended).toBeGreaterThanOrEqual(2);
  });

  it('works without a helper thread where memory cannot be shared', async () => {
    const state = watched();
    const known = globalThis.SharedArrayBuffer;
    try {
      // @ts-expect-error: pages without cross-origin isolation have none.
      globalThis.SharedArrayBuffer = undefined;
      const archive = await compress(DATA, { model: MODEL, threads: 2 });
      expect(await decompress(archive, { threads: 2 })).toEqual(DATA);
    } finally {
      globalThis.SharedArrayBuffer = known;
    }
    expect(state.assists).toBe(0);
  });
});
