import { ContextMap } from '../context/context-map';
import { History } from '../context/history';
import { Experts } from '../experts/experts';
import { MatchModel } from '../experts/match-model';
import { RecordLayout } from '../samples/record-layout';
import { Samples } from '../samples/samples';
import { TextState } from '../text/text-state';

/** What selectors and APM contexts are functions of. */
export class SelectorState {
  readonly text: TextState;
  readonly layout: RecordLayout;
  readonly samples: Samples | null;
  readonly contexts: ContextMap;
  /** The match model of the least length. */
  readonly match: MatchModel | null;
  /** One bit for each of the last bits, the newest lowest: 1 = it was mispredicted (ApmStage). */
  surprises: u32 = 0;
  private orders: i32 = 0;
  private words: i32 = 0;

  constructor(
    readonly history: History,
    private readonly experts: Experts,
  ) {
    this.text = experts.state.text;
    this.layout = experts.state.layout;
    this.samples = experts.state.samples;
    this.contexts = experts.contexts;
    this.match = experts.match;
  }

  /** Adds what a selector or an APM context needs to the shared state. */
  require(needs: u32): void {
    this.experts.state.require(needs);
  }

  /** How many order-n contexts had a bit history when the nibble began. To be read at each bit. */
  get knownOrders(): i32 {
    if ((this.history.bits & 3) == 0)
      this.orders = this.contexts.knownOf(0, this.experts.models.endOfOrders);
    return this.orders;
  }

  /** The same of the contexts of words, in sixteenths of all of them. */
  get knownWords(): i32 {
    if ((this.history.bits & 3) != 0) return this.words;
    const from = this.experts.models.endOfOrders;
    const to = this.experts.models.endOfWords;
    this.words = (this.contexts.knownOf(from, to) * 16) / (to - from + 1);
    return this.words;
  }
}
