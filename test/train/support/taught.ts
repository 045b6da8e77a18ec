/** A network in training before a batch: its parameters, and the cost and the gradient of that batch. */
import { indexOf, type Parameter } from '#dist/codec/parameters.js';
import type { TrainerOptions } from '#dist/train/options.js';
import { ABSENT, Trainer } from '#dist/train/trainer.js';
import { get } from '../../reference/float32.js';
import type { Random } from '../../support/random.js';

/** Values by the names of parameters. */
export type Values = ReadonlyMap<string, Float32Array>;

/** Indices of a parameter's elements that are neither padding nor fixed at 0. */
export function elementsOf(parameter: Parameter, cell = ''): number[] {
  // The weights of the recurrent weighted average have no bias; row i of the second-order unit lacks its last i columns.
  if (cell === 'rwa' && /\.bias1$/.test(parameter.name)) return [];
  const triangle = parameter.name === 'second-order';
  const elements: number[] = [];
  for (let r = 0; r < parameter.rows; r++)
    for (let c = 0; c < parameter.columns - (triangle ? r : 0); c++)
      elements.push(indexOf(parameter, r, c));
  return elements;
}

/** The length of a vector. */
export const sizeOf = (...vectors: ArrayLike<number>[]): number =>
  Math.sqrt(vectors.flatMap((x) => Array.from(x)).reduce((sum, x) => sum + x * x, 0));

/** Random symbols of a batch, [step][row]; about a share `absent` of them do not exist. */
export function symbolsOf(
  { rows, symbols }: { rows: number; symbols: number },
  steps: number,
  random: Random,
  absent = 0,
): Uint16Array {
  const symbol = () => (random.below(1000) < 1000 * absent ? ABSENT : random.below(symbols));
  return Uint16Array.from({ length: rows * steps }, symbol);
}

/** Middle and width of a parameter's random values where they are not 0 and 1. */
const RANGES: Readonly<Record<string, readonly [around: number, spread: number]>> = {
  gain: [1, 0.3],
  'second-order': [0, 0.3],
  channel: [1.5, 0.5],
};

export class Taught {
  readonly parameters: ReadonlyMap<string, Parameter>;

  private constructor(readonly trainer: Trainer) {
    this.parameters = new Map(trainer.parameters.map((parameter) => [parameter.name, parameter]));
  }

  static async create(options: TrainerOptions): Promise<Taught> {
    return new Taught(await Trainer.create(options));
  }

  parameter(name: string): Parameter {
    const parameter = this.parameters.get(name);
    if (!parameter) throw new Error(`no parameter ${name}`);
    return parameter;
  }

  /** Copies of all values. */
  get values(): Values {
    return new Map(Array.from(this.parameters, ([name, { values }]) => [name, values.slice()]));
  }

  set values(values: Values) {
    for (const [name, from] of values) this.parameter(name).values.set(from);
  }

  /** Sets gains near 1 and all else near 0, so that every part of the network matters and no probability is below e^-30. */
  randomise(random: Random): void {
    for (const [name, parameter] of this.parameters) {
      const [around, spread] = RANGES[name.replace(/.*gain.*/, 'gain')] ?? [0, 1];
      for (const i of elementsOf(parameter, this.trainer.options.cell))
        parameter.values[i] = around + spread * (random.next() / 2 ** 31 - 1);
    }
  }

  /** Symbols that exist in the first `steps` steps of the batch. */
  present(steps: number): number {
    const { rows } = this.trainer.options;
    return this.trainer.symbols.subarray(0, steps * rows).filter((s) => s !== ABSENT).length;
  }

  /** The cost in nats of the batch in `symbols`, summed in doubles, after `state`. Masks as those of the next update. */
  cost(steps: number, state: Uint8Array): number {
    const { trainer } = this;
    const { rows } = trainer.options;
    const symbols = trainer.symbols.slice();
    trainer.loadState(state);
    let cost = 0;
    for (let t = 0; t < steps; t++) {
      const p = trainer.predict(t, true);
      for (let b = 0; b < rows; b++) {
        const symbol = get(symbols, t * rows + b);
        if (symbol !== ABSENT) cost -= Math.log(get(p, b * trainer.probabilityStride + symbol));
      }
    }
    return cost;
  }

  /**
   * The gradient of that cost by all parameters, as a step of sgd at a rate of 1 times the symbols shows it (the rule
   * takes the mean cost). The trainer is then as before; it must have the optimiser sgd, and clip = 0.
   */
  gradient(steps: number, state: Uint8Array): Values {
    const { trainer } = this;
    const saved = trainer.save();
    const before = this.values;
    trainer.loadState(state);
    trainer.train(steps, this.present(steps));
    const after = this.values;
    trainer.load(saved);
    return new Map(
      Array.from(before, ([name, old]) => {
        const now = after.get(name) as Float32Array;
        return [name, old.map((x, i) => x - get(now, i))];
      }),
    );
  }
}
