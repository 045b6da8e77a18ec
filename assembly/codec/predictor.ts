import { makeBitHistories } from '../context/bit-history';
import { makeTables } from '../context/tables';
import { Trail } from '../context/trail';
import { ContextSet, INPUTS_PER_CONTEXT } from '../experts/context-set';
import { Family } from '../experts/family';
import { Match, MATCH_INPUTS, matchLength } from '../experts/match';
import { Network } from '../net/network';
import { Pitch } from '../context/pitch';
import { Samples } from '../context/samples';
import { MachineCode } from '../experts/machine-code';
import { DIRECT, Predicted, SampleBits, SECOND } from '../experts/samples';
import { Plan } from './plan';
import { Recurrent, RECURRENT_INPUTS } from '../experts/recurrent';
import { Orders } from '../experts/orders';
import { Indirect } from '../experts/indirect';
import { Records } from '../experts/records';
import { Sparse } from '../experts/sparse';
import { Structure } from '../experts/structure';
import { Words } from '../experts/words';
import { allocate, floats } from '../memory/arena';
import { Apm } from '../mix/apm';
import { MixerLayer } from '../mix/mixer';
import { FIRST_PAGED, rowsOf, Selectors, SELECTORS } from '../mix/selectors';
import { Page } from '../reading/page';
import { Mix } from './mix';

/** The cell `none`. */
const NO_NETWORK = 3;

/** The selectors that ask for the pitch. */
const PITCHED: u32 = 1 << 9 | 1 << 11 | 1 << 12 | 1 << 13;

/** Probabilities of the coder. */
const SCALE: f32 = 16777216;
const LEAST: f32 = 1;

/**
 * Predicts bit by bit: experts speak, mixers weigh them, maps correct the result. predict, then learn, and again.
 */
export class Predictor {
  private readonly families: Family[] = [];
  private readonly contexts!: ContextSet;
  private readonly matches: Match[] = [];
  private readonly mixers!: MixerLayer;
  private readonly pitch: Pitch;
  private readonly pitched: bool;
  private readonly page: Page;
  private readonly reads: bool;
  private samples: Samples | null = null;
  private sampleBits: SampleBits | null = null;
  private readonly selectors!: Selectors;
  private readonly selected: i32[] = [];
  private readonly final!: MixerLayer;
  private readonly apms: Apm[] = [];
  private readonly n: i32;
  private recurrent: Recurrent | null = null;
  private readonly uses: usize;
  diverged: bool = false;
  private readonly x: usize;
  private rate: f32 = 0;

  constructor(private readonly plan: Plan, private readonly mix: Mix, readonly trail: Trail, length: i32) {
    this.uses = allocate(256);
    this.page = new Page(trail);
    this.pitch = new Pitch(trail);
    if (plan.shape.cell != NO_NETWORK) this.recurrent = new Recurrent(trail, new Network(plan.shape));
    if (mix.contexts != 0) this.families.push(new Orders(trail, mix.contexts));
    if (mix.words != 0) this.families.push(new Words(this.page, mix.words));
    if (mix.structure != 0) this.families.push(new Structure(this.page, mix.structure));
    if (mix.sparse != 0) this.families.push(new Sparse(trail, mix.sparse));
    if (mix.indirect != 0) this.families.push(new Indirect(this.page, mix.indirect));
    if (mix.records != 0) this.families.push(new Records(trail, this.pitch, mix.records));
    if (mix.code != 0) this.families.push(new MachineCode(trail, mix.code));
    if (mix.samples != 0) {
      const samples = new Samples(trail, this.pitch, (mix.samples & SECOND) != 0 ? 2 : 1);
      this.samples = samples;
      if ((mix.samples & DIRECT) != 0) this.sampleBits = new SampleBits(trail, samples);
      if ((mix.samples & ~(DIRECT | SECOND)) != 0) this.families.push(new Predicted(trail, samples, mix.samples));
    }
    let count = 0;
    for (let f = 0; f < this.families.length; f++) count += this.families[f].size;
    const enough = 35 - clz(max(length, 16) - 1);
    this.contexts = new ContextSet(trail, count, min(mix.tables, enough), mix.limit);
    for (let m = 0; m < 32; m++) {
      if (((mix.matches >> m) & 1) != 0) this.matches.push(new Match(trail, matchLength(m), min(22, enough)));
    }
    const used = count * INPUTS_PER_CONTEXT + this.matches.length * MATCH_INPUTS + (this.recurrent ? RECURRENT_INPUTS : 0) + (this.sampleBits ? this.sampleBits!.inputs : 0) + 1;
    this.n = (used + 7) & ~7;
    this.x = floats(this.n);
    this.apms.push(new Apm(65536, 0.015));
    this.selectors = new Selectors(trail, this.page, this.contexts, this.matches.length > 0 ? this.matches[0] : null, this.pitch, this.samples);
    this.mixers = new MixerLayer(this.n, f32(1.2) / f32(count + 1));
    const select = mix.select != 0 ? mix.select : 1;
    this.reads = (mix.words | mix.structure | mix.indirect) != 0 || select >> FIRST_PAGED != 0;
    this.pitched = (mix.records | mix.samples) != 0 || (select & PITCHED) != 0;
    for (let s = 0; s < SELECTORS; s++) {
      if (((select >> s) & 1) == 0) continue;
      this.selected.push(s);
      this.mixers.add(rowsOf(s));
    }
    this.final = new MixerLayer((this.mixers.count + 7) & ~7, f32(1) / f32(this.mixers.count));
    this.final.add(256);
  }

  initialise(): void {
    makeTables();
    makeBitHistories();
    this.trail.initialise();
    this.contexts.initialise();
    for (let m = 0; m < this.matches.length; m++) this.matches[m].initialise();
    this.mixers.initialise();
    this.final.initialise();
    const recurrent = this.recurrent;
    if (recurrent) {
      recurrent.initialise();
      let symbols = 0;
      for (let byte = 0; byte < 256; byte++) {
        if (!this.plan.uses(byte)) continue;
        store<u8>(this.uses + byte, 1);
        recurrent.name(byte, symbols++);
      }
    }
    for (let a = 0; a < this.apms.length; a++) this.apms[a].initialise();
    // A constant input: the bias.
    store<f32>(this.x + (<usize>(this.n - 1) << 2), 0.5);
    this.beginByte();
    this.contexts.predict(this.x);
  }

  // [path 4]
  private beginByte(): void {
    const mix = this.mix;
    this.rate = max<f32>(mix.floor, mix.rate / sqrt<f32>(1 + f32(this.trail.count) * f32(1.0 / 2048)));
    if (this.reads) this.page.read();
    if (this.pitched) this.pitch.beginByte();
    if (this.samples) this.samples!.beginByte();
    let to = this.contexts.hashTable;
    for (let f = 0; f < this.families.length; f++) {
      const family = this.families[f];
      family.choose(to);
      to += <usize>family.size << 2;
    }
    this.contexts.beginByte();
    for (let m = 0; m < this.matches.length; m++) this.matches[m].beginByte();
    const recurrent = this.recurrent;
    if (recurrent && !recurrent.beginByte(this.uses)) this.diverged = true;
  }

  /** A companion's share of the work: the network's. */
  assist(): void {
    if (this.recurrent) this.recurrent!.assist();
  }

  /** P(next bit = 1) for the coder. */
  predict(): u32 {
    let x = this.x + (<usize>(this.contexts.size * INPUTS_PER_CONTEXT) << 2);
    for (let m = 0; m < this.matches.length; m++, x += MATCH_INPUTS * 4) this.matches[m].predict(x);
    if (this.recurrent) {
      this.recurrent!.predict(x);
      x += RECURRENT_INPUTS * 4;
    }
    if (this.sampleBits) this.sampleBits!.predict(x);
    const mixers = this.mixers;
    for (let i = 0; i < mixers.count; i++) mixers.select(i, this.selectors.row(this.selected[i]));
    mixers.mix(this.x);
    const final = this.final;
    final.select(0, this.trail.partial);
    final.mix(mixers.y);
    const stretched = load<f32>(final.y);
    const trail = this.trail;
    const a = this.apms[0].refine(stretched, trail.partial | i32(trail.back(1)) << 8);

    const p = final.probability(0) * 0.25 + a * 0.75;
    const scaled = max<f32>(LEAST, min<f32>(SCALE - LEAST, p * SCALE));
    return u32(scaled);
  }

  // [path 7]
  learn(bit: i32): void {
    this.mixers.learn(this.x, bit, this.rate);
    this.final.learn(this.mixers.y, bit, this.rate * 0.4);
    for (let a = 0; a < this.apms.length; a++) this.apms[a].learn(bit);
    for (let m = 0; m < this.matches.length; m++) this.matches[m].learn(bit);
    const contexts = this.contexts;
    if (this.trail.push(bit)) {
      contexts.learn(bit);
      const byte = this.trail.endByte();
      contexts.endByte(byte);
      if (this.recurrent) this.recurrent!.learn(byte);
      this.beginByte();
      contexts.predict(this.x);
    } else if (this.trail.bits == 4) {
      contexts.learn(bit);
      contexts.beginNibble();
      contexts.predict(this.x);
    } else {
      contexts.proceed(bit, this.x);
    }
  }
}
