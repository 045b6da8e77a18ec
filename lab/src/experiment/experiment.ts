/**
 * What an experiment is. An experiment is one file in lab/experiments and a line in lab/experiments/index.ts:
 *
 * ```ts
 * export const NOISE = experiment({
 *   name: 'noise',                                   // `run noise`
 *   title: 'Noise that is fed back',
 *   question: 'Does a network reach the entropy rate of a noisy recurrence, and for which lags?',
 *   note: 'With 20 % noise the networks reached the entropy up to k = 40; from k = 50 on nothing was learned.',
 *   cases: (scale) =>
 *     (scale === 'full' ? [10, 40, 100] : [4, 6]).map((k) => ({
 *       name: `k${k}`,                               // a folder, and `--only k40`
 *       parameters: { k },                           // columns of the table
 *       sequence: { source: 'xor-feedback', parameters: { k, noise: 0.2 }, length: 1e6, validation: 1e5 },
 *       measure: trained({ trainer: { cell: 'gru', width: 32 }, rate: 0.002 }),
 *       note: k <= 40 ? 0.722 : 1,                   // bits a symbol; leave it out where the note gives none
 *     })),
 *   charts: (rows) => [
 *     bitsAgainst(rows, { x: 'k', xLabel: 'lag k, symbols', title: 'Bits a symbol against the lag' }),
 *     learningCurves(rows, { title: 'Learning curves', label: ({ parameters }) => `k = ${parameters.k}` }),
 *   ],
 *   conclusion(rows) {
 *     const ks = reached(rows, 0.01).map(({ parameters }) => parameters.k);
 *     return `The entropy is reached to 0.01 bits for ${valuesText('k', ks)}. ...`;
 *   },
 * });
 * ```
 *
 * The runner does the rest: it makes the sequences, runs each case once, resumes it where it was interrupted, and writes
 * tables, charts and pages. The entropy rate of the source is theory's line in every table and chart. Where a source has only
 * a lower bound of it, the bound is the figure `lower bound` of its rows.
 */

import type { Sequence } from '../data/sequence.js';
import type { Chart } from '../plot/chart.js';
import type { SequenceSpec } from './sequence-spec.js';

/** `small` takes less than two minutes; `full` as long as a day, but no case more than an hour. */
export type Scale = 'small' | 'full';

export const SCALES: readonly Scale[] = ['small', 'full'];

/** What distinguishes the cases of an experiment; each parameter is a column of its table. */
export type Parameters = Readonly<Record<string, string | number>>;

/** A value that JSON keeps. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

export interface Experiment<P extends Parameters = Parameters> {
  /** As on the command line: lower-case words with hyphens. */
  readonly name: string;
  /** A heading, without a full stop. */
  readonly title: string;
  /** One or two sentences. */
  readonly question: string;
  /** What the note found, with its figures in bits a symbol. */
  readonly note: string;
  /** The cases in the order of the table. Each scale has at least one. */
  readonly cases: (scale: Scale) => readonly Case<P>[];
  /** The rows of the first table, such as means of several cases. Default: all; else all follow in a table that unfolds. */
  readonly table?: ((rows: readonly Row<P>[]) => readonly Row<P>[]) | undefined;
  /** The pictures, from the rows that are measured. There may be none or few of them yet. */
  readonly charts: (rows: readonly Row<P>[]) => readonly Chart[];
  /**
   * What was learned, in about two sentences. Every figure and every claim is computed from the rows. It is called when all
   * cases are measured.
   */
  readonly conclusion: (rows: readonly Row<P>[], scale: Scale) => string;
}

export interface Case<P extends Parameters = Parameters> {
  /** Letters, digits, dots and hyphens; different from the others of the experiment. */
  readonly name: string;
  readonly parameters: P;
  readonly sequence: SequenceSpec;
  readonly measure: Measure;
  /** The note's figure, bits a symbol. */
  readonly note?: number | undefined;
  /** Bits a symbol by theory. Default: the entropy rate of the source; of a file: none. */
  readonly theory?: number | undefined;
}

/** How bits a symbol are got from a sequence. */
export interface Measure {
  /** What the bits are, for the table: `validation`, `one pass`, `archive`. */
  readonly kind: string;
  /** Everything that decides the result besides sequence and seed. A case runs again when it changes. */
  readonly settings: { readonly [key: string]: Json | undefined };
  /** Throws Unavailable where something is not installed, Interrupted when the signal ends it. */
  run(context: CaseContext): Promise<Measured>;
}

/** What a measure works with. */
export interface CaseContext {
  readonly sequence: Sequence;
  /** Symbols of the same source that are not in the sequence; undefined if the case wants none. */
  readonly validation: Uint8Array | undefined;
  /** Entropy rate of the source, bits a symbol, where it is known. */
  readonly entropy: number | undefined;
  readonly seed: number;
  readonly threads: number;
  /** A file to which an interrupted run may write what it needs to go on. */
  readonly checkpoint: string;
  readonly signal: AbortSignal;
  /** Appends a point to the learning curve. A point with no more symbols than an earlier one replaces it and all behind it. */
  report(point: CurvePoint): void;
}

export interface Measured {
  /** Bits a symbol. */
  readonly bits: number;
  /** Symbols that were learned or coded, each as often as that. */
  readonly symbols: number;
  /** Seconds that are the measure's work. Default: all that passed since the case began. */
  readonly seconds?: number | undefined;
  /** Further columns of the table, by heading. */
  readonly figures?: Readonly<Record<string, number>> | undefined;
  /** Why it ended before its time, such as `after 3600 s`. */
  readonly stopped?: string | undefined;
}

/** A point of a learning curve. */
export interface CurvePoint {
  /** Symbols so far. */
  readonly symbols: number;
  /** Bits a symbol since the point before, each symbol predicted before it was learned. */
  readonly bits: number;
  /** Bits a symbol of the validation sequence. */
  readonly validation?: number | undefined;
}

/** A case that was measured. */
export interface Row<P extends Parameters = Parameters> {
  readonly name: string;
  readonly parameters: P;
  /** The measure's kind. */
  readonly kind: string;
  readonly bits: number;
  readonly note: number | undefined;
  readonly theory: number | undefined;
  readonly symbols: number;
  readonly seconds: number;
  readonly figures: Readonly<Record<string, number>>;
  readonly stopped: string | undefined;
  readonly curve: readonly CurvePoint[];
}

/** Checks an experiment's types and forgets its parameters. */
export function experiment<P extends Parameters>(description: Experiment<P>): Experiment {
  return description as unknown as Experiment;
}
