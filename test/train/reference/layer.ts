/** NUMERICS.md, section 25: a layer over a batch, in the order of rows r = t B + b. */
import type { TrainerSettings } from '#dist/train/options.js';
import { addScaled, f, map, type Vector, zeros } from '../../reference/float32.js';
import type { GateShape } from '../../reference/gate.js';
import { addOuter, multiply, multiplyTransposed, zeroMatrix } from '../../reference/matrix.js';
import { Gru, Lstm, Rnn, type Step, type Unit } from '../../reference/units.js';
import { mask } from './masks.js';
import { Parameter } from './parameter.js';
import { Rwa } from './rwa.js';

const UNITS = { rnn: Rnn, gru: Gru, lstm: Lstm, rwa: Rwa, feature: Rnn } as const;

/** What a row of the batch leaves for back-propagation. */
interface Row {
  readonly step: Step;
  readonly output: Vector;
  readonly input: Vector | null;
  readonly chosen: readonly number[];
  readonly zoned: Vector | null;
  readonly dropped: Vector | null;
  /** Gradients by the output, by z and by q. */
  readonly dh: Vector;
  dz: Vector;
  dq: Vector;
}

export class Layer {
  readonly recurrent: Parameter | null;
  readonly below: Parameter | null;
  readonly embedding: Parameter | null;
  /** Gains and biases. */
  readonly gates: Parameter[];
  /** A cell for each row of the batch: it adds up the gradients of its gates. */
  private readonly units: Unit[];
  private readonly delay: number;
  /** For each row of the batch `delay` states before the batch, then those after its steps. */
  private readonly states: Step['past'][][];
  rows: Row[] = [];

  constructor(
    private readonly options: TrainerSettings,
    private readonly index: number,
    shape: GateShape,
  ) {
    const { cell, rows, width, window, symbols, dilation } = options;
    const Cell = UNITS[cell as keyof typeof UNITS];
    this.units = Array.from({ length: rows }, () => new Cell(shape));
    const N = this.cell.gates.length * width;
    const recurrent = cell === 'rwa' ? 2 * width : N;
    this.recurrent = cell === 'feature' ? null : new Parameter(width, recurrent, 'matrix', options);
    this.below = index > 0 ? new Parameter(width, N, 'matrix', options) : null;
    this.embedding = index > 0 ? null : new Parameter(window * symbols, N, 'matrix', options);
    this.gates = this.cell.gates.map(() => new Parameter(2, width, 'vector', options));
    this.delay = dilation ** index;
    this.states = this.units.map(() =>
      Array.from({ length: this.delay }, () => ({ h: zeros(width), c: zeros(3 * width) })),
    );
    this.readGates();
  }

  private get cell(): Unit {
    return this.units[0] as Unit;
  }

  get parameters(): Parameter[] {
    const matrices = [this.recurrent, this.below, this.embedding];
    return [...matrices.filter((matrix) => matrix !== null), ...this.gates];
  }

  /** Takes the gates' initial values from a cell. */
  private readGates(): void {
    this.cell.gates.forEach(({ gain, bias }, i) => {
      const [gains, biases] = (this.gates[i] as Parameter).weights;
      gains?.set(gain.values);
      biases?.set(bias.values);
    });
  }

  /** Gives the cells the gates' values. */
  private writeGates(): void {
    for (const unit of this.units)
      unit.gates.forEach(({ gain, bias }, i) => {
        const [gains, biases] = (this.gates[i] as Parameter).values as [Vector, Vector];
        gain.values.set(gains);
        bias.values.set(biases);
      });
  }

  /** Begins a batch. */
  begin(): void {
    this.rows = [];
    this.writeGates();
    for (const states of this.states) states.splice(0, states.length - this.delay);
  }

  /** The output of step t of row b. `updates` is null outside training. */
  forward(
    t: number,
    b: number,
    input: Vector | null,
    chosen: number[],
    updates: number | null,
  ): Vector {
    const { options, index } = this;
    const { width, zoneout, dropout, seed } = options;
    const states = this.states[b] as Step['past'][];
    const past = states[t] as Step['past'];
    const unit = this.units[b] as Unit;
    const z = zeros(unit.gates.length * width);
    for (const row of this.embedding ? chosen : [])
      addScaled(z, 1, this.embedding?.values[row] as Vector);
    const q = unit.apart ? zeros(this.recurrent?.weights[0]?.length ?? 0) : z;
    if (this.recurrent) multiply(q, past.h, this.recurrent.values);
    if (this.below && input) multiply(z, input, this.below.values);
    const lstm = options.cell === 'lstm' ? { ...past, c: past.c.subarray(0, width) } : past;
    const step = unit.forward(z, q, lstm);
    const draw = (purpose: number, keep: number, kept: number) =>
      mask(width, f(keep), kept, [seed, updates ?? 0, 2 * index + purpose, this.rows.length]);
    let { h } = step;
    let zoned: Vector | null = null;
    if (zoneout < 1) {
      zoned = updates === null ? zeros(width).fill(f(zoneout)) : draw(0, zoneout, 1);
      h = map((old, m, x) => old + f(m * f(x - old)), past.h, zoned, h);
    }
    states.push({ h, c: step.c });
    const dropped = dropout < 1 && updates !== null ? draw(1, dropout, f(1 / f(dropout))) : null;
    const output = dropped ? map((x, m) => x * m, h, dropped) : h;
    const dh = zeros(width);
    this.rows.push({ step, output, input, chosen, zoned, dropped, dh, dz: dh, dq: dh });
    return output;
  }

  /** Back-propagates to the layer below, and computes the gradients. */
  backward(lower: Layer | null): void {
    const { rows: B, width } = this.options;
    const e = this.units.map(() =>
      Array.from({ length: this.delay }, () => ({ dh: zeros(width), dc: zeros(3 * width) })),
    );
    for (const unit of this.units)
      for (const { gain, bias } of unit.gates) for (const x of [gain, bias]) x.gradients.fill(0);
    for (let r = this.rows.length - 1; r >= 0; r--) {
      const [t, b] = [Math.floor(r / B), r % B];
      const row = this.rows[r] as Row;
      const slots = e[b] as { dh: Vector; dc: Vector }[];
      const next = slots[t % this.delay] as { dh: Vector; dc: Vector };
      const dh = row.dropped ? map((x, m) => x * m, row.dh, row.dropped) : row.dh;
      const all = map((x, y) => x + y, dh, next.dh);
      const kept = row.zoned ? map((x, m) => x * m, all, row.zoned) : all;
      const dc = next.dc.subarray(0, row.step.c.length);
      const back = (this.units[b] as Unit).backward(row.step, kept, dc);
      const past = row.zoned ? map((x, y, own) => own + f(x - y), all, kept, back.dh) : back.dh;
      if (this.recurrent && t >= this.delay)
        multiplyTransposed(past, back.dq, this.recurrent.values);
      slots[t % this.delay] = { dh: past, dc: back.dc };
      row.dz = back.dz;
      row.dq = back.dq;
      if (this.below && lower)
        multiplyTransposed((lower.rows[r] as Row).dh, back.dz, this.below.values);
    }
    this.collect();
  }

  /** The gradients of the parameters, row by row. */
  private collect(): void {
    const { rows } = this;
    const dz = rows.map((row) => row.dz);
    const sum = (parameter: Parameter, x: Vector[], dy: Vector[]) => {
      parameter.gradient = zeroMatrix(parameter.weights.length, dy[0]?.length ?? 0);
      addOuter(parameter.gradient, x, dy);
    };
    const past = rows.map(({ step }) => step.past.h);
    if (this.recurrent)
      sum(
        this.recurrent,
        past,
        rows.map((row) => row.dq),
      );
    if (this.below)
      sum(
        this.below,
        rows.map(({ input }) => input as Vector),
        dz,
      );
    if (this.embedding) {
      const gradient = zeroMatrix(this.embedding.weights.length, dz[0]?.length ?? 0);
      for (const row of rows)
        for (const place of row.chosen) addScaled(gradient[place] as Vector, 1, row.dz);
      this.embedding.gradient = gradient;
    }
    this.gates.forEach((parameter, i) => {
      const own = this.units.map((unit) => unit.gates[i]);
      parameter.gradient = (['gain', 'bias'] as const).map((part) => {
        const total = zeros(this.options.width);
        for (const gate of own) addScaled(total, 1, gate?.[part].gradients as Vector);
        return total;
      });
    });
  }

  /** factored: moves the means of the matrices. */
  observe(gain: number): void {
    const { rows } = this;
    const dz = rows.map((row) => row.dz);
    this.recurrent?.observe(
      rows.map((row) => row.dq),
      rows.map(({ step }) => step.past.h),
      gain,
    );
    this.below?.observe(
      dz,
      rows.map(({ input }) => input as Vector),
      gain,
    );
    if (!this.embedding) return;
    this.embedding.observe(dz, null, gain);
    const means = this.embedding.inputs;
    means.forEach((mean, i) => {
      means[i] = mean * f(1 - gain);
    });
    const one = f(gain / rows.length);
    for (const { chosen } of rows) addOnes(means, chosen, one);
  }
}

function addOnes(means: Vector, places: readonly number[], one: number): void {
  for (const place of places) means[place] = (means[place] as number) + one;
}
