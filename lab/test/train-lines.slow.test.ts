/** Random options of `train`, many of them. */
import { it } from 'vitest';
import { tryRandomLines } from './support/random-lines.js';

it('10000 random lines train or end in one clear error', () => tryRandomLines(10_000, 2));
