import { makeBitHistories } from '../context/bit-history';
import { History } from '../context/history';
import { makeStretchTable } from '../context/stretch-table';
import { Experts } from '../experts/experts';
import { NetworkExpert } from '../experts/network-expert';
import { MixerLayer } from '../mix/mixer';
import { Network } from '../net/network';
import { ApmStage } from '../select/apm-stage';
import { Selection, Selectors } from '../select/selectors';
import { MixSpec, SELECT } from '../spec.generated';
import { Plan } from './plan';

/** Units of work (work/budget.ts) of a byte in the smallest mix, of each context, and of each weight. */
const BYTE = 10000;
const CONTEXT = 1500;
const WEIGHT = 16;

/** Selectors of a layer for which the spec names none: the bits so far. */
const DEFAULT_SELECTORS: u32 = 1 << SELECT.PARTIAL;

/** P(next bit = 1) where nothing is mixed. */
const EVEN: u32 = 1 << 23;

/**
 * While priming, a weight row's update count is capped at this, so its learning rate is still high when the block begins
 * (-0.1 to -0.6 %).
 */
const PRIMING_AGE: f32 = 250;

/** Initial weights of the first layer, times the number of inputs: about a mean of the predictions. */
const FIRST_WEIGHTS: f32 = 2.4;

/** The final mixers' learning rates, relative to the first layer's: their inputs are few and good. */
const FINAL_RATE: f32 = 0.4;

/**
 * Predicts a block bit by bit: experts predict, a layer of mixers mixes their predictions, final mixers mix those of the
 * layer, APMs refine the mean of these. A single mixer has no final ones: +14 % speed at level 1, +0.1 % size.
 *
 * Before each byte `prepare` until it is true; then predict and update for each of its bits, or skip for the byte. A network
 * has more to compute at a byte boundary than one call of the module may take: that is why prepare is not a part of update.
 */
export class Predictor {
  readonly experts: Experts;
  /** The recurrent network, where the spec has one. */
  readonly network: Network | null;
  private readonly mix: MixSpec;
  readonly mixers: MixerLayer;
  private readonly selectors: Selectors;
  private readonly selection: Selection;
  /** Whether there are several mixers, and so final ones. */
  readonly hasFinal: bool;
  readonly finalMixers: MixerLayer;
  private readonly finalSelection: Selection;
  private readonly apms: ApmStage;
  /** How far initialise is. */
  private stage: i32 = 0;
  /** Whether this byte's bits are mixed: false for the dictionary's bytes that only the experts learn from. */
  private mixing: bool = false;
  /** The last bit of the byte before, with which mixers and APMs have yet to be updated. */
  private lastBit: i32 = 0;
  /** Where the update counts of weight rows stop. */
  private maxAge: f32 = Infinity;

  constructor(
    private readonly plan: Plan,
    private readonly history: History,
  ) {
    const mix = plan.mix;
    const network = plan.shape.present ? new Network(plan.shape) : null;
    const select = mix.select != 0 ? mix.select : DEFAULT_SELECTORS;
    const hasFinal = popcnt(select) > 1;
    const finalSelect = mix.finalSelect != 0 ? mix.finalSelect : DEFAULT_SELECTORS;
    const experts = new Experts(
      history,
      mix,
      network ? new NetworkExpert(history, network, plan.alphabet) : null,
      plan.shape.length,
    );
    const selectors = new Selectors(experts);
    const mixers = new MixerLayer(experts.n, FIRST_WEIGHTS / f32(experts.n));
    const selection = new Selection(selectors, select, mixers);
    const finalMixers = new MixerLayer((mixers.count + 7) & ~7, f32(1) / f32(mixers.count));
    this.network = network;
    this.mix = mix;
    this.experts = experts;
    this.mixers = mixers;
    this.selectors = selectors;
    this.selection = selection;
    this.hasFinal = hasFinal;
    this.finalMixers = finalMixers;
    this.finalSelection = new Selection(selectors, hasFinal ? finalSelect : 0, finalMixers);
    this.apms = new ApmStage(experts, mix.apm);
  }

  /** Units of work that a byte takes beside the network, roughly (work/budget.ts). */
  get mixUnits(): f64 {
    const weights = this.experts.n * this.mixers.count;
    return BYTE + CONTEXT * f64(this.experts.contexts.size) + WEIGHT * f64(weights);
  }

  /** Sets tables and initial weights: a piece of them. False while there is more to do. */
  initialise(): bool {
    switch (this.stage) {
      case 0:
        makeStretchTable();
        makeBitHistories();
        this.history.initialise();
        break;
      case 1:
        if (!this.mixers.initialise()) return false;
        break;
      case 2:
        if (!this.finalMixers.initialise()) return false;
        break;
      case 3:
        if (!this.apms.initialise()) return false;
        break;
      default:
        return this.experts.initialise();
    }
    this.stage++;
    return false;
  }

  /** Makes the experts ready for the next byte: a piece of the work. False while there is more to do. */
  prepare(): bool {
    return this.experts.prepare();
  }

  // [path 5]
  /** P(next bit = 1) for the coder. */
  predict(): u32 {
    if (this.history.bits == 0) this.beginByte();
    this.experts.predict();
    if (!this.mixing) return EVEN;
    this.selectors.update();
    this.selection.select();
    this.mixers.predict(this.experts.x);
    if (!this.hasFinal) return this.apms.refine(this.mixers.mean, this.mixers.probability);
    this.finalSelection.select();
    this.finalMixers.predict(this.mixers.stretched);
    return this.apms.refine(this.finalMixers.mean, this.finalMixers.probability);
  }

  // [path 7]
  /**
   * Takes the bit. The experts are updated first: what they and the APMs prefetch arrives while the mixers are updated
   * (+10 % speed at level 1). After the last bit of a byte the mixers wait for the next byte, which prefetches most.
   */
  update(bit: i32): void {
    this.experts.update(bit);
    if (this.history.bits == 0) this.lastBit = bit;
    else if (this.mixing) this.updateMix(bit);
  }

  /** Takes a byte whose bits were not predicted: contexts, mixers and APMs are not updated. */
  skip(byte: u32): void {
    this.experts.skip(byte);
  }

  private beginByte(): void {
    this.experts.beginByte();
    if (this.mixing) this.updateMix(this.lastBit);
    else this.apms.select();
    const count = this.history.count;
    this.mixing = count >= this.plan.expertsOnly;
    this.maxAge = count < this.plan.dictionaryLength ? PRIMING_AGE : Infinity;
  }

  // @ts-ignore: decorator
  @inline private updateMix(bit: i32): void {
    const rate = this.mix.mixRate;
    const floor = this.mix.mixFloor;
    this.apms.update(bit);
    this.apms.select();
    this.mixers.update(this.experts.x, bit, rate, floor, this.maxAge);
    if (!this.hasFinal) return;
    const inputs = this.mixers.stretched;
    this.finalMixers.update(inputs, bit, rate * FINAL_RATE, floor * FINAL_RATE, this.maxAge);
  }
}
