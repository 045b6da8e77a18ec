/** NUMERICS.md, section 22: the maps behind the mixers. */
import { Apm, placeOf } from './apm.js';
import { sigmoid } from './elementary.js';
import { f } from './float32.js';
import type { Match } from './match.js';
import { combine, membersOf, STEP, type Trail } from './trail.js';

const SURPRISE = f(0.2);

/** What contexts are made of, before a bit. */
interface Sight {
  readonly trail: Trail;
  /** The first match, before it has seen the newest bit. */
  readonly match: Match | undefined;
  readonly surprises: number;
}

/** The newest n bytes as a number, the newest lowest. */
function newest(n: number, trail: Trail): number {
  let number = 0;
  for (let i = 1; i <= n; i++) number += trail.back(i) * 256 ** (i - 1);
  return number;
}

/** Hash of the letters behind the newest byte that is none, capitals as small ones; 0 where there are none. */
function word({ bytes }: Trail): number {
  const letters: number[] = [];
  for (let i = bytes.length - 1; i >= 0; i--) {
    const byte = bytes[i] as number;
    const letter = byte >= 65 && byte <= 90 ? byte + 32 : byte;
    if (letter <= 127 && (letter < 97 || letter > 122)) break;
    letters.unshift(letter);
  }
  return letters.reduce((hash, letter) => combine((hash + 1) >>> 0, letter), 0);
}

const behind = (hash: number, { partial }: Trail): number => combine(hash, partial);

/** By member of the field `maps`: what the context is told by. */
const NUMBERS: readonly ((sight: Sight) => number)[] = [
  ({ trail }) => trail.partial + 256 * trail.back(1),
  ({ trail }) => behind(combine(newest(2, trail), 1), trail),
  ({ trail }) => behind(combine(newest(3, trail), 2), trail),
  ({ trail, surprises }) => trail.partial + 256 * surprises,
  ({ trail, match }) => behind(combine(match?.expected ?? 0, match?.lengthClass ?? 0), trail),
  ({ trail }) => behind(combine(word(trail), trail.back(1)), trail),
  ({ trail }) => behind(combine(newest(4, trail), 4), trail),
];

/** Members whose numbers are the contexts, where there is one for each. */
const DIRECT: readonly number[] = [0, 3];
const MOST_BITS = 16;

export class Maps {
  private readonly members: readonly number[];
  private readonly maps: readonly Apm[];
  private own = 0;
  /** The last eight bits, as a number: was it a surprise? */
  private surprises = 0;
  private contexts: readonly number[] = [];

  constructor(
    private readonly trail: Trail,
    private readonly match: Match | undefined,
    set: number,
    /** There are 2^bits contexts. */
    private readonly bits: number,
  ) {
    this.members = membersOf(set);
    this.maps = this.members.map(() => new Apm());
  }

  /** Chooses the contexts of the next bit, before the match sees the newest. */
  select(): void {
    const { trail, match, surprises, bits } = this;
    this.contexts = this.members.map((member) => {
      const number = NUMBERS[member]?.({ trail, match, surprises }) as number;
      const direct = bits === MOST_BITS && DIRECT.includes(member);
      return direct ? number : Math.imul(number, STEP) >>> (32 - bits);
    });
  }

  /** P(bit = 1) in units of 2^-24, for a stretched prediction. */
  refine(y: number): number {
    this.own = sigmoid(y);
    const p = this.maps.length === 0 ? Math.floor(f(this.own * 2 ** 24)) : this.mean(y);
    return Math.max(1, Math.min(2 ** 24 - 1, p));
  }

  private mean(y: number): number {
    const place = placeOf(y);
    const refined = this.maps.map((map, i) => map.refine(place, this.contexts[i] as number));
    const sum = refined.reduce((total, p) => total + p);
    return Math.floor(sum / refined.length);
  }

  learn(bit: number): void {
    const surprise = Math.abs(f(bit - this.own)) > SURPRISE;
    this.surprises = (2 * this.surprises + Number(surprise)) % 256;
    for (const map of this.maps) map.learn(bit);
  }
}
