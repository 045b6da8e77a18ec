/**
 * What network files of fixed networks are, as checksums. `npx vitest run test/network/known-answers.test.ts -u` writes the
 * table again: right only with a new version of the file.
 */
import { expect, it } from 'vitest';
import { checksum, checksumText } from '#dist/archive/checksum.js';
import { loadChecksum } from '#dist/codec/idle-codec.js';
import { encodeNetwork } from '#dist/network/network-file.js';
import { randomNetwork } from './support/networks.js';

it('are those of the table', async () => {
  await loadChecksum();
  let table = '';
  for (const cell of ['rnn', 'gru', 'lstm'] as const) {
    const shape = { cell, width: 24, layers: 2, norm: 'rms' } as const;
    const network = randomNetwork(shape, [9, 10, 32, 97, 98, 99, 255], 11);
    for (const options of [
      { bits: 1 },
      { bits: 2, deadZone: 0.9, vectorBits: 4 },
      { bits: 3 },
      { bits: 5 },
      { bits: 16, vectorBits: 32 },
      { bits: 32 },
    ]) {
      const file = encodeNetwork(network, options);
      const sum = checksumText(checksum(file));
      table += `${cell} ${JSON.stringify(options)} ${file.length} ${sum}\n`;
    }
  }
  await expect(table).toMatchFileSnapshot('known-answers.txt');
});
