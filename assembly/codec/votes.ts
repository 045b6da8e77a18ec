import { bitCost, bitOdds } from '../coder/cost';
import { allocate, floats } from '../memory/arena';
import { MAX_MIXERS } from '../mix/mixer';
import { addScaled } from '../mix/weights';
import { FAMILY } from '../spec.generated';
import { Predictor } from './predictor';
import { Trace } from './trace';

/** Below these odds the share of a bit is that of its limit, 1 / (2 ln 2). */
const FEW: f32 = 0.001;
const SHARE_OF_FEW: f32 = 0.7213475204444817;

/**
 * Shares what the prediction of a bit saved among the families of experts. Stretched predictions add up: an input times
 * its weight, over all mixers, is what the input adds to the log odds of the bit. What they save, 1 bit minus its cost, is
 * shared in these proportions. (It is the integral of the saving along the straight line from even odds to the odds of
 * the coder, Aumann and Shapley 1974.) What APMs, the mixers' bias and the coder's bounds add is a family of its own.
 */
export class Votes {
  /** The family of each input (u8). */
  private readonly families: usize;
  /** For each input its weight in the final prediction. */
  private readonly weights: usize;
  /** For each mixer of the first layer its weight in the final prediction. */
  private readonly scales: usize = floats(MAX_MIXERS);
  /** For each family what its inputs add to the log odds of a 1. */
  private readonly sums: usize = floats(FAMILY.COUNT);

  constructor(
    private readonly predictor: Predictor,
    private readonly trace: Trace,
  ) {
    this.families = allocate(predictor.experts.n);
    this.weights = floats(predictor.experts.n);
  }

  initialise(): void {
    this.predictor.experts.writeFamilies(this.families);
  }

  /** Adds the shares of a bit that was coded with P(1) = p1. Call between predict and update. */
  take(bit: bool, p1: u32): void {
    this.sumInputs();
    const odds = bitOdds(bit, p1);
    const saved = <f32>1 - bitCost(bit, p1);
    const share = abs<f32>(odds) < FEW ? SHARE_OF_FEW : saved / odds;
    const signed = bit ? share : -share;
    let rest = saved;
    for (let family = 0; family < FAMILY.COUNT; family++) {
      if (family == FAMILY.APM) continue;
      const own = signed * load<f32>(this.sums + ((<usize>family) << 2));
      this.trace.vote(family, own);
      rest -= own;
    }
    this.trace.vote(FAMILY.APM, rest);
  }

  /** The sum of each family's inputs, times their weights in the final prediction. */
  private sumInputs(): void {
    const predictor = this.predictor;
    const n = predictor.experts.n;
    const mixers = predictor.mixers;
    this.setScales();
    memory.fill(this.weights, 0, (<usize>n) << 2);
    for (let i = 0; i < mixers.count; i++) {
      const scale =
        load<f32>(this.scales + ((<usize>i) << 2)) * mixers.kept(i, predictor.experts.x);
      addScaled(this.weights, mixers.row(i), scale, (<usize>n) << 2);
    }
    memory.fill(this.sums, 0, 4 * FAMILY.COUNT);
    for (let i: usize = 0; i < <usize>n; i++) {
      const sum = this.sums + ((<usize>load<u8>(this.families + i)) << 2);
      const input = load<f32>(predictor.experts.x + (i << 2)) * load<f32>(this.weights + (i << 2));
      store<f32>(sum, load<f32>(sum) + input);
    }
  }

  private setScales(): void {
    const predictor = this.predictor;
    const scales = this.scales;
    const count = (predictor.mixers.count + 7) & ~7;
    memory.fill(scales, 0, (<usize>count) << 2);
    if (!predictor.hasFinal) {
      store<f32>(scales, 1);
      return;
    }
    const finals = predictor.finalMixers;
    for (let k = 0; k < finals.count; k++) {
      const scale = finals.kept(k, predictor.mixers.stretched) / f32(finals.count);
      addScaled(scales, finals.row(k), scale, (<usize>count) << 2);
    }
  }
}
