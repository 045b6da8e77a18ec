import { ContextMap, INPUTS_PER_CONTEXT } from '../context/context-map';
import { History } from '../context/history';
import { floats } from '../memory/arena';
import { RecordLayout } from '../samples/record-layout';
import { Samples } from '../samples/samples';
import { MixSpec } from '../spec.generated';
import { TextState } from '../text/text-state';
import { ContextModel, has } from './context-model';
import { Expert } from './expert';
import { Indirect } from './indirect';
import { MachineCode } from './machine-code';
import { MatchModel, matchLength } from './match-model';
import { NetworkExpert } from './network-expert';
import { Orders } from './orders';
import { Phrases } from './phrases';
import { Records } from './records';
import { DIRECT, SampleModel, SECOND } from './sample-model';
import { Sparse } from './sparse';
import { Structure } from './structure';
import { Style } from './style';
import { looksAtLines, Words } from './words';

/** Matches are found through tables of at most 2^this entries. */
const MATCH_BITS = 22;

/**
 * The experts that a spec names, and the inputs they write for the mixers. What several of them look at (the text, the
 * layout, the samples) is worked out once a byte, and only if somebody looks at it.
 */
export class Experts {
  /** The inputs: `n` floats, a multiple of 8; the last is constant, the bias. */
  readonly x: usize;
  readonly n: i32;
  readonly text: TextState;
  readonly layout: RecordLayout;
  samples: Samples | null = null;
  readonly contexts!: ContextMap;
  /** Which of the contexts are about words: from .. to. */
  readonly firstWord: i32;
  readonly endOfWords: i32;
  private readonly models: ContextModel[] = [];
  private readonly list: Expert[] = [];
  /** The match of the least length, for selectors. */
  match: MatchModel | null = null;
  diverged: bool = false;
  /** Whether somebody asks for more of the text than its words. */
  private readonly whole: bool;
  /** Bits that tell twice as many places apart as bytes will be seen. */
  readonly enough: i32;

  /** `length` bytes will be seen; `reads`, `readsLayout`: selectors look at the text, at the layout. */
  constructor(
    private readonly history: History,
    mix: MixSpec,
    network: NetworkExpert | null,
    length: i32,
    private reads: bool,
    private readsLayout: bool,
  ) {
    // A small file does not pay for large tables: four times as large they are worth 0.02 to 0.1 %, and 20 % slower.
    const enough = 33 - clz(max(length, 16) - 1);
    this.enough = enough;
    const text = new TextState(history);
    const layout = new RecordLayout(history);
    this.text = text;
    this.layout = layout;
    this.whole =
      this.reads ||
      (mix.structure | mix.indirect | mix.phrases | mix.style) != 0 ||
      looksAtLines(mix.words);
    this.reads = this.whole || mix.words != 0;
    if ((mix.records | mix.samples) != 0) this.readsLayout = true;
    const models = this.models;
    this.firstWord = popcnt(mix.orders);
    this.endOfWords = this.firstWord + popcnt(mix.words) + popcnt(mix.phrases) + popcnt(mix.style);
    if (mix.orders != 0) models.push(new Orders(history, mix.orders));
    if (mix.words != 0) models.push(new Words(text, mix.words));
    if (mix.phrases != 0) models.push(new Phrases(text, mix.phrases));
    if (mix.style != 0) models.push(new Style(text, mix.style));
    if (mix.structure != 0) models.push(new Structure(text, mix.structure));
    if (mix.sparse != 0) models.push(new Sparse(history, mix.sparse));
    if (mix.indirect != 0) models.push(new Indirect(text, mix.indirect));
    if (mix.records != 0) models.push(new Records(history, layout, mix.records));
    if (mix.code != 0) models.push(new MachineCode(history, mix.code));
    for (let m = 0; mix.matches >> m != 0; m++) {
      if (((mix.matches >> m) & 1) == 0) continue;
      const match = new MatchModel(history, matchLength(m), min(MATCH_BITS, enough));
      if (this.match == null) this.match = match;
      this.list.push(match);
    }
    if (network) this.list.push(network);
    if (mix.samples != 0) {
      const samples = new Samples(history, layout, has(mix.samples, SECOND) ? 2 : 1);
      this.samples = samples;
      if (has(mix.samples, DIRECT)) this.list.push(new SampleModel(history, samples));
    }
    let count = 0;
    for (let f = 0; f < models.length; f++) count += models[f].size;
    // Three slots a line, and two of them a byte and context: room for three to six contexts that never see the same
    // twice, and twice or four times that where there are more. As many lines again: -0.04 to -0.1 %, and 3 % slower.
    const lines = enough + max(0, min(2, 28 - clz(count | 1)));
    this.contexts = new ContextMap(history, count, min(mix.tables, lines), mix.limit);
    let inputs = this.contexts.size * INPUTS_PER_CONTEXT + 1;
    for (let v = 0; v < this.list.length; v++) inputs += this.list[v].inputs;
    this.n = (inputs + 7) & ~7;
    this.x = floats(this.n);
  }

  initialise(): void {
    this.contexts.initialise();
    for (let v = 0; v < this.list.length; v++) this.list[v].initialise();
    store<f32>(this.x + ((<usize>(this.n - 1)) << 2), 0.5);
  }

  /** Lets all but the contexts make ready for the next byte. */
  beginByte(): void {
    if (this.reads) this.text.update(this.whole);
    if (this.readsLayout) this.layout.beginByte();
    if (this.samples) this.samples!.beginByte();
    for (let f = 0; f < this.models.length; f++) unchecked(this.models[f]).read();
    for (let v = 0; v < this.list.length; v++) {
      if (!unchecked(this.list[v]).beginByte()) this.diverged = true;
    }
  }

  /** Lets the contexts make ready for it. */
  beginContexts(): void {
    let to = this.contexts.hashTable;
    for (let f = 0; f < this.models.length; f++) {
      const model = unchecked(this.models[f]);
      model.choose(to);
      to += (<usize>model.size) << 2;
    }
    this.contexts.beginByte();
  }

  // [path 7]
  /** Learns a bit, which the history takes. In the midst of a byte memory is asked for what the next nibble needs. */
  learn(bit: i32): void {
    const contexts = this.contexts;
    const list = this.list;
    for (let v = 0; v < list.length; v++) unchecked(list[v]).learn(bit);
    if (this.history.push(bit)) {
      contexts.learn(bit);
      const byte = this.history.endByte();
      contexts.endByte(byte);
      for (let v = 0; v < list.length; v++) unchecked(list[v]).endByte(byte);
    } else if (this.history.bits == 4) {
      contexts.learn(bit);
      contexts.beginNibble();
      for (let v = 0; v < list.length; v++) unchecked(list[v]).beginNibble();
    }
  }

  /** Takes a byte that was foreseen: contexts learn nothing from it. */
  leap(byte: u32): void {
    this.history.take(byte);
    for (let v = 0; v < this.list.length; v++) unchecked(this.list[v]).endByte(byte);
  }

  // [path 4]
  /** Writes the inputs for the next bit; `bit` is the one before. */
  speak(bit: i32): void {
    if ((this.history.bits & 3) == 0) this.contexts.predict(this.x);
    else this.contexts.proceed(bit, this.x);
    let x = this.x + ((<usize>(this.contexts.size * INPUTS_PER_CONTEXT)) << 2);
    for (let v = 0; v < this.list.length; v++) {
      const expert = unchecked(this.list[v]);
      expert.predict(x);
      x += (<usize>expert.inputs) << 2;
    }
  }
}
