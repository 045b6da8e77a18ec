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
import { Cell } from './cell';
import { Dense } from './dense';
import { Head } from './head';
import { Shape } from './shape';
import { Rates } from './update';

const NOT_BEGUN = -1;
const NONE = -1;

/**
 * Learning one segment late (`lag`): while the network predicts a segment, the one before is walked back and makes new
 * weights beside those in use, which take their place when both are done. One instance does it all, or two share it:
 * the walk back has an order, and one of them does it; updates of matrices are units of one panel each, which either
 * does. What the prediction reads and has no second copy (biases, gains, embeddings) learns in late units, after the
 * last prediction of the segment. Each result depends on one unit alone, so it does not matter who does which.
 */
export class Trainer {
  private readonly matrices: Dense[] = [];
  /** Units up to and with each part of the walk: head, then layers from the last to the first. */
  private readonly panels: i32[] = [];
  private readonly total: i32;
  /** Stages of the walk: the head and the layers. */
  private readonly stages: i32;
  /** What is under way: the stage of the walk, the unit, and how far that is. */
  private stage: i32 = NOT_BEGUN;
  private unit: i32 = NONE;
  private at: i32 = 0;
  private finishing: bool = false;

  constructor(
    private readonly shape: Shape,
    private readonly layers: Cell[],
    private readonly head: Head,
  ) {
    this.stages = 1 + layers.length;
    let count = 0;
    for (let l = 0; l < layers.length; l++) count += this.list(head.matrices[l]);
    this.panels.push(count);
    for (let l = layers.length - 1; l >= 0; l--) {
      count += this.list(layers[l].recurrent);
      if (layers[l].fromBelow) count += this.list(layers[l].fromBelow!);
      this.panels.push(count);
    }
    // The head's bias, the gains and biases of each layer, the embeddings.
    this.total = count + 1 + layers.length + layers[0].embeddings.length;
  }

  private list(matrix: Dense): i32 {
    this.matrices.push(matrix);
    return matrix.panels;
  }

  /** Posts the job. */
  begin(job: i32): void {
    post(job);
  }

  /**
   * After the last prediction that uses the weights of before: does what is left of the job. False while there is more
   * to do.
   */
  finish(job: i32, rates: Rates, headRates: Rates): bool {
    if (!this.finishing) release(job);
    this.finishing = true;
    if (!this.help(job, rates, headRates)) return false;
    awaitDone(this.total);
    this.finishing = false;
    return true;
  }

  /** Does what there is to do for the job until nothing is left to take. False while there is more to do. */
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

  /** Takes a unit, unless one is under way; false when there is none left, or when the block is over. */
  private takeUnit(job: i32): bool {
    if (this.unit != NONE) return true;
    const unit = takeUnit(job, this.total);
    if (unit < 0 || !awaitReady(unit)) return false;
    if (unit >= this.first(this.stages) && !awaitRelease(job)) return false;
    this.unit = unit;
    this.at = 0;
    return true;
  }

  /** Goes on with the walk back; false while there is more to do. */
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

  /** The first unit of a stage of the walk. */
  private first(stage: i32): i32 {
    return stage > 0 ? this.panels[stage - 1] : 0;
  }

  /** A piece of the unit that was taken; true when it was the last. */
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

  private updateLate(unit: i32, rates: Rates): bool {
    const layers = this.layers;
    const rows = this.shape.horizon * this.shape.lanes;
    if (unit == 0) this.head.learnBias(rows);
    else if (unit <= layers.length) layers[unit - 1].learnGates(rates);
    else {
      const embedding = unit - layers.length - 1;
      this.at = layers[0].learnEmbedding(embedding, this.shape.horizon, this.at);
      return this.at == rows;
    }
    return true;
  }
}
