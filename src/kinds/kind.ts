/** The form of a kind of data. Each kind is a file of this folder and a line of the registry (kinds.ts). */
import type { MIX_FIELDS, ModelSpec, SYMBOL_FIELDS } from '../model/fields.js';
import type { Primer } from '../model/model-for-length.js';
import type { SplitterName } from '../split/registry.js';
import type { Window } from './window.js';

/** Fields of a mix of experts. What is left out has its default. */
export type Mix = Partial<Pick<ModelSpec, keyof typeof MIX_FIELDS | keyof typeof SYMBOL_FIELDS>>;

/** The levels for which a kind has a mix of its own. Higher levels add a network to the last. */
export type MixLevel = 1 | 2 | 3 | 4 | 5 | 6;

/** The prior of a level's models, and of the levels above. */
export interface LevelPrimer extends Primer {
  readonly fromLevel: number;
}

export interface KindOfData {
  /** What it is, for help. */
  readonly about: string;
  /**
   * Whether a window of a block is of this kind. Detection takes the first kind of the registry for which this is true.
   * The fallback has no test.
   */
  detects?(window: Window): boolean;
  /**
   * What it costs to model a byte of this kind as one of another kind, as a share of the byte. A kind that is not named
   * costs 1.
   */
  readonly costAs: Readonly<Record<string, number>>;
  /**
   * The kind whose models streams get that have more values than this kind's models take (MAX_SYMBOLS), the dictionary's
   * included.
   */
  readonly otherwise?: string;
  /** Whether the models of levels 7 to 9 have no network, since it gains nothing. */
  readonly lacksNetwork?: boolean;
  /** Splitters to try before coding. The first that suits the bytes is applied. */
  readonly splitters: readonly SplitterName[];
  /** Priors, by rising levels; none: the models learn nothing first. */
  readonly primers: readonly LevelPrimer[];
  /**
   * The model of short streams at every level (see SHORT); none: short streams get the level's own model. The start takes
   * most of the time there, and most of the start is learning the prior: few contexts learn it in a third of the time
   * that level 4 takes. A preset in FORMAT.md, so that it takes one byte to store.
   */
  readonly short?: Partial<ModelSpec>;
  /**
   * The mix of each level. The number of contexts is a multiple of 4: the codec updates four at a time. The members were
   * chosen on data that no benchmark shows; docs/benchmarks/ablation.md tells what each is worth.
   *
   * A match flag (`byteMatch`) makes repetitive data two to four times as fast. Levels 1 to 3 take up to 1 % more bytes
   * for that, so their least match is short. Higher levels take none.
   */
  readonly mixes: Readonly<Record<MixLevel, Mix>>;
}
