/** NUMERICS.md, section 23: whether the byte that a match expects comes. */
import { Adaptive } from './adaptive.js';
import { f, zeros } from './float32.js';
import type { Match } from './match.js';
import { Mixer } from './mixer.js';
import { combine, STEP, type Trail } from './trail.js';

/** Observations after which old ones fade. */
const LIMIT = 511;
const RATE = f(0.015);

export class Leap {
  private readonly entries = Array.from({ length: 7 }, () => new Map<number, Adaptive>());
  private readonly mixer = new Mixer(f(0.2));
  private readonly x = zeros(8);
  private chosen: readonly Adaptive[] = [];

  constructor(
    private readonly trail: Trail,
    private readonly match: Match,
    private readonly least: number,
  ) {}

  /** The byte that is foreseen, null = none. */
  get foreseen(): number | null {
    const { expected, length } = this.match;
    return expected !== 0 && length >= this.least ? expected - 256 : null;
  }

  /** P(it comes) in units of 2^-24. */
  predict(): number {
    const foreseen = this.foreseen as number;
    const contexts = this.contexts(foreseen);
    this.chosen = this.entries.map((entries, i) => {
      const place = Math.imul(contexts[i] as number, STEP) >>> 16;
      const entry = entries.get(place) ?? new Adaptive(64000, 2);
      entries.set(place, entry);
      return entry;
    });
    this.x.set([...this.chosen.map(({ stretched }) => stretched), 0.5]);
    this.mixer.mix(this.x, foreseen);
    return Math.max(1, Math.min(2 ** 24 - 1, Math.floor(f(this.mixer.p * 2 ** 24))));
  }

  private contexts(foreseen: number): number[] {
    const [b1, b2, b3, b4, ...older] = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => this.trail.back(n));
    const word = (...bytes: (number | undefined)[]) =>
      bytes.reduceRight<number>((sum, byte) => ((sum << 8) | (byte as number)) >>> 0, 0);
    const length = Math.min(511, this.match.length);
    const four = combine(foreseen, word(b1, b2, b3, b4));
    return [
      length,
      combine(foreseen, word(b1)),
      combine(foreseen, word(b1, b2, b3)),
      four,
      combine(four, word(...older)),
      combine(foreseen, length >> 4),
      combine(combine(foreseen, this.match.misses), length >> 5),
    ];
  }

  learn(comes: boolean): void {
    for (const entry of this.chosen) entry.learn(Number(comes), LIMIT);
    this.mixer.learn(this.x, Number(comes), RATE, RATE);
  }
}
