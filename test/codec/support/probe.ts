/** The codec's inside, one fresh instance each (its functions: assembly/probe.ts). */
import { readFileSync } from 'node:fs';
import { PLAN } from '#dist/codec/protocol.js';
import { type ModelSpec, specWords } from '#dist/model/model-spec.js';

/** A WebAssembly function of numbers; addresses are bytes in `memory`. */
type Call = (...args: number[]) => number;

const NAMES = [
  'planAddress',
  'measure',
  'open',
  'inputAddress',
  'advance',
  'squash',
  'stretch',
  'multiply',
  'multiplyFour',
  'multiplyOne',
  'addOuter',
  'outerMany',
  'outerOne',
  'randomBits',
  'randomUnit',
  'seedRandom',
  'softmax',
  'multiplyTransposed',
  'transposedOne',
  'transposedTwo',
  'dot',
  'commit',
  'release',
  'reserve',
  'openBrackets',
  'readBrackets',
  'decodeBits',
  'decodeSymbols',
  'encodeBits',
  'encodeSymbols',
  'openDistribution',
  'applyExp',
  'applyLog',
  'applyRsqrt',
  'applySigmoid',
  'applyTanh',
  'openNetwork',
  'parameter',
  'probabilitiesAddress',
  'runSegment',
  'symbolsAddress',
  'updateEntry',
  'updateFour',
  'counterEntry',
  'bitsSeen',
  'expectedByte',
  'findSlot',
  'initialProbabilityOf',
  'stretchFour',
  'makeContextTables',
  'nextHistory',
  'openMatch',
  'openSlots',
  'takeByte',
  'slotLine',
  'slotSibling',
  'startMatch',
  'stretchEntry',
  'updateApm',
  'updateMixer',
  'mixInputs',
  'openApm',
  'openMixer',
  'positionOf',
  'refine',
  'startApm',
  'startMixer',
  'multiplyAdd',
  'adamStep',
  'whitenRows',
] as const;

export type ProbeExports = Readonly<Record<(typeof NAMES)[number], Call>>;

const compiled = new WebAssembly.Module(
  readFileSync(new URL('../../../build/probe.wasm', import.meta.url)),
);

/** An array in the probe's memory. */
export interface Placed<T> {
  readonly address: number;
  readonly values: T;
}

/** Elements of each kind: how many. */
type Sizes = Readonly<Record<string, number>>;
type PlacedFloats<S extends Sizes> = { readonly [K in keyof S]: Placed<Float32Array> };

export class Probe {
  readonly call: ProbeExports;
  readonly memory: WebAssembly.Memory;

  constructor() {
    const { exports } = new WebAssembly.Instance(compiled);
    for (const name of NAMES)
      if (typeof exports[name] !== 'function') throw new Error(`the probe has no ${name}`);
    this.call = exports as unknown as ProbeExports;
    this.memory = (exports as { readonly memory: WebAssembly.Memory }).memory;
  }

  /** Arrays of f32, all zero, in place of whatever there was. `also` reserves more. */
  floats<const S extends Sizes>(sizes: S, also: () => void = () => {}): PlacedFloats<S> {
    this.call.release();
    const addresses = Object.entries(sizes).map(
      ([name, size]) => [name, this.call.reserve(4 * size), size] as const,
    );
    also();
    if (!this.call.commit()) throw new Error('the probe has no memory');
    const placed = addresses.map(([name, address, size]) => [
      name,
      { address, values: this.at(address, size) },
    ]);
    return Object.fromEntries(placed) as PlacedFloats<S>;
  }

  /** The f32 at an address. */
  at(address: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, length);
  }

  /** Writes a plan: encode `length` bytes whose symbols are the byte values 0 to `symbols` - 1. */
  plan(spec: ModelSpec, symbols: number, length: number): void {
    const address = this.call.planAddress();
    const words = new Int32Array(this.memory.buffer, address);
    words.fill(0, 0, PLAN.SPEC);
    words[PLAN.LENGTH] = length;
    const alphabet = new Uint8Array(this.memory.buffer, address + 4 * PLAN.ALPHABET, 32);
    for (let v = 0; v < symbols; v++) alphabet[v >> 3] = (alphabet[v >> 3] ?? 0) | (1 << (v & 7));
    words.set(specWords(spec), PLAN.SPEC);
  }
}
