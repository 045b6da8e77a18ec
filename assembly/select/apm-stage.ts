import { combine, GOLDEN } from '../context/hash';
import { History } from '../context/history';
import { has } from '../experts/context-model';
import { Experts } from '../experts/experts';
import { Apm, place } from '../mix/apm';

/**
 * ApmStage that the spec's field `maps` can name, with the bits so far: by the last byte, by a hash of the last two, of the
 * last three, by which of the last eight bits were a surprise, by what the match expects and its length, by the word so
 * far, and by the last four bytes. The third and the fourth are worth 0.3 %, the last three 0.1 %.
 */
const MAPS = 7;

/** A map has 2^16 contexts, or fewer where few bytes come: pages of memory cost a short stream five milliseconds. */
const MOST_BITS = 16;
const LEAST_BITS = 12;

/** The member that looks at the word so far. */
const WORD = 5;

/** Whether maps of the set look at the text. */
export function apmReadsText(set: u32): bool {
  return has(set, WORD);
}

/** A prediction that was off by more than this was a surprise. */
const SURPRISE: f32 = 0.2;

/** Probabilities of the coder: 24 bits. */
export const SCALE: f32 = 16777216;

/** The last stage: the mean of what such a prediction turned out to be worth in the contexts of some maps. */
export class ApmStage {
  private readonly maps: Apm[] = [];
  private readonly members: i32[] = [];
  /** P(bit = 1) before the maps; a bit for each of the last bits, the newest lowest: was it a surprise? */
  private own: f32 = 0;
  private surprises: u32 = 0;
  private readonly bits: i32;
  /** How many have their initial probabilities. */
  private made: i32 = 0;

  constructor(
    private readonly history: History,
    private readonly experts: Experts,
    set: u32,
  ) {
    this.bits = max(LEAST_BITS, min(MOST_BITS, experts.enough - 2));
    for (let m = 0; m < MAPS; m++) {
      if (!has(set, m)) continue;
      this.members.push(m);
      this.maps.push(new Apm(1 << this.bits));
    }
  }

  /** Sets the initial probabilities: one map's. False while there is more to do. */
  initialise(): bool {
    if (this.made < this.maps.length) this.maps[this.made++].initialise();
    return this.made == this.maps.length;
  }

  /** Chooses the contexts of the next bit, as soon as the history has the last: memory has time to answer. */
  select(): void {
    for (let m = 0; m < this.maps.length; m++) {
      unchecked(this.maps[m]).select(this.context(unchecked(this.members[m])));
    }
  }

  /** P(bit = 1) for the coder, of a prediction given stretched and as a probability. */
  refine(stretched: f32, own: f32): u32 {
    this.own = own;
    const count = this.maps.length;
    if (count == 0) return bounded(u32(own * SCALE));
    const at = place(stretched);
    let sum: u32 = 0;
    for (let m = 0; m < count; m++) sum += unchecked(this.maps[m]).refine(at);
    return bounded(sum / u32(count));
  }

  learn(bit: i32): void {
    const surprise = abs<f32>(f32(bit) - this.own) > SURPRISE;
    this.surprises = (this.surprises << 1) | u32(surprise);
    for (let m = 0; m < this.maps.length; m++) unchecked(this.maps[m]).learn(bit);
  }

  private context(member: i32): i32 {
    const last = this.history.last4;
    const partial = this.history.partial;
    switch (member) {
      case 0:
        return this.direct((last & 0xff) << 8, partial);
      case 1:
        return this.hashed(combine(last & 0xffff, 1), partial);
      case 2:
        return this.hashed(combine(last & 0xffffff, 2), partial);
      case 4: {
        // Not yet compared with the newest bit: what was expected instead says something of the bit behind a surprise.
        const m = this.experts.match;
        const expected: u32 = m ? m.expected : 0;
        return this.hashed(combine(expected, expected != 0 ? m!.lengthClass : 0), partial);
      }
      case WORD:
        return this.hashed(combine(this.experts.text.words.word, last & 0xff), partial);
      case 6:
        return this.hashed(combine(last, 4), partial);
      default:
        return this.direct((this.surprises & 0xff) << 8, partial);
    }
  }

  /** The context of a byte and the bits so far: there is one for each when there are 2^16. */
  // @ts-ignore: decorator
  @inline private direct(byte: u32, partial: i32): i32 {
    const both = byte | u32(partial);
    return i32(this.bits == MOST_BITS ? both : (both * GOLDEN) >> (32 - this.bits));
  }

  /** One of the contexts, for the bits so far behind what `hash` stands for. */
  // @ts-ignore: decorator
  @inline private hashed(hash: u32, partial: i32): i32 {
    return i32((combine(hash, u32(partial)) * GOLDEN) >> (32 - this.bits));
  }
}

/** The nearest probability that the coder takes. */
export function bounded(p: u32): u32 {
  return max<u32>(1, min<u32>(u32(SCALE) - 1, p));
}
