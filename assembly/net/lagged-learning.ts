import {
  awaitDone,
  awaitReady,
  awaitRelease,
  makeReady,
  post,
  release,
  takeBackpropagation,
  takeUnit,
  unitDone,
} from '../threads/jobs';
import { exhausted } from '../work/budget';
import { Dense } from './dense';
import { Head } from './head';
import { Layer } from './layer';
import { Shape } from './shape';
import { Rates } from './update';

const NOT_BEGUN = -1;
const NONE = -1;

/**
 * Learning one segment late (`lag`). While the network predicts a segment, it learns from the one before and
 * writes new weights to a second copy; the copies are exchanged when both are done. A job (threads/jobs.ts) is the
 * learning from one segment: back-propagation, done by one thread in order, then units that either thread takes. A unit
 * updates one panel of a matrix. Biases, gains and embeddings have one copy, which the prediction reads, so their units
 * are late: they are done after the last prediction of the segment. No two units write the same number, so the result
 * does not depend on which thread does which.
 */
export class LaggedLearning {
  /** Matrices in the order of their units. */
  private readonly matrices: Dense[] = [];
  /** Units that are ready after each stage: head, then layers from the last to the first. */
  private readonly panels: i32[] = [];
  /** Units of a job. */
  private readonly total: i32;
  /** Stages of the back-propagation: the head and the layers. */
  private readonly stages: i32;
  /** Progress: the stage, the unit that was taken, and the position within it. */
  private stage: i32 = NOT_BEGUN;
  private unit: i32 = NONE;
  private at: i32 = 0;
  private finishing: bool = false;

  constructor(
    private readonly shape: Shape,
    private readonly layers: Layer[],
    private readonly head: Head,
  ) {
    this.stages = 1 + layers.length;
    let count = 0;
    for (let l = 0; l < layers.length; l++) count += this.addMatrix(head.matrices[l]);
    this.panels.push(count);
    for (let l = layers.length - 1; l >= 0; l--) {
      count += this.addMatrix(layers[l].recurrent);
      if (layers[l].fromBelow) count += this.addMatrix(layers[l].fromBelow!);
      this.panels.push(count);
    }
    // Late units: the head's bias, the gains and biases of each layer, the embeddings.
    this.total = count + 1 + layers.length + layers[0].embeddings.length;
  }

  /** Appends a matrix; returns its units. */
  private addMatrix(matrix: Dense): i32 {
    this.matrices.push(matrix);
    return matrix.panels;
  }

  /** Posts the job. */
  begin(job: i32): void {
    post(job);
  }

  /** After the segment's last prediction: does the rest of the job. False while there is more to do. */
  finish(job: i32, rates: Rates, headRates: Rates): bool {
    if (!this.finishing) release(job);
    this.finishing = true;
    if (!this.help(job, rates, headRates)) return false;
    awaitDone(this.total);
    this.finishing = false;
    return true;
  }

  /** Does the job's back-propagation and units, as long as there are any to take. False when the work budget ended first. */
  help(job: i32, rates: Rates, headRates: Rates): bool {
    if (this.stage == NOT_BEGUN) this.stage = takeBackpropagation(job) ? 0 : this.stages;
    if (this.stage < this.stages && !this.backpropagate(rates, headRates)) return false;
    while (this.takeUnit(job)) {
      if (this.work(rates)) {
        unitDone(this.total);
        this.unit = NONE;
      }
      if (exhausted()) return false;
    }
    this.stage = NOT_BEGUN;
    return true;
  }

  /** Takes a unit, unless one is in progress. False when none is left, or when the block was closed. */
  private takeUnit(job: i32): bool {
    if (this.unit != NONE) return true;
    const unit = takeUnit(job, this.total);
    if (unit < 0 || !awaitReady(unit)) return false;
    if (unit >= this.first(this.stages) && !awaitRelease(job)) return false;
    this.unit = unit;
    this.at = 0;
    return true;
  }

  /** Does a piece of the back-propagation. False while there is more to do. */
  private backpropagate(rates: Rates, headRates: Rates): bool {
    const layers = this.layers;
    const steps = this.shape.horizon;
    while (this.stage < this.stages) {
      const l = layers.length - this.stage;
      const done =
        this.stage == 0
          ? this.head.backpropagate(0, steps, headRates)
          : layers[l].learn(steps, l > 0 ? layers[l - 1] : null, rates);
      if (!done) return false;
      makeReady(this.panels[this.stage++]);
      if (this.stage == this.stages) makeReady(this.total);
    }
    return true;
  }

  /** The first unit of a stage. */
  private first(stage: i32): i32 {
    return stage > 0 ? this.panels[stage - 1] : 0;
  }

  /** Does a piece of the unit that was taken; true when the unit is done. */
  private work(rates: Rates): bool {
    const late = this.unit - this.first(this.stages);
    if (late >= 0) return this.updateLate(late, rates);
    let m = 0;
    let panel = this.unit;
    for (; panel >= this.matrices[m].panels; m++) panel -= this.matrices[m].panels;
    const matrix = this.matrices[m];
    const start = panel * matrix.K;
    const end = start + matrix.K;
    this.at = matrix.update(start + this.at, end) - start;
    return this.at == matrix.K;
  }

  /** The same for late unit `unit`, counted from 0. */
  private updateLate(unit: i32, rates: Rates): bool {
    const layers = this.layers;
    const rows = this.shape.horizon * this.shape.lanes;
    if (unit == 0) this.head.updateBias(rows);
    else if (unit <= layers.length) layers[unit - 1].updateGates(rates);
    else {
      const embedding = unit - layers.length - 1;
      this.at = layers[0].updateEmbedding(embedding, this.shape.horizon, this.at);
      return this.at == rows;
    }
    return true;
  }
}
