import {
  awaitDone,
  awaitReady,
  awaitRelease,
  makeReady,
  post,
  release,
  takeUnit,
  takeWalk,
  unitDone,
} from '../memory/ledger';
import { Cell } from './cell';
import { Dense } from './dense';
import { Head } from './head';
import { Shape } from './shape';
import { Rates } from './update';

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

  constructor(
    private readonly shape: Shape,
    private readonly layers: Cell[],
    private readonly head: Head,
  ) {
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

  /** After the last prediction that uses the weights of before: does what is left of the job. */
  finish(job: i32, rates: Rates, headRates: Rates): void {
    release(job);
    this.help(job, rates, headRates);
    awaitDone(this.total);
  }

  /** Does what there is to do for the job until nothing is left to take. */
  help(job: i32, rates: Rates, headRates: Rates): void {
    if (takeWalk(job)) this.walk(rates, headRates);
    for (;;) {
      const unit = takeUnit(job, this.total);
      if (unit < 0) return;
      awaitReady(unit);
      const last = this.panels[this.panels.length - 1];
      if (unit < last) this.update(unit);
      else {
        if (!awaitRelease(job)) return;
        this.updateLate(unit - last, rates);
      }
      unitDone(this.total);
    }
  }

  private walk(rates: Rates, headRates: Rates): void {
    const layers = this.layers;
    const steps = this.shape.horizon;
    this.head.walk(0, steps, headRates);
    makeReady(this.panels[0]);
    for (let l = layers.length - 1; l >= 0; l--) {
      layers[l].walk(steps, l > 0 ? layers[l - 1] : null, rates);
      makeReady(this.panels[layers.length - l]);
    }
    makeReady(this.total);
  }

  /** A panel of a matrix. */
  private update(unit: i32): void {
    let m = 0;
    for (; unit >= this.matrices[m].panels; m++) unit -= this.matrices[m].panels;
    this.matrices[m].update(unit, 1);
  }

  private updateLate(unit: i32, rates: Rates): void {
    const layers = this.layers;
    const steps = this.shape.horizon;
    if (unit == 0) this.head.learnBias(steps * this.shape.lanes);
    else if (unit <= layers.length) layers[unit - 1].learnGates(rates);
    else layers[0].learnEmbedding(unit - layers.length - 1, steps);
  }
}
