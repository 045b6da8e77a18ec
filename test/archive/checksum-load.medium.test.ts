/** The checksum's code comes with the codec. The other tests of a process may have loaded it: this one needs its own. */
import { expect, it } from 'vitest';
import { Checksum } from '#dist/archive/checksum.js';
import { loadChecksum } from '#dist/codec/idle-codec.js';
import { codeOf } from '../support/failure.js';

it('cannot be used before it is loaded', async () => {
  expect(codeOf(() => new Checksum())).toBe('ENGINE');
  await loadChecksum();
  await loadChecksum();
  expect(codeOf(() => new Checksum())).toBe('nothing');
});
