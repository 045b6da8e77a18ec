/**
 * Levels are names for specs and nothing else: an archive stores the spec, never the level, so levels may be re-tuned
 * without breaking an archive.
 */

import type { ModelSpec } from './fields.js';
import type { Kind } from './kinds.js';

type Prior = ModelSpec['prior'];

/** Faster (1) to stronger (9). */
export type Level = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/**
 * The spec of each level as text, for parseSpec. Rates were tuned on text that the benchmarks do not show; which cells
 * and widths earn their time is a table in BENCHMARKS.md: plain cells up to 32, a GRU at 32, LSTMs from 64.
 */
export const LEVELS: Readonly<Record<Level, string>> = {
  1: 'rnn(16x1)',
  2: 'rnn(32x1)',
  3: 'gru(32x1)',
  4: 'lstm(64x1)',
  5: 'lstm(96x1)',
  6: 'lstm(128x1)',
  7: 'lstm(128x2,orders=7)',
  8: 'lstm(192x2,orders=7)',
  9: 'lstm(256x2,orders=8)',
};

/** Where a kind of data has a model of its own: level, kind, spec. All others have the level's. */
const OWN: Readonly<Partial<Record<Level, Readonly<Partial<Record<Kind, string>>>>>> = {};

/** The spec of a level for a kind of data, as text. */
export function levelSpec(level: Level, kind: Kind): string {
  return OWN[level]?.[kind] ?? LEVELS[level];
}

/**
 * What models learn before short streams of a kind, and how many bytes are not short any more: a text of a form soon
 * shows what form, prose goes on profiting from words. Learning takes as long as coding some 30,000 bytes.
 */
const PRIMED: Readonly<Partial<Record<Kind, { prior: Prior; below: number }>>> = {
  text: { prior: 'text', below: 1 << 20 },
  structured: { prior: 'all', below: 1 << 16 },
};

/** The prior that short streams of a kind begin with, and what is short; undefined: none helps. */
export function levelPrior(
  _level: Level,
  kind: Kind,
): { readonly prior: Prior; readonly below: number } | undefined {
  return PRIMED[kind];
}

/** Bytes a block at each level. A block learns from nothing, so blocks are long; memory grows with their length. */
export const LEVEL_BLOCK_SIZES: Readonly<Record<Level, number>> = {
  1: 1 << 24,
  2: 1 << 24,
  3: 1 << 24,
  4: 1 << 24,
  5: 1 << 24,
  6: 1 << 24,
  7: 1 << 25,
  8: 1 << 25,
  9: 1 << 25,
};

export const DEFAULT_LEVEL: Level = 4;
