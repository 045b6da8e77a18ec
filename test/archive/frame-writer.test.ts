import { expect, it } from 'vitest';
import { Checksum } from '#dist/archive/checksum.js';
import { FrameWriter } from '#dist/archive/frame-writer.js';
import { loadChecksum } from '#dist/codec/idle-codec.js';
import { joined, storedHeader, utf8 } from '../support/archives.js';

await loadChecksum();

it('takes the check of a block from whoever knows it', () => {
  const payload = utf8('some bytes');
  const header = storedHeader(payload, false);
  const [computed, given] = [new FrameWriter(), new FrameWriter()];
  const [head, , check] = computed.block(header, payload);
  const known = new Checksum().update(joined([head, payload])).check();
  expect(known).toEqual(check);
  expect(joined(given.block(header, payload, known))).toEqual(joined([head, payload, check]));
  const last = storedHeader(payload);
  expect(given.block(last, payload)).toEqual(computed.block(last, payload));
});
