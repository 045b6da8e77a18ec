/** FORMAT.md, "Network file": what is written is read again, and everything else is refused. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadChecksum } from '#dist/codec/idle-codec.js';
import { parameterShapes } from '#dist/network/network.js';
import { decodeNetwork, encodeNetwork } from '#dist/network/network-file.js';
import { Trainer } from '#dist/train/trainer.js';
import { codeOf } from '../support/failure.js';
import { networks, randomNetwork } from './support/networks.js';

await loadChecksum();

const SMALL = randomNetwork({ cell: 'gru', width: 8, layers: 1, norm: 'rms' }, [65, 67, 71, 84], 1);
const FLOATS = { bits: 32 } as const;

describe('a network file', () => {
  it('holds any network', () => {
    fc.assert(
      fc.property(networks, (network) => {
        const { bitsPerWeight: _, ...decoded } = decodeNetwork(encodeNetwork(network, FLOATS));
        expect(decoded).toEqual(network);
      }),
      { numRuns: 50 },
    );
  });

  it.each(['rnn', 'gru', 'lstm'] as const)('has the parameters of a trainer: %s', async (cell) => {
    const options = { cell, width: 16, layers: 2, symbols: 3, rows: 2, length: 4 };
    const trainer = await Trainer.create(options);
    const alphabet = new Uint8Array(32);
    alphabet[0] = 7;
    const network = trainer.network(alphabet);
    const shapes = network.parameters.map(({ values: _, ...shape }) => shape);
    expect(shapes).toEqual(parameterShapes(network, 3));
    expect(shapes).toHaveLength(trainer.parameters.length);
    expect(decodeNetwork(encodeNetwork(network, FLOATS)).parameters).toEqual(network.parameters);
    await trainer.close();
  });

  it('is refused with any one bit changed, or cut, or longer', () => {
    const file = encodeNetwork(SMALL, FLOATS);
    for (let at = 0; at < file.length; at++) {
      const changed = file.slice();
      changed[at] = (changed[at] as number) ^ (1 << (at & 7));
      const code = codeOf(() => decodeNetwork(changed));
      expect(['CORRUPT', 'UNSUPPORTED_VERSION', 'TRUNCATED'], `byte ${at}`).toContain(code);
      expect(codeOf(() => decodeNetwork(file.subarray(0, at)))).toBe('TRUNCATED');
    }
    expect(codeOf(() => decodeNetwork(Uint8Array.of(...file, 0)))).toBe('CORRUPT');
  });
});
