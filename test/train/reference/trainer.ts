/** NUMERICS.md, section 25: training, in scalar TypeScript. */
import type { TrainerSettings } from '#dist/train/options.js';
import { ABSENT } from '#dist/train/trainer.js';
import { log } from '../../reference/elementary.js';
import { addScaled, f, get, type Vector, zeros } from '../../reference/float32.js';
import { addOuter, multiply, multiplyTransposed, zeroMatrix } from '../../reference/matrix.js';
import { InitialWeights } from '../../reference/random.js';
import { softmax } from '../../reference/softmax.js';
import { Layer } from './layer.js';
import { Parameter } from './parameter.js';
import { SecondOrder } from './second-order.js';

const BITS = f(Math.LOG2E);
const PANEL = 32;

/** Millionths as the module reads them. */
const millionths = (x: number): number => f(f(Math.round(x * 1e6)) * f(1e-6));

export class ReferenceTrainer {
  private readonly options: TrainerSettings;
  private readonly layers: Layer[];
  private readonly heads: Parameter[];
  private readonly bias: Parameter;
  private readonly secondOrder: SecondOrder | null;
  /** Symbols of each row before the batch and in it, ABSENT as 0. */
  private readonly histories: number[][];
  private updates = 0;

  constructor(given: TrainerSettings) {
    const { dropout, zoneout, beta1, beta2, smallest, clip, noise } = given;
    const decimals = Object.entries({ dropout, zoneout, beta1, beta2, smallest, clip, noise });
    const options: TrainerSettings = {
      ...given,
      ...Object.fromEntries(decimals.map(([name, x]) => [name, millionths(x)])),
    };
    this.options = options;
    const { cell, layers, width, symbols, rows, window } = options;
    const norm = options.norm === 'rms' ? 1 : 0;
    const shape = { width, norm, clip: 65536, beta1: 0, optimizer: 0 };
    const depth = cell === 'none' ? 0 : layers;
    this.layers = Array.from({ length: depth }, (_, l) => new Layer(options, l, shape));
    this.heads = this.layers.map(() => new Parameter(width, symbols, 'matrix', options));
    this.bias = new Parameter(1, symbols, 'vector', options);
    this.secondOrder = options.secondOrder > 0 ? new SecondOrder(options) : null;
    this.histories = Array.from({ length: rows }, () => new Array<number>(window).fill(0));
    this.initialise();
  }

  private initialise(): void {
    const random = new InitialWeights(this.options.seed);
    const draw = (parameter: Parameter | null, scale: number) => {
      if (!parameter) return;
      const n = parameter.weights[0]?.length ?? 0;
      for (let first = 0; first < n; first += PANEL)
        for (const row of parameter.weights)
          for (let o = first; o < first + PANEL; o++) {
            const weight = f(scale * random.unit());
            if (o < n) row[o] = weight;
          }
    };
    const scale = f(0.5 / f(Math.sqrt(this.options.width)));
    for (const { recurrent, below, embedding } of this.layers) {
      draw(recurrent, scale);
      draw(below, scale);
      draw(embedding, f(0.1));
    }
  }

  /** All parameters in their order; gains and biases of a gate are the rows of one. */
  get parameters(): Parameter[] {
    const layers = this.layers.flatMap((layer) => layer.parameters);
    return [...layers, ...this.heads, this.bias, ...(this.secondOrder?.parameters ?? [])];
  }

  /** The cost in bits of a batch, [step][row]; learns from it. */
  train(symbols: ArrayLike<number>, rate: number): number {
    const { cost, d } = this.read(symbols, this.updates);
    const { beta1, beta2, smallest } = this.options;
    const present = Math.max(1, Array.from(symbols).filter((symbol) => symbol !== ABSENT).length);
    this.backward(d);
    const newest = f(1 / (this.updates + 1));
    const gain2 = Math.max(f(1 - beta2), newest);
    this.observe(d, gain2);
    const squares = this.parameters.flatMap((parameter) => parameter.squares());
    const mean = 1 / present;
    const norm = Math.sqrt(squares.reduce((sum, x) => sum + x, 0)) * mean;
    const { clip } = this.options;
    const update = {
      rate: f(rate),
      gain1: Math.max(f(1 - beta1), newest),
      gain2,
      scale: f(clip > 0 && norm > clip ? mean * (clip / norm) : mean),
      symbols: present,
      rows: d.length,
      smallest,
    };
    for (const parameter of this.parameters) parameter.update(update);
    this.updates++;
    return cost;
  }

  /** The cost in bits of a batch, without learning. */
  evaluate(symbols: ArrayLike<number>): number {
    return this.read(symbols, null).cost;
  }

  /** Predicts and reads a batch. Returns its cost, and the gradients by the logits of all rows. */
  private read(symbols: ArrayLike<number>, updates: number | null): { cost: number; d: Vector[] } {
    const { rows: B, window } = this.options;
    for (const parameter of this.parameters) parameter.prepare();
    for (const layer of this.layers) layer.begin();
    this.secondOrder?.begin();
    for (const history of this.histories) history.splice(0, history.length - window);
    const costs = new Array<number>(B).fill(0);
    const d: Vector[] = [];
    for (let r = 0; r < symbols.length; r++) {
      const [t, b] = [Math.floor(r / B), r % B];
      const p = this.predict(t, b, updates);
      const symbol = get(symbols, r);
      const present = symbol !== ABSENT;
      if (present) {
        costs[b] = get(costs, b) - f(BITS * log(get(p, symbol)));
        p[symbol] = get(p, symbol) - 1;
      }
      d.push(present ? p : p.fill(0));
      this.histories[b]?.push(present ? symbol : 0);
      this.secondOrder?.observe(b, present ? 2 * symbol - 1 : 0);
    }
    return { cost: costs.reduce((sum, x) => sum + x, 0), d };
  }

  private predict(t: number, b: number, updates: number | null): Vector {
    const { window, symbols } = this.options;
    const history = this.histories[b] as number[];
    const chosen = Array.from(
      { length: window },
      (_, i) => i * symbols + get(history, history.length - 1 - i),
    );
    const logits = zeros(symbols);
    let input: Vector | null = null;
    this.layers.forEach((layer) => {
      input = layer.forward(t, b, input, chosen, updates);
    });
    this.layers.forEach(({ rows }, l) => {
      multiply(logits, rows.at(-1)?.output as Vector, this.heads[l]?.values ?? []);
    });
    if (this.secondOrder) logits[1] = get(logits, 1) + this.secondOrder.forward(b);
    addScaled(logits, 1, this.bias.values[0] as Vector);
    return softmax(logits);
  }

  /** Computes all gradients from those by the logits. */
  private backward(d: Vector[]): void {
    const { rows: B, symbols, width } = this.options;
    d.forEach((row, r) => {
      this.layers.forEach((layer, l) => {
        multiplyTransposed(layer.rows[r]?.dh as Vector, row, this.heads[l]?.values ?? []);
      });
      this.secondOrder?.backward(Math.floor(r / B), r % B, get(row, 1));
    });
    this.heads.forEach((head, l) => {
      head.gradient = zeroMatrix(width, symbols);
      addOuter(head.gradient, this.outputs(l), d);
    });
    const bias = zeros(symbols);
    for (const row of d) addScaled(bias, 1, row);
    this.bias.gradient = [bias];
    this.secondOrder?.collect();
    for (let l = this.layers.length - 1; l >= 0; l--)
      this.layers[l]?.backward(this.layers[l - 1] ?? null);
  }

  private outputs(l: number): Vector[] {
    return this.layers[l]?.rows.map(({ output }) => output) ?? [];
  }

  /** factored: moves all means. */
  private observe(d: Vector[], gain: number): void {
    for (const layer of this.layers) layer.observe(gain);
    this.heads.forEach((head, l) => {
      head.observe(d, this.outputs(l), gain);
    });
  }
}
