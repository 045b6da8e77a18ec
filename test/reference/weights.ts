/** NUMERICS.md, section 26: the coded weights of a network file, decoded. */
import { Counters } from './counter.js';
import { Decoder } from './decoder.js';
import { get } from './float32.js';
import { type Group, LAST_SCALE, scaleOf } from './quantiser.js';

/** A parameter: bits of its weights; a vector is one column. */
export interface CodedShape {
  readonly rows: number;
  readonly columns: number;
  readonly bits: number;
  readonly vector: boolean;
}

const FAST = 30;
const SLOW = 400;
const HALF = 2 ** 15;

/** Counters by name; each begins at 1/2. */
class NamedCounters {
  private readonly indices = new Map<string, number>();
  private readonly counters = new Counters(1 << 14, () => [HALF, 0]);

  index(name: string): number {
    const index = this.indices.get(name) ?? this.indices.size;
    this.indices.set(name, index);
    return index;
  }

  p22(name: string): number {
    return this.counters.p22(this.index(name));
  }

  update(name: string, bit: number, limit: number): void {
    this.counters.update(this.index(name), bit, limit);
  }
}

class Levels {
  private readonly counters = new NamedCounters();

  constructor(readonly decoder: Decoder) {}

  bit(first: string, second: string): boolean {
    const p = 2 * (this.counters.p22(first) + this.counters.p22(second)) + 1;
    const bit = this.decoder.decode(p);
    this.counters.update(first, Number(bit), FAST);
    this.counters.update(second, Number(bit), SLOW);
    return bit;
  }

  integer(bits: number, first: string, second: string): number {
    const flag = (name: string) => this.bit(`${first} ${name}`, `${second} ${name}`);
    let length = 0;
    while (length < bits - 1 && flag(`longer than ${length}`)) length++;
    let value = 1;
    for (let i = 0; i < length; i++) {
      const before = i === 0 ? '' : value & 1;
      const bit = i < 2 ? flag(`bit ${i} ${before} of ${length}`) : this.decoder.decode(2 ** 23);
      value = 2 * value + Number(bit);
    }
    return value;
  }
}

/** A density in half octaves. */
function bin(density: number): number {
  const exponent = Math.floor(Math.log2(density | 1));
  const half = 2 * (exponent - 10) + (Math.floor(density / 2 ** (exponent - 1)) % 2);
  return Math.max(0, Math.min(11, half));
}

const moved = (density: number, nonzero: boolean): number =>
  density + (((nonzero ? 65535 : 0) - density) >> 4);

/** The columns of the parameters, in order. Throws where a reader must refuse the code. */
export function decodeWeights(code: Uint8Array, shapes: readonly CodedShape[]): Group[][] {
  const decoder = new Decoder(code);
  const coder = new Levels(decoder);
  let last = 593;

  const readScale = (): number => {
    if (coder.bit('scale is 0', 'scale is 0, slow')) return 0;
    if (coder.bit('scale as before', 'scale as before, slow')) return last;
    const larger = coder.bit('scale larger', 'scale larger, slow');
    const distance = coder.integer(11, 'scale', 'scale, slow');
    last += larger ? distance : -distance;
    if (last < 1 || last > LAST_SCALE) throw new Error('a scale is out of range');
    return last;
  };

  const readParameter = ({ rows, columns, bits, vector }: CodedShape): Group[] => {
    const kind = vector ? 'vector' : 'matrix';
    const scales = Array.from({ length: columns }, readScale);
    const levels = scales.map(() => [] as number[]);
    const densities = scales.map(() => HALF);
    let density = HALF;
    const at = (k: number, c: number) => levels[c]?.[k] ?? 0;
    const size = (k: number, c: number) => Math.abs(at(k, c));
    const side = (k: number, c: number) => Math.sign(at(k, c));
    const readLevel = (k: number, c: number): number => {
      const near =
        3 * (Math.min(2, size(k, c - 1)) + Math.min(2, size(k - 1, c))) +
        Math.min(2, size(k, c - 2) + size(k - 2, c));
      if (bits > 1) {
        const context = `${bin(density)} ${bin(get(densities, c))}`;
        const nonzero = coder.bit(`${kind} 0 near ${near}`, `${kind} 0 by ${context}`);
        density = moved(density, nonzero);
        densities[c] = moved(get(densities, c), nonzero);
        if (!nonzero) return 0;
      }
      const negative = coder.bit(
        `${kind} sign column ${side(k - 1, c)} ${side(k - 2, c)}`,
        `${kind} sign row ${side(k, c - 1)} ${side(k, c - 2)}`,
      );
      const value =
        bits > 2 ? coder.integer(bits - 1, `${kind} size near ${near}`, `${kind} size`) : 1;
      return negative ? -value : value;
    };
    for (let k = 0; k < rows; k++)
      for (let c = 0; c < columns; c++) levels[c]?.push(scales[c] === 0 ? 0 : readLevel(k, c));
    return levels.map((column, c) => {
      if (get(scales, c) > 0 && column.every((level) => level === 0))
        throw new Error('a column with a scale is 0');
      return { scale: scaleOf(get(scales, c)), levels: column };
    });
  };

  const all = shapes.map((shape) =>
    readParameter(shape.vector ? { ...shape, rows: shape.columns, columns: 1 } : shape),
  );
  if (!decoder.exact) throw new Error('the code does not end as an encoder ends it');
  return all;
}
