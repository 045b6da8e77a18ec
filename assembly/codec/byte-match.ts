import { COUNT, counter, stretched, updateCounter } from '../context/counter';
import { combine, GOLDEN } from '../context/hash';
import { History } from '../context/history';
import { MatchModel } from '../experts/match-model';
import { allocate, floats } from '../memory/arena';
import { MixerLayer } from '../mix/mixer';
import { bounded, SCALE } from '../select/apm-stage';
import { FRESH, spend } from '../work/budget';

/** Inputs of the mixer: a stretched probability by each context, and a bias; the rest of the vectors is zero. */
const CONTEXTS: usize = 7;
const INPUTS = 8;
const BIAS: usize = 7 * 4;

/** log2 of the entries that the hashed contexts share. */
const BITS: u32 = 16;

/** At first the contexts are believed a little more than their mean; weights learn at one rate. */
const FIRST_WEIGHT: f32 = 0.2;
const RATE: f32 = 0.015;

/**
 * Foresees whole bytes: where the match at hand is at least `least` bytes long, one decision says whether the byte that it
 * expects comes. When it does, nobody else is asked and nobody learns, which takes a tenth of the time; when it does
 * not, the byte is coded bit by bit, and what it is not is known. What repeats was learned when it came first.
 */
export class ByteMatch {
  private readonly entries: usize = allocate((4 * CONTEXTS) << BITS);
  private readonly chosen: usize = allocate(4 * CONTEXTS);
  private readonly x: usize = floats(INPUTS);
  private readonly mixer: MixerLayer = new MixerLayer(INPUTS, FIRST_WEIGHT);

  constructor(
    private readonly history: History,
    private readonly match: MatchModel,
    private readonly least: i32,
  ) {
    this.mixer.add(256);
  }

  initialise(): void {
    this.mixer.initialise();
    const first = counter(64000, 2);
    for (let i: usize = 0; i < CONTEXTS << BITS; i++) store<u32>(this.entries + (i << 2), first);
    spend(f64((4 * CONTEXTS) << BITS) * FRESH);
    store<f32>(this.x, 0.5, BIAS);
  }

  /** Whether the match at hand is long enough; asked when a byte begins. */
  get ready(): bool {
    return this.match.expected != 0 && this.match.length >= this.least;
  }

  /** P(the expected byte comes) for the coder. */
  predict(): u32 {
    const match = this.match;
    const last = this.history.last4;
    const last8 = this.history.last8;
    const expected = match.expected & 255;
    const length = u32(min(match.length, 511));
    this.consult(0, length);
    this.consult(1, combine(expected, last & 0xff));
    this.consult(2, combine(expected, last & 0xffffff));
    this.consult(3, combine(expected, last));
    this.consult(4, combine(combine(expected, last), last8));
    this.consult(5, combine(expected, length >> 4));
    this.consult(6, combine(combine(expected, match.misses & 0xff), length >> 5));
    this.mixer.select(0, i32(expected));
    this.mixer.mix(this.x);
    return bounded(u32(this.mixer.probability * SCALE));
  }

  /** Chooses the entry of a context, and hears it. */
  // @ts-ignore: decorator
  @inline private consult(context: usize, hash: u32): void {
    const index = <usize>((hash * GOLDEN) >> (32 - BITS));
    const entry = this.entries + (((context << BITS) + index) << 2);
    store<u32>(this.chosen + (context << 2), u32(entry));
    store<f32>(this.x + (context << 2), stretched(load<u32>(entry)));
  }

  /** Learns whether it came. */
  learn(hit: bool): void {
    for (let c: usize = 0; c < CONTEXTS; c++) {
      const entry = <usize>load<u32>(this.chosen + (c << 2));
      store<u32>(entry, updateCounter(load<u32>(entry), i32(hit), COUNT));
    }
    this.mixer.learn(this.x, i32(hit), RATE, RATE);
  }
}
