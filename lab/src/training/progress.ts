/** Where a training run stands, as numbers that JSON carries exactly. */
import * as v from 'valibot';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** A cost and the symbols that had it. */
const SUM = v.object({ cost: v.number(), symbols: count });

const POINT = v.object({
  /** Batches trained. */
  step: count,
  /** Epoch of the last of them, from 1. */
  epoch: count,
  /** Symbols trained; each counts as often as it was trained. */
  symbols: count,
  /** Bits a symbol on the data since the report before, each symbol predicted before it was learned. */
  train: v.number(),
  /** Bits a symbol on the validation sequence, where it was measured. */
  validation: v.exactOptional(v.number()),
  /** Learning rate of the last batch. */
  rate: v.number(),
  /** Seconds of training, without validation. */
  seconds: v.number(),
});

export const PROGRESS = v.object({
  /** Whole epochs done. */
  epoch: count,
  /** Batches done in this one. */
  batch: count,
  step: count,
  symbols: count,
  seconds: v.number(),
  /** Learning rate of this epoch, before `halving`, and that of the last batch. */
  epochRate: v.number(),
  rate: v.number(),
  sinceReport: SUM,
  firstEpoch: SUM,
  /** Lowest bits a symbol of validation so far. */
  best: v.nullable(v.number()),
  curve: v.array(POINT),
});

/** A report of a training run. */
export type CurvePoint = Readonly<v.InferOutput<typeof POINT>>;

/** Changed in place by the training loop. */
export type Progress = v.InferOutput<typeof PROGRESS>;

export function initialProgress(rate: number): Progress {
  return {
    epoch: 0,
    batch: 0,
    step: 0,
    symbols: 0,
    seconds: 0,
    epochRate: rate,
    rate,
    sinceReport: { cost: 0, symbols: 0 },
    firstEpoch: { cost: 0, symbols: 0 },
    best: null,
    curve: [],
  };
}
