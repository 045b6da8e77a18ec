import { Experts } from '../experts/experts';
import { allocate } from '../memory/arena';
import { MixerLayer } from '../mix/mixer';
import { COUNT, SELECT } from '../spec.generated';
import { Classes4, ClassPair, NthByte, PartialByte, Single } from './byte-selectors';
import {
  ExpectedByte,
  KnownContexts,
  KnownOrders,
  KnownWords,
  MatchLength,
} from './expert-selectors';
import { Place } from './read-selectors';
import { Left, Phase, SampleError, Slope } from './record-selectors';
import { Selector } from './selector';
import { Enclosure, LetterFlags, LinePosition, SpaceFlags } from './text-selectors';

/** The registry of selectors. A new one is a class, a member in the table (src/model/members.ts), and a line here. */
function newSelector(member: i32, experts: Experts): Selector {
  switch (member) {
    case SELECT.SINGLE:
      return new Single(experts);
    case SELECT.PARTIAL:
      return new PartialByte(experts);
    case SELECT.BYTE1:
      return new NthByte(experts, 1);
    case SELECT.BYTE2:
      return new NthByte(experts, 2);
    case SELECT.MATCH_LENGTH:
      return new MatchLength(experts);
    case SELECT.KNOWN_CONTEXTS:
      return new KnownContexts(experts);
    case SELECT.EXPECTED_BYTE:
      return new ExpectedByte(experts);
    case SELECT.CLASSES4:
      return new Classes4(experts);
    case SELECT.BYTE3:
      return new NthByte(experts, 3);
    case SELECT.PHASE:
      return new Phase(experts);
    case SELECT.SLOPE:
      return new Slope(experts);
    case SELECT.LEFT:
      return new Left(experts);
    case SELECT.SAMPLE_ERROR:
      return new SampleError(experts);
    case SELECT.LINE_POSITION:
      return new LinePosition(experts);
    case SELECT.ENCLOSURE:
      return new Enclosure(experts);
    case SELECT.LETTER_FLAGS:
      return new LetterFlags(experts);
    case SELECT.SPACE_FLAGS:
      return new SpaceFlags(experts);
    case SELECT.KNOWN_ORDERS:
      return new KnownOrders(experts);
    case SELECT.KNOWN_WORDS:
      return new KnownWords(experts);
    case SELECT.CLASS_PAIR:
      return new ClassPair(experts);
    case SELECT.PLACE:
      return new Place(experts);
    default:
      return unreachable();
  }
}

/** The selectors of all layers. Each works out its row once a bit, though mixers of both layers may use it. */
export class Selectors {
  private readonly members: i32[] = [];
  private readonly selectors: Selector[] = [];
  /** The selectors' rows for the next bit. */
  private readonly rows: usize = allocate(COUNT.SELECT * 4);

  constructor(private readonly experts: Experts) {}

  /** The number of the member's selector, which is made if there is none yet. */
  numberOf(member: i32): i32 {
    const known = this.members.indexOf(member);
    if (known >= 0) return known;
    const selector = newSelector(member, this.experts);
    this.experts.state.require(selector.needs);
    this.selectors.push(selector);
    return this.members.push(member) - 1;
  }

  /** How many rows a selector has. */
  rowsOf(number: i32): i32 {
    return this.selectors[number].rows;
  }

  // [path 5]
  /** Works out the rows for the next bit. */
  update(): void {
    const selectors = this.selectors;
    for (let s = 0; s < selectors.length; s++)
      store<i32>(this.rows + ((<usize>s) << 2), unchecked(selectors[s]).row());
  }

  /** A selector's row for the next bit. */
  // @ts-ignore: decorator
  @inline row(number: i32): i32 {
    return load<i32>(this.rows + ((<usize>number) << 2));
  }
}

/** A layer's mixers, one for each member of a set of selectors. */
export class Selection {
  private readonly numbers: i32[] = [];

  constructor(
    private readonly selectors: Selectors,
    set: u32,
    private readonly layer: MixerLayer,
  ) {
    for (let left = set; left != 0; left &= left - 1) {
      const number = selectors.numberOf(ctz(left));
      this.numbers.push(number);
      layer.add(selectors.rowsOf(number));
    }
  }

  /** Selects each mixer's weight row for the next bit. */
  select(): void {
    const numbers = this.numbers;
    for (let i = 0; i < numbers.length; i++)
      this.layer.select(i, this.selectors.row(unchecked(numbers[i])));
  }
}
