/** Which edges an input takes, and how often, roughly. */
import { FIRST_COUNTER } from './counted-codec.js';

/** How often, in classes: 1, 2, 3, 4 to 7, 8 to 15, 16 to 31, 32 to 127, more. */
const CLASSES = 8;
const CLASS_OF = Uint8Array.from({ length: 256 }, (_, count) =>
  count <= 3
    ? Math.max(0, count - 1)
    : count < 8
      ? 3
      : count < 16
        ? 4
        : count < 32
          ? 5
          : count < 128
            ? 6
            : 7,
);

declare global {
  /** Counters of the library (counted-script.ts). */
  var $edges: Uint8ClampedArray;
  var $decided: <T>(edge: number, condition: T) => T;
}

export class Coverage {
  /** Memories of the codecs of this realm. */
  private readonly memories = new Set<WeakRef<WebAssembly.Memory>>();
  private readonly codecCounts: Uint8Array;

  /** From now on, scripts and codecs of this realm are counted. */
  constructor(
    private readonly codecEdges: number,
    readonly scriptEdges: number,
  ) {
    this.codecCounts = new Uint8Array(codecEdges);
    // Clamped: a counter that wraps to 0 would say that its edge was not taken.
    const edges = new Uint8ClampedArray(scriptEdges);
    globalThis.$edges = edges;
    globalThis.$decided = (edge, condition) => {
      const taken = edge + (condition ? 1 : 0);
      edges[taken] = (edges[taken] as number) + 1;
      return condition;
    };
    this.watch();
  }

  get edges(): number {
    return this.codecEdges + this.scriptEdges;
  }

  /** Forgets what was taken so far. */
  clear(): void {
    for (const counts of this.counters()) counts.fill(0);
  }

  /** What was taken since clear(): edge times CLASSES plus the class of how often, in increasing order. */
  features(): number[] {
    const { codecCounts } = this;
    codecCounts.fill(0);
    for (const counts of this.counters()) {
      if (counts === globalThis.$edges) continue;
      for (let i = 0; i < counts.length; i++)
        codecCounts[i] = Math.min(255, (codecCounts[i] as number) + (counts[i] as number));
    }
    const features: number[] = [];
    for (const [first, counts] of [
      [0, globalThis.$edges],
      [this.scriptEdges, codecCounts],
    ] as const)
      for (let i = 0; i < counts.length; i++) {
        const count = counts[i] as number;
        if (count > 0) features.push(CLASSES * (first + i) + (CLASS_OF[count] as number));
      }
    return features;
  }

  /** The edge of a feature. */
  static edgeOf(feature: number): number {
    return Math.floor(feature / CLASSES);
  }

  private *counters(): Generator<Uint8Array | Uint8ClampedArray> {
    yield globalThis.$edges;
    for (const reference of this.memories) {
      const memory = reference.deref();
      if (memory) yield new Uint8Array(memory.buffer, FIRST_COUNTER, this.codecEdges);
      else this.memories.delete(reference);
    }
  }

  private watch(): void {
    const { Instance } = WebAssembly;
    const { memories } = this;
    class Watched {
      readonly exports: WebAssembly.Exports;
      constructor(module: WebAssembly.Module, imports?: WebAssembly.Imports) {
        this.exports = new Instance(module, imports).exports;
        const { memory, planAddress } = this.exports;
        if (memory instanceof WebAssembly.Memory && planAddress) memories.add(new WeakRef(memory));
      }
    }
    WebAssembly.Instance = Watched as unknown as typeof WebAssembly.Instance;
  }
}
