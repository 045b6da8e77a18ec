/** One coder for many blocks, and the steps between which the caller can run. */
import { expect, it } from 'vitest';
import { alphabetOf } from '#dist/archive/alphabet.js';
import { PIECE_BYTES } from '#dist/bytes/stepwise.js';
import { BlockCoder, type BlockProgress } from '#dist/codec/block-coder.js';
import { Codec } from '#dist/codec/codec.js';
import { decodePlan, encodePlan } from '#dist/codec/measure.js';
import { codecModule } from '#dist/codec/module.js';
import { parseSpec } from '#dist/model/model-spec.js';
import { Random } from '../support/random.js';

const SPEC = parseSpec('lstm(16x1)');
const WHOLE = Number.MAX_SAFE_INTEGER;
const MODULE = await codecModule();

/** Noise of 200 values: its coded form is a little shorter. */
function noise(length: number, seed: number): Uint8Array {
  return new Random(seed).bytes(length).map((byte) => byte % 200);
}

function planFor(block: Uint8Array) {
  return encodePlan(SPEC, block.length, alphabetOf(block));
}

/** The steps and the result of coding. */
function run(coder: BlockCoder, plan: ReturnType<typeof planFor>, input: Uint8Array) {
  const steps: BlockProgress[] = [];
  const coding = coder.code(plan, input, WHOLE);
  let step = coding.next();
  for (; !step.done; step = coding.next()) steps.push(step.value);
  return { steps, result: step.value as Uint8Array };
}

it('codes a block as a new coder does, after any other blocks', () => {
  const used = new BlockCoder(MODULE);
  const sizes = [3000, 50_000, 2000];
  for (const [seed, size] of sizes.entries()) {
    const block = noise(size, seed);
    const { result } = run(used, planFor(block), block);
    expect(result).toEqual(run(new BlockCoder(MODULE), planFor(block), block).result);
    const plan = decodePlan({
      spec: SPEC,
      length: size,
      codedLength: result.length,
      alphabet: alphabetOf(block),
    });
    expect(run(used, plan, result).result).toEqual(block);
  }
});

it('reports progress that never decreases and never exceeds the end', () => {
  const block = noise(60_000, 9);
  const coder = new BlockCoder(MODULE);
  const { steps, result } = run(coder, planFor(block), block);
  const plan = decodePlan({
    spec: SPEC,
    length: block.length,
    codedLength: result.length,
    alphabet: alphabetOf(block),
  });
  const back = run(coder, plan, result);
  for (const [reached, produced] of [
    [steps, result.length],
    [back.steps, block.length],
  ] as const) {
    expect(reached.length).toBeGreaterThan(3);
    let last = { coded: 0, produced: 0 };
    for (const now of reached) {
      expect(now.coded).toBeGreaterThanOrEqual(last.coded);
      expect(now.produced).toBeGreaterThanOrEqual(last.produced);
      last = now;
    }
    expect(last).toEqual({ coded: block.length, produced });
  }
});

it('copies a long block in several steps', () => {
  const block = new Uint8Array(2 * PIECE_BYTES + 1);
  const steps = new BlockCoder(MODULE).code(encodePlan(SPEC, block.length), block, WHOLE);
  for (let i = 0; i < 4; i++) expect(steps.next().value).toEqual({ coded: 0, produced: 0 });
  expect((steps.next().value as BlockProgress).coded).toBeGreaterThan(0);
});

it('cuts back-propagation through a segment into slices', () => {
  const block = noise(70, 5);
  const plan = encodePlan(parseSpec('lstm(1024x1,horizon=64,ngrams=1)'), block.length);
  const { steps } = run(new BlockCoder(MODULE), plan, block);
  // After the 64th byte the network back-propagates through 64 steps: 10^9 units of work, and a slice has at most 2^28.
  expect(steps.filter(({ coded }) => coded === 63).length).toBeGreaterThan(2);
});

it('zeroes the memory of a block in steps of the given length', () => {
  const codec = new Codec(MODULE);
  const block = noise(5000, 4);
  const code = () => {
    expect(codec.open(planFor(block))).toBe(true);
    codec.put(block, 0);
    expect(codec.advance(1e12)).toBe(block.length);
    const result = new Uint8Array(codec.finish());
    codec.get(result, 0);
    return result;
  };
  const expected = code();
  let steps = 1;
  while (codec.wipe(100_000)) steps++;
  expect(steps).toBeGreaterThan(5);
  expect(codec.wipe(100_000)).toBe(false);
  expect(code()).toEqual(expected);
});
