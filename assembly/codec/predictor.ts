import { makeBitHistories } from '../context/bit-history';
import { History } from '../context/history';
import { makeTables } from '../context/stretch-table';
import { Experts } from '../experts/experts';
import { NetworkExpert } from '../experts/network-expert';
import { MixerLayer } from '../mix/mixer';
import { Network } from '../net/network';
import { ApmStage, apmReadsText } from '../select/apm-stage';
import { readsLayout, readsText, Selection, Selectors } from '../select/selectors';
import { MixSpec } from '../spec.generated';
import { ByteMatch } from './byte-match';
import { Plan } from './plan';

/** What counts as so many multiply-adds (work/budget.ts): a byte of the smallest mix, and of each context. */
const BYTE = 10000;
const CONTEXT = 1500;

/** Selectors of the final mixers when the spec names none: the bits so far. */
const BITS: u32 = 2;

/** How a byte ended: not yet, by its last bit, foreseen as a whole; before the first byte. */
const NOT = 0;
const BY_BITS = 1;
const BY_LEAP = 2;
const AT_START = 3;

/** P(next bit = 1) where nobody asks. */
const EVEN: u32 = 1 << 23;

/** What is learned first does not make weights older than so many bits: they are to fit what comes (-0.1 to -0.6 %). */
const RIPE: f32 = 250;

/** Learning rate of the first layer's weights at the start, over the number of inputs: they begin as a plain mean. */
const FIRST_WEIGHTS: f32 = 2.4;

/** The final mixers learn slower: their inputs are few and good. */
const FINAL_RATE: f32 = 0.4;

/**
 * Predicts bit by bit: experts speak, a layer of mixers weighs them, final mixers weigh those, maps correct the mean of
 * these. A single mixer needs none to weigh it: +14 % speed at level 1, +0.1 % size. predict, then learn, and again.
 */
export class Predictor {
  readonly experts: Experts;
  private network: NetworkExpert | null = null;
  private readonly mix: MixSpec;
  private readonly mixers: MixerLayer;
  private readonly selectors: Selectors;
  private readonly selection: Selection;
  /** Whether there are several mixers, which final ones weigh. */
  private readonly blends: bool;
  private readonly finals: MixerLayer;
  private readonly finalSelection: Selection;
  private readonly maps: ApmStage;
  /** Foresees whole bytes, where the spec lets it and there is a match to follow. */
  private leap: ByteMatch | null = null;
  /** Whether the next byte is foreseen: then foresee and learnForeseen come before predict and learn. */
  leaps: bool = false;
  /** How far initialise is. */
  private stage: i32 = 0;
  /** How the last byte ended, for settle; and its last bit. */
  private ended: i32 = AT_START;
  private lastBit: i32 = 0;
  /** Whether the byte at hand is skimmed: only the experts learn from it. */
  private skimmed: bool = false;
  /** The age, in bits, that mixers' weights do not exceed. */
  private ripe: f32 = Infinity;

  /** `length` bytes will be seen. */
  constructor(
    private readonly plan: Plan,
    private readonly history: History,
    length: i32,
  ) {
    const mix = plan.mix;
    const network = plan.shape.present ? new NetworkExpert(history, new Network(plan.shape)) : null;
    const select = mix.select != 0 ? mix.select : BITS;
    const blends = popcnt(select) > 1;
    const blend = !blends ? 0 : mix.finalSelect != 0 ? mix.finalSelect : BITS;
    const chosen = select | blend;
    const experts = new Experts(
      history,
      mix,
      network,
      length,
      readsText(chosen) || apmReadsText(mix.apm),
      readsLayout(chosen),
    );
    const selectors = new Selectors(history, experts, chosen);
    const mixers = new MixerLayer(experts.n, FIRST_WEIGHTS / f32(experts.n));
    const selection = new Selection(selectors, select, mixers);
    const finals = new MixerLayer((mixers.count + 7) & ~7, f32(1) / f32(mixers.count));
    this.mix = mix;
    this.network = network;
    this.experts = experts;
    this.mixers = mixers;
    this.selectors = selectors;
    this.selection = selection;
    this.blends = blends;
    this.finals = finals;
    this.finalSelection = new Selection(selectors, blend, finals);
    this.maps = new ApmStage(history, experts, mix.apm);
    const match = experts.match;
    if (mix.byteMatch > 0 && match != null)
      this.leap = new ByteMatch(history, match, mix.byteMatch);
  }

  /** Units of work that a byte takes beside the network, roughly (work/budget.ts). */
  get mixUnits(): f64 {
    const experts = this.experts;
    const weights = experts.n * this.mixers.count;
    // A weight is read and moved at each bit.
    return BYTE + CONTEXT * f64(experts.contexts.size) + 16 * f64(weights);
  }

  /** Units of work that a byte takes in the network. */
  get networkUnits(): f64 {
    return this.network ? this.network!.units : 0;
  }

  /** Sets tables and initial weights: a piece of them. False while there is more to do; then settle is to follow. */
  initialise(): bool {
    switch (this.stage) {
      case 0:
        makeTables();
        makeBitHistories();
        this.history.initialise();
        this.experts.initialise();
        if (this.leap) this.leap!.initialise();
        if (this.network) this.nameBytes(this.network!);
        break;
      case 1:
        if (!this.mixers.initialise()) return false;
        break;
      case 2:
        if (!this.finals.initialise()) return false;
        break;
      case 3:
        if (!this.maps.initialise()) return false;
        break;
      default:
        return this.network ? this.network!.initialiseNetwork() : true;
    }
    this.stage++;
    return false;
  }

  private nameBytes(network: NetworkExpert): void {
    let symbols = 0;
    for (let byte = 0; byte < 256; byte++) {
      if (this.plan.uses(byte)) network.name(byte, symbols++);
    }
  }

  /** True when a state is no longer finite. */
  get diverged(): bool {
    return this.experts.diverged;
  }

  /** A helper thread's share of the work: the network's. */
  assist(): void {
    if (this.network) this.network!.assist();
  }

  // [path 5]
  /** P(next bit = 1) for the coder. */
  predict(): u32 {
    if (this.skimmed) return EVEN;
    this.selectors.choose();
    this.selection.choose();
    this.mixers.mix(this.experts.x);
    if (this.blends) {
      this.finalSelection.choose();
      this.finals.mix(this.mixers.y);
    }
    const last = this.blends ? this.finals : this.mixers;
    return this.maps.refine(last.mean, last.probability);
  }

  /** Learns a bit amid a byte. */
  learn(bit: i32): void {
    // First: while the mixers learn, memory has time to answer what experts and maps ask for (+10 % speed at level 1).
    this.experts.learn(bit);
    if (!this.skimmed) {
      this.maps.learn(bit);
      this.maps.select();
      this.learnToMix(bit, this.ripe);
    }
    this.experts.speak(bit);
  }

  /** Takes the last bit of a byte; settle is to follow. */
  endByte(bit: i32): void {
    this.experts.learn(bit);
    this.lastBit = bit;
    this.ended = BY_BITS;
  }

  /**
   * Learns what is left to learn of the byte that ended and makes ready for the next: first the network, whose work is
   * cut into pieces. False while there is more to do.
   */
  settle(): bool {
    const ended = this.ended;
    if (ended == NOT) return true;
    if (this.network && !this.network!.proceed()) return false;
    this.ended = NOT;
    const skimmed = this.skimmed;
    const ripe = this.ripe;
    this.beginByte();
    if (ended == BY_BITS) {
      const bit = this.lastBit;
      if (!skimmed) this.maps.learn(bit);
      if (!this.skimmed) this.maps.select();
      if (!skimmed) this.learnToMix(bit, ripe);
    } else if (!this.leaps) this.maps.select();
    if (!this.leaps) this.experts.speak(0);
    return true;
  }

  // @ts-ignore: decorator
  @inline private learnToMix(bit: i32, ripe: f32): void {
    const rate = this.mix.mixRate;
    const floor = this.mix.mixFloor;
    this.mixers.learn(this.experts.x, bit, rate, floor, ripe);
    if (this.blends)
      this.finals.learn(this.mixers.y, bit, rate * FINAL_RATE, floor * FINAL_RATE, ripe);
  }

  /** Makes ready for the next byte: for one decision, where it can be foreseen, or for its bits. */
  private beginByte(): void {
    const count = this.history.count;
    this.skimmed = count < this.plan.expertsOnly;
    this.ripe = count < this.plan.dictionaryLength ? RIPE : Infinity;
    this.experts.beginByte();
    this.leaps = !this.skimmed && this.leap != null && this.leap!.ready;
    if (!this.leaps) this.experts.beginContexts();
  }

  /** The byte that is foreseen. */
  get foreseen(): i32 {
    return i32(this.experts.match!.expected & 255);
  }

  /** The byte that does not come, behind a leading 1, where it begins with the bits so far; else 0. Ask after predict. */
  get excluded(): i32 {
    const match = this.experts.match;
    return match != null ? i32(match.excluded) : 0;
  }

  /** P(it comes) for the coder. */
  foresee(): u32 {
    return this.leap!.predict();
  }

  /** Learns whether it came: then the byte is done and settle is to follow, else its bits come next. */
  learnForeseen(hit: bool): void {
    const experts = this.experts;
    this.leap!.learn(hit);
    if (hit) {
      experts.leap(this.foreseen);
      this.ended = BY_LEAP;
      return;
    }
    experts.match!.exclude();
    this.leaps = false;
    experts.beginContexts();
    this.maps.select();
    experts.speak(0);
  }
}
