/** Mixers and maps: that they are those of NUMERICS.md, and learn what there is to learn. */
import { describe, expect, it } from 'vitest';
import { Apm, positionOf } from '../reference/apm.js';
import { f, zeros } from '../reference/float32.js';
import { Mixer } from '../reference/mixer.js';
import { Random } from '../support/random.js';
import { uniform } from './support/numbers.js';
import { Probe } from './support/probe.js';

const probe = new Probe();
const { call } = probe;
/** Of a row at first, and at last. */
const RATE = f(0.02);
const FLOOR = f(0.006);

function openMixer(n: number, rows: number, initial: number) {
  const { x } = probe.floats({ x: n }, () => call.openMixer(n, rows, initial));
  call.startMixer();
  return {
    mix: (inputs: Float32Array, row: number) => {
      x.values.set(inputs);
      return call.mixInputs(x.address, row);
    },
    learn: (bit: number, most = RATE, least = FLOOR) =>
      call.updateMixer(x.address, bit, most, least),
  };
}

describe('a mixer', () => {
  it.each([8, 16, 64])('of %i inputs is that of NUMERICS.md, bit for bit', (n) => {
    const mixer = openMixer(n, 4, f(0.3));
    const other = new Mixer(f(0.3));
    const random = new Random(n);
    for (let i = 0; i < 500; i++) {
      const [x, row, bit] = [uniform(random, n, 8), random.below(4), random.below(2)];
      other.mix(x, row);
      expect(mixer.mix(x, row)).toBe(other.p);
      mixer.learn(bit);
      other.update(x, bit, RATE, FLOOR);
    }
  });

  it('learns whom to believe, in each row for itself', () => {
    const mixer = openMixer(8, 2, 0);
    const random = new Random(1);
    let right = 0;
    for (let i = 0; i < 4000; i++) {
      const [bit, row] = [random.below(2), random.below(2)];
      // In row 0 the first input knows, in row 1 the second says the opposite; the others guess.
      const x = uniform(random, 8, 2);
      x[row] = (2 * bit - 1) * (row === 0 ? 2 : -2);
      const p = mixer.mix(x, row);
      if (i >= 3000) right += bit === 1 ? p : 1 - p;
      mixer.learn(bit);
    }
    expect(right / 1000).toBeGreaterThan(0.97);
  });

  it.each([0.1, 0.5, 0.97])('comes to how often a bit is 1 by its bias: %f', (share) => {
    const mixer = openMixer(8, 1, 0);
    const random = new Random(2);
    const x = zeros(8);
    x[7] = 0.5;
    let sum = 0;
    for (let i = 0; i < 8000; i++) {
      const p = mixer.mix(x, 0);
      if (i >= 4000) sum += p;
      mixer.learn(Number(random.next() / 2 ** 32 < share), RATE, RATE);
    }
    expect(Math.abs(sum / 4000 - share)).toBeLessThan(0.03);
  });

  it('lets a row learn the less the more it has learned, and one that is new as much as the first did', () => {
    const mixer = openMixer(8, 2, 0);
    const x = zeros(8).fill(1);
    /** How far an error of a half moves the prediction of a row. */
    const step = (row: number) => {
      const before = mixer.mix(x, row);
      mixer.learn(1, 0.01, 0);
      const after = mixer.mix(x, row);
      mixer.learn(0, 0.01, 0);
      return after - before;
    };
    const first = step(0);
    for (let i = 0; i < 7; i++) step(0);
    // Sixteen bits on, the rate is that of the first over the root of 2.
    expect(step(0) / first).toBeCloseTo(Math.SQRT1_2, 1);
    expect(step(1)).toBe(first);
  });

  it('stays a number, and within what the coder takes, whatever it is told', () => {
    const mixer = openMixer(8, 1, 1);
    const random = new Random(3);
    for (let i = 0; i < 5000; i++) {
      const p = mixer.mix(uniform(random, 8, 12), 0);
      expect(p).toBeGreaterThan(0);
      expect(p).toBeLessThan(1);
      mixer.learn(random.below(2), 10, 10);
    }
  });
});

describe('a map', () => {
  function open(contexts: number): void {
    probe.floats({}, () => call.openApm(contexts));
    call.startApm();
  }
  const refined = (y: number, context: number) => call.refine(y, context) / 2 ** 24;

  it('is that of NUMERICS.md, bit for bit', () => {
    open(16);
    const other = new Apm(16);
    const random = new Random(4);
    for (let i = 0; i < 3000; i++) {
      const [y] = uniform(random, 1, 12) as unknown as [number];
      const [context, bit] = [random.below(16), random.below(2)];
      expect(call.refine(y, context)).toBe(other.refine(positionOf(y), context));
      call.updateApm(bit);
      other.update(bit);
    }
  });

  it('has a place for every prediction, and for what is not a number', () => {
    open(1);
    const edges = [-12, -7, -6.9999, -1 / 8192, 0, 1 / 8192, 6.9998, 6.9999, 7, 12].map(f);
    for (const y of edges) expect(call.positionOf(y)).toBe(positionOf(y));
    expect(call.positionOf(-12)).toBe(0);
    const last = 14 * 4096 - 1;
    for (const y of [12, Number.POSITIVE_INFINITY, Number.NaN])
      expect(call.positionOf(y)).toBe(last);
  });

  it('begins by saying what it is told', () => {
    open(2);
    for (let y = -7.75; y < 8; y += 0.25) {
      const p = 1 / (1 + Math.exp(-y));
      expect(Math.abs(refined(y, 1) - p)).toBeLessThan(0.02);
    }
  });

  it('learns what a prediction is worth, in each context and near each prediction', () => {
    open(2);
    const random = new Random(5);
    // Context 0: what is said to be sure is right nine times in ten; context 1: it is always right.
    for (let i = 0; i < 6000; i++) {
      const context = random.below(2);
      call.refine(6.2, context);
      call.updateApm(Number(context === 1 || random.below(10) > 0));
    }
    expect(refined(6.2, 0)).toBeGreaterThan(0.8);
    expect(refined(6.2, 0)).toBeLessThan(0.97);
    expect(refined(6.2, 1)).toBeGreaterThan(0.995);
    expect(Math.abs(refined(-1, 0) - 1 / (1 + Math.E))).toBeLessThan(0.02);
  });
});
