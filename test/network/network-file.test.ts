/** FORMAT.md, "Network file": what is written is read again, and everything else is refused. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksum, checksumBytes } from '#dist/archive/checksum.js';
import { loadChecksum } from '#dist/codec/idle-codec.js';
import { isVector, type Network, parameterShapes } from '#dist/network/network.js';
import {
  decodeNetwork,
  type EncodeNetworkOptions,
  encodeNetwork,
} from '#dist/network/network-file.js';
import { readNetworkFile } from '../reference/network-file.js';
import { type Group, quantiseColumn, quantiseVector } from '../reference/quantiser.js';
import { codeOf } from '../support/failure.js';
import { networks, randomNetwork } from './support/networks.js';

await loadChecksum();

const SMALL = randomNetwork({ cell: 'gru', width: 8, layers: 1, norm: 'rms' }, [65, 67, 71, 84], 1);
const SHAPE = { cell: 'lstm', width: 40, layers: 2, norm: 'none' } as const;
const LARGER = randomNetwork(SHAPE, [0, 10, 32, 65, 66, 67, 200, 255], 2);

const options: fc.Arbitrary<EncodeNetworkOptions> = fc.record({
  bits: fc.oneof(fc.integer({ min: 1, max: 16 }), fc.constant(32)),
  vectorBits: fc.oneof(fc.integer({ min: 2, max: 16 }), fc.constant(32)),
  deadZone: fc.integer({ min: 5, max: 100 }).map((tenths) => tenths / 10),
});

/** The groups that the options make of the network's parameters, by the reference; none of a parameter of 32 bits. */
function groupsOf(
  { parameters }: Network,
  { bits, vectorBits = 8, deadZone = 0.5 }: EncodeNetworkOptions,
): Group[][] {
  return parameters.map((parameter) => {
    const { rows, columns, values } = parameter;
    if (isVector(parameter)) return vectorBits === 32 ? [] : [quantiseVector(values, vectorBits)];
    if (bits === 32) return [];
    return Array.from({ length: columns }, (_, c) => {
      const column = Array.from({ length: rows }, (_, k) => values[k * columns + c] as number);
      return quantiseColumn(column, bits, deadZone);
    });
  });
}

/** The values that the options make of the network's. */
function quantised(network: Network, how: EncodeNetworkOptions): Float32Array[] {
  const groups = groupsOf(network, how);
  return network.parameters.map((parameter, i) => {
    const own = groups[i] as Group[];
    const result = parameter.values.slice();
    own.forEach(({ scale, levels }, c) => {
      levels.forEach((level, k) => {
        result[isVector(parameter) ? k : k * own.length + c] = scale * level + 0;
      });
    });
    return result;
  });
}

/** Bits of the levels by their frequencies in the parameter: the least of a static code. */
function entropyOf(groups: readonly Group[]): number {
  const counts = new Map<number, number>();
  for (const level of groups.flatMap(({ levels }) => levels))
    counts.set(level, (counts.get(level) ?? 0) + 1);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return [...counts.values()].reduce((sum, n) => sum - n * Math.log2(n / total), 0);
}

/** The bytes with the checksum at their end made right. */
function mended(file: Uint8Array): Uint8Array {
  const body = file.subarray(0, -8);
  return Uint8Array.of(...body, ...checksumBytes(checksum(body)));
}

describe('a network file', () => {
  it('holds any network, quantised as the reference does it', () => {
    fc.assert(
      fc.property(networks, options, (network, how) => {
        const { bitsPerWeight, parameters, ...shape } = decodeNetwork(encodeNetwork(network, how));
        const { parameters: given, ...expected } = network;
        expect(shape).toEqual(expected);
        const values = quantised(network, how);
        expect(parameters).toEqual(given.map((one, i) => ({ ...one, values: values[i] })));
        expect(bitsPerWeight).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
  });

  it('holds numbers of any size', () => {
    const sizes = [0, -0, 1e-45, 1e-30, 2 ** -41, 2 ** -40, 1, -7, 2 ** 24, 1e30, -3e38];
    const network = {
      ...SMALL,
      parameters: SMALL.parameters.map((one, i) => ({
        ...one,
        values: one.values.map((_, j) => sizes[(i + j * (i + 3)) % sizes.length] as number),
      })),
    };
    for (const bits of [1, 2, 3, 4, 5, 16]) {
      const { parameters } = decodeNetwork(encodeNetwork(network, { bits, vectorBits: 2 }));
      expect(parameters.map(({ values }) => values)).toEqual(
        quantised(network, { bits, vectorBits: 2 }),
      );
    }
  });

  it('is decoded by the reference, written from the documents', () => {
    fc.assert(
      fc.property(networks, options, (network, how) => {
        const file = encodeNetwork(network, how);
        const { bitsPerWeight: _, ...decoded } = decodeNetwork(file);
        expect(readNetworkFile(file)).toEqual(decoded);
      }),
      { numRuns: 10 },
    );
  });

  it('holds a network that is quantised already without a change', () => {
    for (const bits of [1, 2, 4, 8]) {
      const { bitsPerWeight: _, ...once } = decodeNetwork(encodeNetwork(LARGER, { bits }));
      const twice = decodeNetwork(encodeNetwork(once, { bits: 32 }));
      expect(twice.parameters).toEqual(once.parameters);
    }
  });

  it('takes about as many bits as the levels have entropy', () => {
    const width = 64;
    const shape = { cell: 'gru', width, layers: 1, norm: 'rms' } as const;
    const values = Array.from({ length: 64 }, (_, i) => i);
    const network = randomNetwork(shape, values, 5);
    for (const bits of [1, 2, 3, 4, 6, 8]) {
      const file = encodeNetwork(network, { bits });
      const entropy = groupsOf(network, { bits }).reduce((sum, own) => sum + entropyOf(own), 0);
      // Besides the levels there are the scales, some bits a column, and what the counters cost while they learn.
      const columns = 2 * 3 * width + values.length;
      expect(8 * file.length, `${bits} bits`).toBeLessThan(1.03 * entropy + 8 * columns);
    }
  });

  it.each([1, 2, 5, 32])(
    'of %d bits is refused with any byte changed, or cut, or longer',
    (bits) => {
      const file = encodeNetwork(SMALL, { bits });
      for (let at = 0; at < file.length; at++) {
        const changed = file.slice();
        changed[at] = (changed[at] as number) ^ (1 << (at & 7));
        const code = codeOf(() => decodeNetwork(changed));
        expect(['CORRUPT', 'UNSUPPORTED_VERSION', 'TRUNCATED'], `byte ${at}`).toContain(code);
        expect(codeOf(() => decodeNetwork(file.subarray(0, at)))).toBe('TRUNCATED');
      }
      expect(codeOf(() => decodeNetwork(Uint8Array.of(...file, 0)))).toBe('CORRUPT');
    },
  );

  it('means something else, or nothing, when a bit is changed and the checksum is mended', () => {
    const file = encodeNetwork(SMALL, { bits: 3 });
    const { bitsPerWeight: _, ...original } = decodeNetwork(file);
    for (let bit = 0; bit < 8 * (file.length - 8); bit += 3) {
      const changed = file.slice();
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      const forged = mended(changed);
      const code = codeOf(() => {
        const { bitsPerWeight: __, ...found } = decodeNetwork(forged);
        expect(found, `bit ${bit}`).not.toEqual(original);
      });
      expect(['nothing', 'CORRUPT', 'UNSUPPORTED_VERSION', 'TRUNCATED']).toContain(code);
    }
  });

  it('of another version or another kind is named', () => {
    const file = encodeNetwork(SMALL, { bits: 2 });
    const at = (index: number, value: number) => {
      const changed = file.slice();
      changed[index] = value;
      return mended(changed);
    };
    expect(codeOf(() => decodeNetwork(at(4, 2)))).toBe('UNSUPPORTED_VERSION');
    expect(codeOf(() => decodeNetwork(at(5, 99)))).toBe('UNSUPPORTED_VERSION');
    expect(codeOf(() => decodeNetwork(at(6, 3)))).toBe('CORRUPT');
    expect(() => decodeNetwork(Uint8Array.of(1, 2, 3))).toThrow('no network file');
    expect(codeOf(() => decodeNetwork(new Uint8Array(0)))).toBe('TRUNCATED');
    expect(codeOf(() => decodeNetwork('net' as never))).toBe('INVALID_OPTION');
  });

  it.each<[string, Partial<Network>]>([
    ['a width that no network has', { width: 12 }],
    ['a cell that the codec lacks', { cell: 'rwa' as never }],
    ['another alphabet', { alphabet: new Uint8Array(32) }],
    ['a parameter too few', { parameters: SMALL.parameters.slice(1) }],
    ['too many layers', { layers: 9 }],
  ])('is not written for %s', (_, change) => {
    const write = () => encodeNetwork({ ...SMALL, ...change }, { bits: 2 });
    expect(codeOf(write)).toBe('INVALID_OPTION');
  });

  it('is not written for a number that is not finite', () => {
    const [first, ...others] = SMALL.parameters;
    if (!first) throw new Error('no parameter');
    const values = first.values.slice().fill(Number.NaN, 0, 1);
    const network = { ...SMALL, parameters: [{ ...first, values }, ...others] };
    expect(codeOf(() => encodeNetwork(network, { bits: 2 }))).toBe('INVALID_OPTION');
  });

  it.each<EncodeNetworkOptions>([
    { bits: 0 },
    { bits: 17 },
    { bits: 2.5 },
    { bits: 2, vectorBits: 1 },
    { bits: 2, deadZone: 0.4 },
  ])('is not written with %o', (how) => {
    expect(codeOf(() => encodeNetwork(SMALL, how))).toBe('INVALID_OPTION');
  });

  it('has the parameters of its shape in order', () => {
    const names = parameterShapes({ ...SHAPE, width: 8 }, 3).map(({ name }) => name);
    expect(names).toEqual(LARGER.parameters.map(({ name }) => name));
  });
});
