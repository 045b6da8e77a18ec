import { allocate, floats } from '../memory/arena';
import { log4 } from '../numeric/elementary';
import { padded } from '../numeric/panel';
import { softmax } from '../numeric/softmax';
import { addVector } from '../numeric/vector';
import { ABSENT, History } from './history';
import { Layer } from './layer';
import { Matrix } from './matrix';
import { Parameter } from './parameter';
import { SecondOrder } from './second-order';
import { Shape } from './shape';
import { Bias } from './vectors';

/** 1 / ln 2: bits of a nat. */
// biome-ignore lint/suspicious/noApproximativeNumericConstant: Math is not to be used here.
const BITS: f32 = 1.44269504;

/**
 * The output layer: a softmax over the symbols; its inputs are the outputs of all layers, and the products of the
 * second-order unit. Costs are -log2 of the probability of the symbol that occurs.
 */
export class Output {
  readonly matrices: Matrix[] = [];
  readonly bias!: Bias;
  readonly secondOrder: SecondOrder | null;
  private readonly V: i32;
  private readonly B: i32;
  readonly N: i32;
  readonly rowBytes: usize;
  /** Probabilities [step][row][N]; observe makes them the gradients p - [symbol] of the cost in nats by the logits. */
  private p: usize = 0;
  /** Of each row of the batch: its cost in bits, f64, and its symbols, i32. */
  private costs: usize = 0;
  private counts: usize = 0;

  constructor(
    private readonly shape: Shape,
    private readonly layers: Layer[],
    private readonly history: History,
  ) {
    const V = shape.symbols;
    this.V = V;
    this.B = shape.rows;
    this.N = padded(V);
    this.rowBytes = (<usize>this.N) << 2;
    for (let l = 0; l < layers.length; l++) this.matrices.push(new Matrix(shape, shape.width, V));
    this.bias = new Bias(shape, this.N);
    this.secondOrder = shape.secondOrder > 0 ? new SecondOrder(shape, history) : null;
  }

  /** Appends the parameters. */
  list(parameters: Parameter[]): void {
    for (let l = 0; l < this.matrices.length; l++) parameters.push(this.matrices[l]);
    parameters.push(this.bias);
    if (this.secondOrder) this.secondOrder!.list(parameters);
  }

  /** Reserves what lives for a batch only. */
  reserve(): void {
    this.p = floats(i64(this.shape.length) * this.B * this.N);
    this.costs = allocate(<usize>this.B * 8);
    this.counts = allocate(<usize>this.B * 4);
    this.bias.connect(this.p);
    for (let l = 0; l < this.layers.length; l++) {
      const layer = this.layers[l];
      this.matrices[l].connect(layer.output, layer.cell.unitBytes, this.p, this.rowBytes);
    }
  }

  /** Address of the probabilities of step t. */
  probabilities(t: i32): usize {
    return this.p + <usize>(t * this.B) * this.rowBytes;
  }

  /** Computes the probabilities of step t, for `count` rows from `first` on. False when a logit is not finite. */
  forward(t: i32, first: i32, count: i32): bool {
    const r = <usize>(t * this.B + first);
    const p = this.p + r * this.rowBytes;
    memory.fill(p, 0, <usize>count * this.rowBytes);
    for (let l = 0; l < this.layers.length; l++) {
      const layer = this.layers[l];
      this.matrices[l].forward(p, layer.output + r * layer.cell.unitBytes, count);
    }
    if (this.secondOrder) this.secondOrder!.forward(p, this.rowBytes, t, first, count);
    let finite = true;
    for (let b = 0, row = p; b < count; b++, row += this.rowBytes) {
      addVector(row, this.bias.values, this.N);
      const sum = softmax(row, this.V);
      finite = finite && sum >= 1 && sum <= 256;
    }
    return finite;
  }

  /** Takes the symbols of `steps` steps: adds up costs, and makes the probabilities gradients. */
  observe(steps: i32, first: i32, count: i32): void {
    for (let b = first; b < first + count; b++) {
      let cost: f64 = 0;
      let symbols = 0;
      for (let t = 0; t < steps; t++) {
        const row = this.p + <usize>(t * this.B + b) * this.rowBytes;
        const symbol = this.history.target(t, b);
        if (symbol == ABSENT) memory.fill(row, 0, this.rowBytes);
        else {
          const p = row + ((<usize>symbol) << 2);
          const probability = load<f32>(p);
          cost -= f64(BITS * f32x4.extract_lane(log4(f32x4.splat(probability)), 0));
          store<f32>(p, probability - 1);
          symbols++;
        }
      }
      store<f64>(this.costs + ((<usize>b) << 3), cost);
      store<i32>(this.counts + ((<usize>b) << 2), symbols);
    }
    if (this.secondOrder) this.secondOrder!.observe(steps, first, count);
  }

  /** The cost of the batch in bits. */
  get cost(): f64 {
    let sum: f64 = 0;
    for (let b = 0; b < this.B; b++) sum += load<f64>(this.costs + ((<usize>b) << 3));
    return sum;
  }

  /** The symbols of the batch. */
  get symbols(): i32 {
    let sum = 0;
    for (let b = 0; b < this.B; b++) sum += load<i32>(this.counts + ((<usize>b) << 2));
    return sum;
  }

  /** After observe: adds the gradients by the layers' outputs to dh of their cells. */
  backward(steps: i32, first: i32, count: i32): void {
    for (let t = 0; t < steps; t++) {
      const r = <usize>(t * this.B + first);
      const d = this.p + r * this.rowBytes;
      for (let l = 0; l < this.layers.length; l++) {
        const cell = this.layers[l].cell;
        this.matrices[l].backward(cell.dh + r * cell.unitBytes, d, count);
      }
      if (this.secondOrder) this.secondOrder!.backward(d, this.rowBytes, t, first, count);
    }
  }
}
