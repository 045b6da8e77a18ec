/**
 * Levels are names for specs and nothing else: an archive stores the spec, never the level, so levels may be re-tuned
 * without breaking an archive.
 */

/** Faster (1) to stronger (9). */
export type Level = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/** The spec of each level as text, for parseSpec. */
export const LEVELS: Readonly<Record<Level, string>> = {
  1: 'gru(32x1)',
  2: 'lstm(64x1)',
  3: 'lstm(96x1)',
  4: 'lstm(128x1)',
  5: 'lstm(192x1)',
  6: 'lstm(256x1)',
  7: 'lstm(256x2)',
  8: 'lstm(384x2)',
  9: 'lstm(512x2)',
};

/** Bytes a block at each level. A block learns from nothing, so strong and slow models want long ones. */
export const LEVEL_BLOCK_SIZES: Readonly<Record<Level, number>> = {
  1: 1 << 24,
  2: 1 << 24,
  3: 1 << 24,
  4: 1 << 24,
  5: 1 << 24,
  6: 1 << 25,
  7: 1 << 25,
  8: 1 << 25,
  9: 1 << 25,
};

export const DEFAULT_LEVEL: Level = 4;
