/** What a batch changes: the update rules and the limit of the gradient, against plain ones in doubles. */
import { describe, expect, it } from 'vitest';
import { indexOf, type Parameter } from '#dist/codec/parameters.js';
import type { TrainerOptions } from '#dist/train/options.js';
import { ABSENT } from '#dist/train/trainer.js';
import { get } from '../reference/float32.js';
import { Random } from '../support/random.js';
import { sizeOf, symbolsOf, Taught, type Values } from './support/taught.js';

const BATCH = { cell: 'rnn', width: 8, layers: 2, symbols: 5, rows: 4, length: 6 } as const;
const FLOOR = 1e-12;
const RATE = 0.125;
/** Of rsqrt: NUMERICS.md, section 2. */
const RSQRT = 5e-6;

/** A network of the options with random parameters and symbols, and one of sgd with the same, which shows gradients. */
async function pair(options: TrainerOptions): Promise<{ taught: Taught; shown: Taught }> {
  const taught = await Taught.create({ ...BATCH, ...options });
  const shown = await Taught.create({ ...BATCH, ...options, optimizer: 'sgd', clip: 0 });
  const random = new Random(11);
  taught.randomise(random);
  const symbols = symbolsOf(taught.trainer.options, taught.trainer.options.length, random, 0.1);
  for (const { trainer } of [taught, shown]) trainer.symbols.set(symbols);
  return { taught, shown };
}

/** Trains on the batch in `symbols`; returns the values before and after. */
function trained({ taught }: { taught: Taught }, rate = RATE): { before: Values; after: Values } {
  const before = taught.values;
  taught.trainer.train(taught.trainer.options.length, rate);
  return { before, after: taught.values };
}

/** The gradient of the mean cost that the next call of trained learns from. */
function gradientOf({ taught, shown }: { taught: Taught; shown: Taught }): Values {
  const steps = taught.trainer.options.length;
  shown.values = taught.values;
  const sum = shown.gradient(steps, taught.trainer.saveState());
  const symbols = shown.present(steps);
  return new Map(Array.from(sum, ([name, g]) => [name, g.map((x) => x / symbols)]));
}

const changes = (before: Values, after: Values): number[][] =>
  Array.from(before, ([name, old]) =>
    Array.from(old, (x, i) => get(after.get(name) as Float32Array, i) - x),
  );

describe('clip', () => {
  it.each(['sgd', 'factored'] as const)(
    'limits the norm of the gradient: %s',
    async (optimizer) => {
      // beta2 = 1: the first means are those of the batch alone.
      const free = await pair({ optimizer, clip: 0, beta2: 1 });
      const norm = sizeOf(...gradientOf(free).values());
      const limit = 0.25 * norm;
      const limited = await pair({ optimizer, clip: Number(limit.toFixed(6)), beta2: 1 });
      const matrices = ([name]: readonly [string, unknown]) =>
        optimizer === 'sgd' || !/bias|gain/.test(name);
      const step = (networks: typeof free) => {
        const { before, after } = trained(networks);
        const some = new Map([...before].filter(matrices));
        return changes(some, after).flat();
      };
      const [whole, part] = [step(free), step(limited)];
      expect(sizeOf(whole)).toBeGreaterThan(0.01);
      const difference = part.map((x, i) => x - 0.25 * get(whole, i));
      expect(sizeOf(difference) / sizeOf(part)).toBeLessThan(1e-5);
      if (optimizer === 'sgd') expect(sizeOf(part) / (RATE * limit)).toBeCloseTo(1, 5);
    },
  );

  it('above the norm changes no bit', async () => {
    const free = await pair({ optimizer: 'sgd', clip: 0 });
    const norm = sizeOf(...gradientOf(free).values());
    const limited = await pair({ optimizer: 'sgd', clip: Math.ceil(2 * norm) });
    expect(trained(limited).after).toEqual(trained(free).after);
  });
});

/** Adam in doubles, for the elements of one parameter. */
class Adam {
  private readonly first: number[] = [];
  private readonly second: number[] = [];
  private updates = 0;

  constructor(
    private readonly beta1: number,
    private readonly beta2: number,
  ) {}

  /** The change of element i, and how far from it rounding of the gradient may lead. */
  update(gradient: Float32Array): { change: number; allowed: number }[] {
    this.updates++;
    const gain1 = Math.max(1 - this.beta1, 1 / this.updates);
    const gain2 = Math.max(1 - this.beta2, 1 / this.updates);
    return Array.from(gradient, (g, i) => {
      const m = (this.first[i] ?? 0) + gain1 * (g - (this.first[i] ?? 0));
      const v = (this.second[i] ?? 0) + gain2 * (g * g - (this.second[i] ?? 0));
      this.first[i] = m;
      this.second[i] = v;
      const root = Math.sqrt(v + FLOOR);
      const direction = this.beta1 > 0 ? m : g;
      // The gradients of sgd are differences of weights near 1, of 20 symbols: they are exact to 1e-8.
      const allowed = RATE * (4 * RSQRT + 2e-8 / root) + 1e-7;
      return { change: (-RATE * direction) / root, allowed };
    });
  }
}

/** Compares the changes of parameters with those of Adam. */
function compareAdam(
  names: readonly string[],
  rules: Map<string, Adam>,
  gradient: Values,
  { before, after }: { before: Values; after: Values },
): void {
  for (const name of names) {
    const rule = rules.get(name) as Adam;
    const [old, now] = [before.get(name), after.get(name)] as [Float32Array, Float32Array];
    rule.update(gradient.get(name) as Float32Array).forEach(({ change, allowed }, i) => {
      const error = Math.abs(get(now, i) - get(old, i) - change);
      if (error > allowed) expect.fail(`${name}[${i}]: off by ${error} of ${change}`);
    });
  }
}

describe('adam', () => {
  it.each([
    { beta1: 0.9, beta2: 0.999 },
    { beta1: 0.6, beta2: 0.7 },
    { beta1: 0, beta2: 1 },
  ])('moves as in doubles: %o', async (betas) => {
    const networks = await pair({ optimizer: 'adam', clip: 0, ...betas });
    const names = [...networks.taught.parameters.keys()];
    const rules = new Map(names.map((name) => [name, new Adam(betas.beta1, betas.beta2)]));
    for (let update = 0; update < 4; update++)
      compareAdam(names, rules, gradientOf(networks), trained(networks));
  });
});

describe('exponentiated', () => {
  it('moves asinh(w / smallest) against the gradient, to second order', async () => {
    const smallest = 0.01;
    const networks = await pair({ optimizer: 'exponentiated', smallest, clip: 0 });
    const gradient = gradientOf(networks);
    const { before, after } = trained(networks);
    const moves: number[] = [];
    for (const [name, old] of before) {
      const now = after.get(name) as Float32Array;
      (gradient.get(name) as Float32Array).forEach((g, i) => {
        const w = get(old, i);
        const step = -RATE * g;
        const exact = smallest * Math.sinh(Math.asinh(w / smallest) + step);
        // The third term of the expansion, and rounding to f32.
        const allowed = (Math.hypot(w, smallest) * Math.abs(step) ** 3) / 3 + 1e-6;
        if (Math.abs(get(now, i) - exact) > allowed)
          expect.fail(`${name}[${i}]: ${get(now, i)} from ${w}, not ${exact}`);
        moves.push(Math.abs(step));
      });
    }
    // Large enough for the second order to matter.
    expect(Math.max(...moves)).toBeGreaterThan(0.02);
  });
});

/** The gradient of a row of the batch by one parameter, x^T dy, and whether the row has a symbol to learn from. */
interface Row {
  readonly present: boolean;
  readonly gradient: Values;
}

/** The rule `factored` for a matrix, in doubles. */
class Factored {
  private inputs: number[] = [];
  private outputs: number[] = [];

  constructor(
    private readonly parameter: Parameter,
    private readonly beta2: number,
  ) {}

  /** The changes of update `update`, by the indices of elements. The gradient dy of a row is that of the bias. */
  update(update: number, rows: readonly Row[]): ReadonlyMap<number, number> {
    const { parameter } = this;
    const { name } = parameter;
    const bias = name.startsWith('head') ? 'head.bias' : name.replace(/\.\w+$/, '.bias0');
    const gain = Math.max(1 - this.beta2, 1 / update);
    const dy = rows.map(({ gradient }) => gradient.get(bias) as Float32Array);
    const x = rows.map(({ gradient }, r) => this.inputsOf(gradient, dy[r] as Float32Array));
    // A row without a symbol has inputs, and no gradient.
    const learned = dy.map((d, r) => (rows[r]?.present ? d : d.map(() => 0)));
    this.inputs = moved(this.inputs, x, parameter.rows, gain);
    this.outputs = moved(this.outputs, learned, parameter.columns, gain);
    const changes = new Map<number, number>();
    for (let k = 0; k < parameter.rows; k++) {
      for (let o = 0; o < parameter.columns; o++) {
        const g = x.reduce(
          (sum, row, r) => sum + get(row, k) * get(learned[r] as Float32Array, o),
          0,
        );
        const squares = (get(this.inputs, k) + FLOOR) * (get(this.outputs, o) + FLOOR);
        changes.set(indexOf(parameter, k, o), (-RATE * g) / Math.sqrt(squares * rows.length));
      }
    }
    return changes;
  }

  /** x of a row. */
  private inputsOf(gradient: Values, dy: Float32Array): number[] {
    const g = gradient.get(this.parameter.name) as Float32Array;
    const largest = Math.max(...dy.map(Math.abs));
    const o = dy.findIndex((d) => Math.abs(d) === largest);
    return Array.from(
      { length: this.parameter.rows },
      (_, k) => get(g, indexOf(this.parameter, k, o)) / get(dy, o),
    );
  }
}

/** The means moved by `gain` towards the mean squares of the columns of rows. */
function moved(
  means: number[],
  rows: readonly ArrayLike<number>[],
  n: number,
  gain: number,
): number[] {
  return Array.from({ length: n }, (_, i) => {
    const square = rows.reduce((sum, row) => sum + get(row, i) ** 2, 0) / rows.length;
    return (means[i] ?? 0) + gain * (square - (means[i] ?? 0));
  });
}

describe('factored', () => {
  // One step, so that the gradient of a row of the batch is a product of two vectors.
  const options = {
    optimizer: 'factored',
    norm: 'none',
    length: 1,
    rows: 5,
    window: 2,
    clip: 0,
    beta2: 0.6,
  } as const;
  const isVector = (name: string) => /bias|gain/.test(name);

  /** The gradients of each row of the batch. */
  function rowGradients(
    { shown }: { shown: Taught },
    symbols: Uint16Array,
    state: Uint8Array,
  ): Row[] {
    return Array.from(symbols, (symbol, row) => {
      const present = symbol !== ABSENT;
      shown.trainer.symbols.fill(ABSENT).fill(present ? symbol : 0, row, row + 1);
      return { present, gradient: shown.gradient(1, state) };
    });
  }

  it('moves matrices by the mean squares of inputs and outputs, and vectors as adam', async () => {
    const networks = await pair(options);
    const { taught, shown } = networks;
    const names = [...taught.parameters.keys()];
    const biases = names.filter((name) => name.includes('bias'));
    const adam = new Map(biases.map((name) => [name, new Adam(0.9, options.beta2)]));
    const matrices = names.filter((name) => !isVector(name)).map((name) => taught.parameter(name));
    const factored = matrices.map((matrix) => new Factored(matrix, options.beta2));
    // With gains of 1 the gradient of a bias is that of the pre-activation.
    const resetGains = () => {
      for (const [name, { values }] of taught.parameters) if (name.includes('gain')) values.fill(1);
    };
    resetGains();
    shown.values = taught.values;
    shown.trainer.train(1, 0);
    taught.trainer.loadState(shown.trainer.saveState());
    const random = new Random(5);
    for (let update = 1; update <= 3; update++) {
      const symbols = symbolsOf({ rows: options.rows, symbols: BATCH.symbols }, 1, random);
      symbols[update] = ABSENT;
      for (const { trainer } of [taught, shown]) trainer.symbols.set(symbols);
      const gradient = gradientOf(networks);
      const rows = rowGradients(networks, symbols, taught.trainer.saveState());
      const result = trained(networks);
      compareAdam(biases, adam, gradient, result);
      factored.forEach((rule, m) => {
        const { name } = matrices[m] as Parameter;
        const [old, now] = [result.before, result.after].map((values) => values.get(name)) as [
          Float32Array,
          Float32Array,
        ];
        const expected = rule.update(update, rows);
        for (const [i, change] of expected) {
          const error = Math.abs(get(now, i) - get(old, i) - change);
          // Inputs are quotients of gradients, which are exact to 1e-7 or so: a change of RATE is, to 1e-4 of it.
          if (error > 1e-4 * (Math.abs(change) + RATE))
            expect.fail(`update ${update} of ${name}[${i}]: off by ${error} of ${change}`);
        }
        expect(sizeOf([...expected.values()]), name).toBeGreaterThan(0.1);
      });
      resetGains();
    }
  });
});
