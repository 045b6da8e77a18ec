/** The loop: change an input, try it, keep it when it takes an edge, or takes one as often, as no input did before. */

import type { Random } from '../../support/random.js';
import type { Target } from '../support/fuzz-target.js';
import { type Entry, minimised } from './corpus.js';
import { Coverage } from './coverage.js';
import { mutate } from './mutate.js';

/** Tries of making a new entry shorter. */
const TRIMS = 40;

/** One of so many mutations begins with an input that is not among the newest. */
const NEWEST = 64;

export interface Tried {
  readonly features: readonly number[];
  /** What became of it; undefined when it shows a fault. */
  readonly verdict: string | undefined;
  readonly fault: unknown;
  readonly milliseconds: number;
}

export class Fuzzer {
  readonly entries: Entry[] = [];
  readonly verdicts = new Map<string, number>();
  executions = 0;
  /** Longest try, milliseconds. */
  slowest = 0;
  private readonly seen = new Set<number>();
  private readonly reached = new Set<number>();

  constructor(
    private readonly target: Target,
    private readonly coverage: Coverage,
    private readonly random: Random,
    /** Told of each input before it is tried. */
    private readonly about: (input: Uint8Array) => void,
    /** Told of each input that shows a fault. */
    private readonly found: (input: Uint8Array, fault: unknown) => void,
  ) {}

  /** Edges that some input took. */
  get edges(): number {
    return this.reached.size;
  }

  /** Tries an input, and keeps it when it is new; `trims`: with what is not needed left out. */
  async add(input: Uint8Array, trims = false): Promise<void> {
    const tried = await this.try(input);
    const isNew = tried.features.filter((feature) => !this.seen.has(feature));
    if (isNew.length === 0 || tried.verdict === undefined) return;
    const whole = { input, features: tried.features };
    const entry = trims ? await this.trimmed(whole, isNew) : whole;
    for (const feature of entry.features) {
      this.seen.add(feature);
      this.reached.add(Coverage.edgeOf(feature));
    }
    this.entries.push(entry);
  }

  /** One mutation of what there is. */
  async step(): Promise<void> {
    const { random, entries } = this;
    const recent = entries.slice(-NEWEST);
    const { input } = random.pick(random.below(2) === 0 ? recent : entries);
    await this.add(mutate(random, input, random.pick(entries).input), true);
  }

  /** The fewest and shortest entries that take the same edges as often. */
  minimised(): Entry[] {
    return minimised(this.entries);
  }

  private async try(input: Uint8Array): Promise<Tried> {
    this.executions++;
    this.about(input);
    this.coverage.clear();
    const begun = performance.now();
    let verdict: string | undefined;
    let fault: unknown;
    try {
      verdict = await this.target(input);
    } catch (error) {
      fault = error;
      this.found(input, error);
    }
    const milliseconds = performance.now() - begun;
    this.slowest = Math.max(this.slowest, milliseconds);
    const name = verdict ?? 'FAULT';
    this.verdicts.set(name, (this.verdicts.get(name) ?? 0) + 1);
    return { features: this.coverage.features(), verdict, fault, milliseconds };
  }

  /** The same with parts left out, as long as what was new about it stays. */
  private async trimmed(entry: Entry, wanted: readonly number[]): Promise<Entry> {
    let best = entry;
    for (let i = 0; i < TRIMS && best.input.length > 1; i++) {
      const from = this.random.below(best.input.length);
      const length = 1 + this.random.below(Math.max(1, best.input.length >> 2));
      const input = Uint8Array.from([
        ...best.input.subarray(0, from),
        ...best.input.subarray(from + length),
      ]);
      const { features, verdict } = await this.try(input);
      const has = new Set(features);
      if (verdict !== undefined && wanted.every((feature) => has.has(feature)))
        best = { input, features };
    }
    return best;
  }
}
