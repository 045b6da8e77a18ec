import { COUNT, counter, stretched, updateCounter } from '../context/counter';
import { combine, GOLDEN } from '../context/hash';
import { History } from '../context/history';
import { MatchModel } from '../experts/match-model';
import { allocate, floats } from '../memory/arena';
import { MixerLayer } from '../mix/mixer';
import { bounded, SCALE } from '../select/apm-stage';
import { FRESH, spend } from '../work/budget';

/** Inputs of the mixer: a stretched probability for each context, and a bias; the rest of the vectors is zero. */
const CONTEXTS: usize = 7;
const INPUTS = 8;
const BIAS: usize = 7 * 4;

/** log2 of the counters of each context. */
const BITS: u32 = 16;

/** Initial weights, a little more than a mean; and the learning rate, which is constant. */
const FIRST_WEIGHT: f32 = 0.2;
const RATE: f32 = 0.015;

/**
 * The match flag: one decision for a whole byte, where the match is at least `minLength` bytes long. The flag says whether
 * the next byte is the one that the match predicts. If it is, the byte is done, and contexts and mixers are not updated,
 * which takes a tenth of the time: they were updated when these bytes came first. If it is not, the bits of the byte
 * follow, and the predicted byte is excluded.
 */
export class ByteMatch {
  private readonly counters: usize = allocate((4 * CONTEXTS) << BITS);
  /** Addresses of the contexts' counters for this byte (u32). */
  private readonly selected: usize = allocate(4 * CONTEXTS);
  private readonly x: usize = floats(INPUTS);
  private readonly mixer: MixerLayer = new MixerLayer(INPUTS, FIRST_WEIGHT);

  constructor(
    private readonly history: History,
    private readonly match: MatchModel,
    private readonly minLength: i32,
  ) {
    this.mixer.add(256);
  }

  initialise(): void {
    this.mixer.initialise();
    const first = counter(64000, 2);
    for (let i: usize = 0; i < CONTEXTS << BITS; i++) store<u32>(this.counters + (i << 2), first);
    spend(f64((4 * CONTEXTS) << BITS) * FRESH);
    store<f32>(this.x, 0.5, BIAS);
  }

  /** Whether the next byte has a flag: the match is long enough. */
  get applies(): bool {
    return this.match.expected != 0 && this.match.length >= this.minLength;
  }

  /** The byte that the match predicts. */
  get expected(): i32 {
    return i32(this.match.expected & 255);
  }

  /** The byte that is excluded, behind a leading 1, where it begins with the bits so far; else 0. To be read after predict. */
  get excluded(): i32 {
    return i32(this.match.excluded);
  }

  /** P(the next byte is the predicted one) for the coder. */
  predict(): u32 {
    const match = this.match;
    const last4 = this.history.last4;
    const expected = match.expected & 255;
    const length = u32(min(match.length, 511));
    this.select(0, length);
    this.select(1, combine(expected, last4 & 0xff));
    this.select(2, combine(expected, last4 & 0xffffff));
    this.select(3, combine(expected, last4));
    this.select(4, combine(combine(expected, last4), this.history.last8));
    this.select(5, combine(expected, length >> 4));
    this.select(6, combine(combine(expected, match.misses & 0xff), length >> 5));
    this.mixer.select(0, i32(expected));
    this.mixer.predict(this.x);
    return bounded(u32(this.mixer.probability * SCALE));
  }

  /** Selects the counter of a context, whose stretched probability becomes an input. */
  // @ts-ignore: decorator
  @inline private select(context: usize, hash: u32): void {
    const index = <usize>((hash * GOLDEN) >> (32 - BITS));
    const entry = this.counters + (((context << BITS) + index) << 2);
    store<u32>(this.selected + (context << 2), u32(entry));
    store<f32>(this.x + (context << 2), stretched(load<u32>(entry)));
  }

  /** Takes the flag. */
  update(hit: bool): void {
    for (let c: usize = 0; c < CONTEXTS; c++) {
      const entry = <usize>load<u32>(this.selected + (c << 2));
      store<u32>(entry, updateCounter(load<u32>(entry), i32(hit), COUNT));
    }
    this.mixer.update(this.x, i32(hit), RATE, RATE);
    if (!hit) this.match.exclude();
  }
}
