/** Random options of `train`. `npm run test:slow` tries more. */
import { it } from 'vitest';
import { tryRandomLines } from './support/random-lines.js';

it('300 random lines train or end in one clear error', () => tryRandomLines(300, 1));
