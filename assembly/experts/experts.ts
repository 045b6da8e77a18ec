import { ContextSet, INPUTS_PER_CONTEXT } from '../context/context-map';
import { Trail } from '../context/history';
import { floats } from '../memory/arena';
import { Pitch } from '../samples/record-layout';
import { Samples } from '../samples/samples';
import { Page } from '../text/text-state';
import { Family, has } from './context-model';
import { Voice } from './expert';
import { Indirect } from './indirect';
import { MachineCode } from './machine-code';
import { Match, matchLength } from './match-model';
import { Mix } from './mix';
import { Recurrent } from './network-expert';
import { Orders } from './orders';
import { Phrases } from './phrases';
import { Records } from './records';
import { DIRECT, SampleBits, SECOND } from './sample-model';
import { Sparse } from './sparse';
import { Structure } from './structure';
import { Style } from './style';
import { looksAtLines, Words } from './words';

/** Matches are found through tables of at most 2^this entries. */
const MATCH_BITS = 22;

/**
 * The experts that a spec names, and the inputs they write for the mixers. What several of them look at (the page, the
 * pitch, the samples) is worked out once a byte, and only if somebody looks at it.
 */
export class Experts {
  /** The inputs: `n` floats, a multiple of 8; the last is constant, the bias. */
  readonly x: usize;
  readonly n: i32;
  readonly page: Page;
  readonly pitch: Pitch;
  samples: Samples | null = null;
  readonly contexts!: ContextSet;
  /** Which of the contexts are about words: from .. to. */
  readonly firstWord: i32;
  readonly endOfWords: i32;
  private readonly families: Family[] = [];
  private readonly voices: Voice[] = [];
  /** The match of the least length, for selectors. */
  match: Match | null = null;
  diverged: bool = false;
  /** Whether somebody asks for more of the page than its words. */
  private readonly whole: bool;
  /** Bits that tell twice as many places apart as bytes will be seen. */
  readonly enough: i32;

  /** `length` bytes will be seen; `reads`, `pitched`: selectors look at the page, at the pitch. */
  constructor(
    private readonly trail: Trail,
    mix: Mix,
    recurrent: Recurrent | null,
    length: i32,
    private reads: bool,
    private pitched: bool,
  ) {
    // A small file does not pay for large tables: four times as large they are worth 0.02 to 0.1 %, and 20 % slower.
    const enough = 33 - clz(max(length, 16) - 1);
    this.enough = enough;
    const page = new Page(trail);
    const pitch = new Pitch(trail);
    this.page = page;
    this.pitch = pitch;
    this.whole =
      this.reads ||
      (mix.structure | mix.indirect | mix.phrases | mix.style) != 0 ||
      looksAtLines(mix.words);
    this.reads = this.whole || mix.words != 0;
    if ((mix.records | mix.samples) != 0) this.pitched = true;
    const families = this.families;
    this.firstWord = popcnt(mix.contexts);
    this.endOfWords = this.firstWord + popcnt(mix.words) + popcnt(mix.phrases) + popcnt(mix.style);
    if (mix.contexts != 0) families.push(new Orders(trail, mix.contexts));
    if (mix.words != 0) families.push(new Words(page, mix.words));
    if (mix.phrases != 0) families.push(new Phrases(page, mix.phrases));
    if (mix.style != 0) families.push(new Style(page, mix.style));
    if (mix.structure != 0) families.push(new Structure(page, mix.structure));
    if (mix.sparse != 0) families.push(new Sparse(trail, mix.sparse));
    if (mix.indirect != 0) families.push(new Indirect(page, mix.indirect));
    if (mix.records != 0) families.push(new Records(trail, pitch, mix.records));
    if (mix.code != 0) families.push(new MachineCode(trail, mix.code));
    for (let m = 0; mix.matches >> m != 0; m++) {
      if (((mix.matches >> m) & 1) == 0) continue;
      const match = new Match(trail, matchLength(m), min(MATCH_BITS, enough));
      if (this.match == null) this.match = match;
      this.voices.push(match);
    }
    if (recurrent) this.voices.push(recurrent);
    if (mix.samples != 0) {
      const samples = new Samples(trail, pitch, has(mix.samples, SECOND) ? 2 : 1);
      this.samples = samples;
      if (has(mix.samples, DIRECT)) this.voices.push(new SampleBits(trail, samples));
    }
    let count = 0;
    for (let f = 0; f < families.length; f++) count += families[f].size;
    // Three slots a line, and two of them a byte and context: room for three to six contexts that never see the same
    // twice, and twice or four times that where there are more. As many lines again: -0.04 to -0.1 %, and 3 % slower.
    const lines = enough + max(0, min(2, 28 - clz(count | 1)));
    this.contexts = new ContextSet(trail, count, min(mix.tables, lines), mix.limit);
    let inputs = this.contexts.size * INPUTS_PER_CONTEXT + 1;
    for (let v = 0; v < this.voices.length; v++) inputs += this.voices[v].inputs;
    this.n = (inputs + 7) & ~7;
    this.x = floats(this.n);
  }

  initialise(): void {
    this.contexts.initialise();
    for (let v = 0; v < this.voices.length; v++) this.voices[v].initialise();
    store<f32>(this.x + ((<usize>(this.n - 1)) << 2), 0.5);
  }

  /** Lets all but the contexts make ready for the next byte. */
  beginByte(): void {
    if (this.reads) this.page.read(this.whole);
    if (this.pitched) this.pitch.beginByte();
    if (this.samples) this.samples!.beginByte();
    for (let f = 0; f < this.families.length; f++) unchecked(this.families[f]).read();
    for (let v = 0; v < this.voices.length; v++) {
      if (!unchecked(this.voices[v]).beginByte()) this.diverged = true;
    }
  }

  /** Lets the contexts make ready for it. */
  beginContexts(): void {
    let to = this.contexts.hashTable;
    for (let f = 0; f < this.families.length; f++) {
      const family = unchecked(this.families[f]);
      family.choose(to);
      to += (<usize>family.size) << 2;
    }
    this.contexts.beginByte();
  }

  // [path 7]
  /** Learns a bit, which the trail takes. In the midst of a byte memory is asked for what the next nibble needs. */
  learn(bit: i32): void {
    const contexts = this.contexts;
    const voices = this.voices;
    for (let v = 0; v < voices.length; v++) unchecked(voices[v]).learn(bit);
    if (this.trail.push(bit)) {
      contexts.learn(bit);
      const byte = this.trail.endByte();
      contexts.endByte(byte);
      for (let v = 0; v < voices.length; v++) unchecked(voices[v]).endByte(byte);
    } else if (this.trail.bits == 4) {
      contexts.learn(bit);
      contexts.beginNibble();
      for (let v = 0; v < voices.length; v++) unchecked(voices[v]).beginNibble();
    }
  }

  /** Takes a byte that was foreseen: contexts learn nothing from it. */
  leap(byte: u32): void {
    this.trail.take(byte);
    for (let v = 0; v < this.voices.length; v++) unchecked(this.voices[v]).endByte(byte);
  }

  // [path 4]
  /** Writes the inputs for the next bit; `bit` is the one before. */
  speak(bit: i32): void {
    if ((this.trail.bits & 3) == 0) this.contexts.predict(this.x);
    else this.contexts.proceed(bit, this.x);
    let x = this.x + ((<usize>(this.contexts.size * INPUTS_PER_CONTEXT)) << 2);
    for (let v = 0; v < this.voices.length; v++) {
      const voice = unchecked(this.voices[v]);
      voice.predict(x);
      x += (<usize>voice.inputs) << 2;
    }
  }
}
