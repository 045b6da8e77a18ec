/** NUMERICS.md, sections 6 to 9: the network. */
import { chooseRows, hashBits } from './embedding.js';
import type { Vector } from './float32.js';
import { Head } from './head.js';
import { Layer } from './layer.js';
import type { Matrix } from './matrix.js';
import { InitialWeights } from './random.js';
import type { Shape } from './shape.js';
import { ratesAt } from './update.js';

export class Network {
  private readonly layers: readonly Layer[];
  private readonly head: Head;
  private readonly hashBits: number;
  /** The coded symbols, by step and lane. */
  private readonly history: (readonly number[])[] = [];
  private probabilities: Vector[] = [];

  constructor(
    private readonly shape: Shape,
    blockLength: number,
  ) {
    this.layers = Array.from({ length: shape.layers }, (_, l) => new Layer(shape, l === 0));
    this.head = new Head(shape, this.layers);
    this.hashBits = hashBits(shape, blockLength);
    const random = new InitialWeights(shape.seed);
    for (const layer of this.layers) layer.initialise(random);
  }

  /** The parameters by their names in a network file, there to be written. A vector is a matrix of one row. */
  get parameters(): Map<string, Matrix> {
    return new Map([
      ...this.layers.flatMap((layer, l) =>
        layer.parameters.map(([name, matrix]) => [`layer${l}.${name}`, matrix] as const),
      ),
      ...this.head.parameters,
    ]);
  }

  /** Probabilities of the next symbol, lane by lane. */
  predict(): Vector[] {
    this.probabilities = [];
    for (let lane = 0; lane < this.shape.lanes; lane++) {
      const past = (n: number) => this.history.at(-n)?.[lane] ?? 0;
      const rows = chooseRows(past, this.shape.ngrams, this.hashBits);
      let input: Vector | null = null;
      const states = this.layers.map((layer) => {
        input = layer.forward(rows, input);
        return input;
      });
      this.probabilities.push(this.head.predict(states));
    }
    return this.probabilities;
  }

  /** Learns the symbols of all lanes; from `present` on the lanes have ended, and repeat their last symbol. */
  learn(symbols: readonly number[], present: number): void {
    const { shape, head } = this;
    const steps = this.history.push([...symbols]);
    this.probabilities.forEach((p, lane) => {
      head.observe(p, lane < present ? symbols[lane] : undefined);
    });
    const { headRate, headFloor, lag } = shape;
    const headSchedule = { ...shape, rate: headRate, floor: headFloor };
    const isEnd = steps % shape.horizon === 0;
    if (lag === 0 && (isEnd || head.steps === shape.headEvery))
      head.learn(ratesAt(headSchedule, steps - 1, steps));
    if (!isEnd) return;
    const learned = steps - lag * shape.horizon;
    const segments = learned / shape.horizon;
    if (segments > 0) {
      if (lag > 0) head.learn(ratesAt(headSchedule, learned, segments));
      for (let l = this.layers.length - 1; l >= 0; l--)
        this.layers[l]?.backward(this.layers[l - 1] ?? null, ratesAt(shape, learned, segments));
    }
    head.begin();
    for (const layer of this.layers) layer.begin();
  }
}
