/** NUMERICS.md, section 23: the match flag, by the document's own expressions. */
import { Counters } from './counter.js';
import { tableOf } from './document.js';
import { compile, extend, type Scope } from './expression.js';
import { f, zeros } from './float32.js';
import { scatter } from './history.js';
import type { Match } from './match.js';
import { Mixer } from './mixer.js';

const HASHES = tableOf('23. The match flag', 'context').map(([, hash = '']) => compile(hash));

/** log2 of the counters of a context. */
const BITS = 16;
const LIMIT = 511;
const LONGEST = 511;
const RATE = f(0.015);

export class ByteMatch {
  private readonly scope: Scope;
  private readonly counters = HASHES.map(() => new Counters(2 ** BITS, () => [64000, 2]));
  private readonly mixer = new Mixer(f(0.2));
  private readonly x = zeros(8);
  private chosen: readonly number[] = [];

  /** `least`: the shortest match whose byte has a flag. */
  constructor(
    scope: Scope,
    private readonly match: Match,
    private readonly least: number,
  ) {
    this.scope = extend(scope, {
      get e() {
        return match.expected & 255;
      },
      get length() {
        return Math.min(LONGEST, match.length);
      },
      get misses() {
        return match.misses;
      },
    });
  }

  /** The byte that the flag is about, null = the next byte has none. */
  get byte(): number | null {
    const { expected, length } = this.match;
    return expected !== 0 && length >= this.least ? expected - 256 : null;
  }

  /** P(flag = 1) in units of 2^-24. */
  predict(): number {
    this.chosen = HASHES.map((hash) => scatter(hash(this.scope), BITS));
    this.counters.forEach((counters, i) => {
      this.x[i] = counters.stretched(this.chosen[i] as number);
    });
    this.x[HASHES.length] = 0.5;
    this.mixer.mix(this.x, this.byte as number);
    return Math.max(1, Math.min(2 ** 24 - 1, Math.floor(f(this.mixer.p * 2 ** 24))));
  }

  update(flag: boolean): void {
    this.counters.forEach((counters, i) => {
      counters.update(this.chosen[i] as number, Number(flag), LIMIT);
    });
    this.mixer.update(this.x, Number(flag), RATE, RATE);
  }
}
