import { ContextMap, firstInput, INPUTS_PER_CONTEXT } from '../context/context-map';
import { History } from '../context/history';
import { floats } from '../memory/arena';
import { FAMILY, MixSpec, SAMPLES } from '../spec.generated';
import { ContextModels } from './context-models';
import { Expert } from './expert';
import { MatchModel, matchLength } from './match-model';
import { has } from './members';
import { NetworkExpert } from './network-expert';
import { SampleModel } from './sample-model';
import { SharedState } from './shared-state';

/** A match model's table has at most 2^this entries. */
const MATCH_BITS = 22;

/** The experts that a spec names, and the inputs that they write for the mixers. */
export class Experts {
  /** The inputs: `n` floats, a multiple of 8. First the contexts', then the other experts'; the last is the bias, 0.5. */
  readonly x: usize;
  readonly n: i32;
  readonly state: SharedState;
  readonly models: ContextModels;
  readonly contexts!: ContextMap;
  /** The match model of the least length, where the spec has one. */
  match: MatchModel | null = null;
  /** log2 of twice as many entries as bytes will be seen: no table needs more. */
  readonly lengthBits: i32;
  private readonly experts: Expert[] = [];
  /** How many of the experts are initialised, -1 = not even the contexts; how many are prepared for the next byte. */
  private initialised: i32 = -1;
  private prepared: i32 = 0;

  /** `length`: bytes that will be seen. */
  constructor(
    readonly history: History,
    mix: MixSpec,
    network: NetworkExpert | null,
    length: i32,
  ) {
    // Tables for a small file are small: four times as large ones are worth 0.02 to 0.1 %, and 20 % slower.
    const lengthBits = 33 - clz(max(length, 16) - 1);
    this.lengthBits = lengthBits;
    const state = new SharedState(history, mix);
    const models = new ContextModels(state, mix);
    this.state = state;
    this.models = models;
    // The registry of the other experts; their order is part of the format too.
    for (let left = mix.matches; left != 0; left &= left - 1) {
      const match = new MatchModel(history, matchLength(ctz(left)), min(MATCH_BITS, lengthBits));
      if (this.match == null) this.match = match;
      this.experts.push(match);
    }
    if (network) this.experts.push(network);
    if (has(mix.samples, SAMPLES.DIRECT)) this.experts.push(new SampleModel(state));
    // Three slots a line, and two of them a byte and context: room for three to six contexts that never see the same
    // twice, and twice or four times that where there are more. As many lines again: -0.04 to -0.1 %, and 3 % slower.
    const lines = lengthBits + max(0, min(2, 28 - clz(models.size | 1)));
    this.contexts = new ContextMap(history, models.size, min(mix.tables, lines), mix.limit);
    let inputs = this.contexts.size * INPUTS_PER_CONTEXT + 1;
    for (let e = 0; e < this.experts.length; e++) inputs += this.experts[e].inputs;
    this.n = (inputs + 7) & ~7;
    this.x = floats(this.n);
  }

  /** Sets tables and weights: a piece of them. False while there is more to do. */
  initialise(): bool {
    if (this.initialised < 0) {
      this.contexts.initialise();
      store<f32>(this.x + ((<usize>(this.n - 1)) << 2), 0.5);
      this.initialised = 0;
    }
    while (this.initialised < this.experts.length) {
      if (!this.experts[this.initialised].initialise()) return false;
      this.initialised++;
    }
    return true;
  }

  /** Writes the family of each input (u8) to `to`, `n` of them. The bias counts as APM. */
  writeFamilies(to: usize): void {
    memory.fill(to, u8(FAMILY.APM), this.n);
    for (let c = 0; c < this.contexts.size; c++) {
      const first = to + <usize>firstInput(c);
      const family = u8(this.models.familyOf(c));
      // A vector of four contexts for each kind of input.
      for (let i = 0; i < INPUTS_PER_CONTEXT; i++) store<u8>(first + <usize>(4 * i), family);
    }
    let at = to + <usize>(this.contexts.size * INPUTS_PER_CONTEXT);
    for (let e = 0; e < this.experts.length; e++) {
      const expert = this.experts[e];
      memory.fill(at, u8(expert.family), expert.inputs);
      at += expert.inputs;
    }
  }

  /** Makes all but the contexts ready for the next byte: a piece of the work. False while there is more to do. */
  prepare(): bool {
    const experts = this.experts;
    while (this.prepared < experts.length) {
      if (!unchecked(experts[this.prepared]).prepare()) return false;
      this.prepared++;
    }
    this.prepared = 0;
    this.state.update();
    this.models.update();
    return true;
  }

  /** Hashes the contexts of the next byte and prefetches their slots; call where it is coded bit by bit. */
  beginByte(): void {
    this.models.hashContexts(this.contexts.hashTable);
    this.contexts.beginByte();
  }

  // [path 4]
  /** Writes the inputs for the next bit. */
  predict(): void {
    this.contexts.predict(this.x);
    let x = this.x + ((<usize>(this.contexts.size * INPUTS_PER_CONTEXT)) << 2);
    const experts = this.experts;
    for (let e = 0; e < experts.length; e++) {
      const expert = unchecked(experts[e]);
      expert.predict(x);
      x += (<usize>expert.inputs) << 2;
    }
  }

  // [path 7]
  /** Takes the bit, and so does the history. In the middle of a byte the slots of its second nibble are prefetched. */
  update(bit: i32): void {
    const experts = this.experts;
    for (let e = 0; e < experts.length; e++) unchecked(experts[e]).update(bit);
    const ends = this.history.push(bit);
    this.contexts.update(bit);
    if (ends) {
      const byte = this.history.endByte();
      this.contexts.endByte(byte);
      for (let e = 0; e < experts.length; e++) unchecked(experts[e]).endByte(byte);
    } else if (this.history.bits == 4) {
      this.contexts.beginNibble();
      for (let e = 0; e < experts.length; e++) unchecked(experts[e]).beginNibble();
    }
  }

  /** Takes a byte whose bits were not predicted: its contexts are not updated. */
  skip(byte: u32): void {
    this.history.take(byte);
    const experts = this.experts;
    for (let e = 0; e < experts.length; e++) unchecked(experts[e]).endByte(byte);
  }
}
