import { ln } from '../coder/cost';
import { floats } from '../memory/arena';
import { softmax } from '../numeric/softmax';
import { FAMILY, MAX } from '../spec.generated';
import { SymbolPredictor } from '../symbols/symbol-predictor';
import { Trace } from './trace';

/**
 * Shares what the prediction of a symbol saved among the families of experts. Their weighted logarithms add up to the
 * logits of the symbols. Along the straight line from even logits to these, an expert adds to the logarithm of the symbol's
 * probability its own logarithm less the mean of its logarithms under the probabilities on the line; the integral of that is
 * its share (Aumann and Shapley 1974), by Simpson's rule. Hidden units and what the rule leaves are the family `apm`.
 */
export class SymbolVotes {
  private readonly middle: usize = floats(MAX.SYMBOLS);
  private readonly mean: usize = floats(MAX.SYMBOLS);

  constructor(
    private readonly predictor: SymbolPredictor,
    private readonly trace: Trace,
    private readonly symbols: i32,
  ) {}

  /** Shares `saved` bits of the symbol that was predicted. Call between predict and update. */
  take(symbol: i32, saved: f32): void {
    this.setMean();
    const mixer = this.predictor.mixer;
    const experts = this.predictor.experts.experts;
    let rest = saved;
    for (let i = 0; i < experts.length; i++) {
      const logs = mixer.logs + ((<usize>i) << 4);
      let gain = load<f32>(logs + ((<usize>symbol) << 2));
      for (let s: usize = 0; s < <usize>this.symbols; s++)
        gain -= load<f32>(this.mean + (s << 2)) * load<f32>(logs + (s << 2));
      const own = (mixer.weight(i) * gain) / ln(2);
      this.trace.vote(experts[i].family, own);
      rest -= own;
    }
    this.trace.vote(FAMILY.APM, rest);
  }

  /** The mean of the probabilities on the line. */
  private setMean(): void {
    const logits = v128.load(this.predictor.mixer.logits);
    v128.store(this.middle, f32x4.mul(logits, f32x4.splat(0.5)));
    v128.store(this.mean, logits);
    softmax(this.middle, this.symbols);
    softmax(this.mean, this.symbols);
    const even = f32x4.splat(1 / f32(this.symbols));
    const sum = f32x4.add(
      f32x4.add(even, v128.load(this.mean)),
      f32x4.mul(f32x4.splat(4), v128.load(this.middle)),
    );
    v128.store(this.mean, f32x4.mul(sum, f32x4.splat(<f32>(1.0 / 6.0))));
  }
}
