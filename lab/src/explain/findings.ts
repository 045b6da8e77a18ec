/** What is found out about a file, as data: what `explain --json` prints and the page shows. */
import type { ExpertFamily, Kind } from 'foresay';
import type { BlockStatistics } from '../theory/block-statistics.js';
import type { LearningRow } from '../theory/learning-cost.js';
import type { Stretch } from './sample.js';

export interface Findings {
  readonly file: string;
  /** Length of the file. */
  readonly fileBytes: number;
  /** Bytes that were measured. Fewer than the file's: sizes hold for these. */
  readonly sampleBytes: number;
  /** Where they lie in the file. */
  readonly stretches: readonly Stretch[];
  /** What was found, in words. */
  readonly summary: string;
  /** Coders, the smallest result first. */
  readonly sizes: readonly Size[];
  readonly entropy: {
    /** Different byte values. */
    readonly values: number;
    readonly blocks: BlockStatistics;
    readonly adaptive: readonly LearningRow[];
  };
  /** The cost at LEVEL. */
  readonly cost: Cost;
  /** What the sample was taken for, in its order. */
  readonly kinds: readonly KindStretch[];
  /** Families of experts, the most useful first. */
  readonly families: readonly Family[];
  /** Bytes that the figures `without` of families were measured on, and their size with all families. */
  readonly ablation:
    | { readonly kind: Kind; readonly bytes: number; readonly size: number }
    | undefined;
  readonly passages: readonly Passage[];
  /** What there was no time for. */
  readonly skipped: readonly string[];
  readonly seconds: number;
  readonly version: string;
}

export interface Size {
  readonly coder: string;
  /** Bytes of the archive. */
  readonly bytes: number;
  /** Bytes that it holds: the first of the sample. */
  readonly of: number;
  readonly seconds: number;
}

export interface Cost {
  readonly level: number;
  /** Bits spent on the sample. */
  readonly bits: number;
  /** Share of the bytes, the dearest first, on which half of the bits are spent. */
  readonly half: number;
  /** Means of bits a byte, along the file. */
  readonly curve: readonly CostPoint[];
}

export interface CostPoint extends Stretch {
  /** Bits a byte, mean. */
  readonly bits: number;
}

export interface KindStretch extends Stretch {
  readonly kind: Kind;
}

export interface Family {
  readonly name: ExpertFamily;
  /** Bits that its votes saved in the sample; negative: it misled. */
  readonly savedBits: number;
  /** Bytes of the ablation's archive without the family; undefined: not measured. */
  readonly without: number | undefined;
}

/** Bytes in a row, with what each cost. */
export interface Passage extends Stretch {
  readonly name: 'the beginning' | 'the dearest' | 'the cheapest';
  /** What its first byte was taken for. */
  readonly kind: Kind;
  /** Bits a byte, mean. */
  readonly mean: number;
  readonly bytes: readonly number[];
  /** Bits spent on each byte, to two decimals. */
  readonly bits: readonly number[];
  /** For each byte the family that saved most. */
  readonly families: readonly (ExpertFamily | null)[];
}
