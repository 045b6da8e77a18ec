import { inRange } from '../memory/words';
import { Form } from '../net/form';
import { NORM } from '../spec.generated';
import { CELL, COUNT, MAX, RANGES, TrainingSpec } from './fields.generated';

/** The i32 words by which the host says what to train (src/train/fields.ts). */
const words = memory.data(4 * COUNT.WORDS, 16);

export function configAddress(): usize {
  return words;
}

/**
 * Largest gradient by a pre-activation. It is for explosions alone: what bounds a step is `clip`, the norm of the whole
 * gradient, which must be finite. An LSTM of two layers on random bits reached infinity after two million symbols, in 200
 * steps of back-propagation through a gate whose pre-activations were nearly 0.
 */
const STEEPEST: f32 = 65536;

/** The words at the time of its construction. */
export class Shape extends TrainingSpec {
  constructor() {
    super(words);
  }

  /** False when the words name nothing that could be trained. */
  get valid(): bool {
    if (!inRange(words, RANGES, COUNT.WORDS)) return false;
    let delay: f64 = 1;
    for (let l = 1; l < this.layers; l++) delay *= f64(this.dilation);
    if (this.quantised && this.secondOrder > 0) return false;
    return delay <= MAX.DELAY && (this.secondOrder == 0 || this.symbols == 2);
  }

  /** Layers that exist. */
  get depth(): i32 {
    return this.cell == CELL.NONE ? 0 : this.layers;
  }

  /** Most symbols of the past that are read. */
  get memory(): i32 {
    return max(this.window, this.secondOrder);
  }

  /** Whether the network may read quantised weights. */
  get quantised(): bool {
    return this.weightBits > 0;
  }

  /** Whether updates keep first moments. */
  get momentum(): bool {
    return this.beta1 > 0;
  }

  /** What the arithmetic of layer `layer` depends on. */
  form(layer: i32): Form {
    let delay = 1;
    for (let l = 0; l < layer; l++) delay *= this.dilation;
    const normalised = this.norm == NORM.RMS;
    const zoned = this.zoneout < 1;
    return new Form(this.width, this.length, this.rows, delay, normalised, STEEPEST, true, zoned);
  }
}
