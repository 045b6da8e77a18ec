/** NUMERICS.md, section 11: the experts of a mix, and the inputs that they write. */
import { MIX_FIELDS } from '#dist/model/fields.js';
import { ContextMap, INPUTS } from './context-map.js';
import { ContextModels, commonScope } from './context-models.js';
import type { Scope } from './expression.js';
import type { NetworkWeights } from './first-weights.js';
import { type Vector, zeros } from './float32.js';
import { digits, type History, membersOf } from './history.js';
import { Match } from './match.js';
import { NetworkExpert } from './network-expert.js';
import { RecordLayout } from './samples/record-layout.js';
import { SampleExpert } from './samples/sample-expert.js';
import { Samples } from './samples/samples.js';
import type { Shape } from './shape.js';
import { TextState } from './text/text-state.js';

const NO_NETWORK = 3;
const MOST_MATCH_BITS = 22;

/** Members of `samples`, as bits of the set. */
const DIRECT = 1;
const SECOND = 2;

/** The selectors of the record layout and the samples, as bits of a set; detection takes long. */
const LAYOUT_SELECTORS = ['phase', 'slope', 'left', 'sampleError'].reduce(
  (set, name) => set | (1 << MIX_FIELDS.select.members.indexOf(name)),
  0,
);

export const paddedTo8 = (n: number): number => Math.ceil(n / 8) * 8;

/** What a predictor is made for: the alphabet, and how many bytes it will see. */
export interface Extent {
  /** The byte values of the block and of the primed bytes, increasing. */
  readonly values: Uint8Array;
  /** Bytes of the block and of the primed bytes. */
  readonly length: number;
  /** The network file whose weights the network begins with. */
  readonly file?: NetworkWeights | undefined;
}

/** E of section 11. */
export const sizeBits = ({ length }: Extent): number => 1 + digits(Math.max(length, 16) - 1);

export class Experts {
  /** The inputs of the next bit. */
  readonly x: Vector;
  readonly text: TextState;
  readonly layout: RecordLayout;
  readonly samples: Samples | null;
  readonly models: ContextModels;
  readonly contexts: ContextMap;
  readonly matches: readonly Match[];
  readonly scope: Scope;
  private readonly usesLayout: boolean;
  private readonly network: NetworkExpert | null;
  private readonly sampleExpert: SampleExpert | null;

  constructor(
    private readonly history: History,
    shape: Shape,
    extent: Extent,
  ) {
    const E = sizeBits(extent);
    this.text = new TextState(history);
    this.layout = new RecordLayout(history);
    this.scope = commonScope(history, this.text);
    this.models = new ContextModels(history, this.text, this.layout, shape, this.scope);
    const { count } = this.models;
    const bits = Math.min(shape.tables, E + Math.max(0, Math.min(2, digits(count) - 4)));
    this.contexts = new ContextMap(history, count, bits, shape.limit);
    this.matches = membersOf(shape.matches).map((member) => {
      const least = Number(MIX_FIELDS.matches.members[member]);
      return new Match(history, least, Math.min(MOST_MATCH_BITS, E));
    });
    this.usesLayout =
      (shape.records | shape.samples | ((shape.select | shape.finalSelect) & LAYOUT_SELECTORS)) !==
      0;
    const forecasts = shape.samples & SECOND ? 2 : 1;
    this.samples = shape.samples === 0 ? null : new Samples(history, this.layout, forecasts);
    this.network = shape.cell === NO_NETWORK ? null : new NetworkExpert(history, shape, extent);
    this.sampleExpert =
      this.samples && shape.samples & DIRECT
        ? new SampleExpert(history, this.layout, this.samples)
        : null;
    const inputs =
      INPUTS * this.contexts.size +
      2 * this.matches.length +
      (this.network ? 2 : 0) +
      (this.sampleExpert ? 2 * forecasts : 0);
    this.x = zeros(paddedTo8(inputs + 1));
    this.x[this.x.length - 1] = 0.5;
  }

  /** A byte begins: all but the contexts. */
  beginByte(): void {
    this.text.read();
    if (this.usesLayout) this.layout.beginByte();
    this.samples?.beginByte();
    this.models.read();
    for (const match of this.matches) match.beginByte();
    this.network?.beginByte();
  }

  beginContexts(): void {
    this.contexts.begin(this.models.hashes());
  }

  /** Writes the inputs of the next bit. */
  predict(): void {
    this.contexts.predict(this.x);
    let at = INPUTS * this.contexts.size;
    for (const match of this.matches) at = this.write(match.predict(), at);
    if (this.network) at = this.write(this.network.predict(), at);
    if (this.sampleExpert) this.write(this.sampleExpert.predict(), at);
  }

  private write(inputs: readonly number[], at: number): number {
    let next = at;
    for (const input of inputs) this.x[next++] = input;
    return next;
  }

  /** Learns a bit, which joins the history; true when it ends a byte. */
  update(bit: number): boolean {
    const { history, contexts } = this;
    for (const match of this.matches) match.update(bit);
    contexts.update(bit);
    const ends = history.push(bit);
    if (ends) {
      contexts.endByte(history.back(1));
      this.endByte();
    } else if (history.bits === 4) contexts.beginNibble();
    return ends;
  }

  /** A byte has joined the history: what learns from every byte. */
  endByte(): void {
    this.network?.endByte(this.history.back(1));
  }
}
