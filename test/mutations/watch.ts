/** Watches every codec of this process: symbols coded and memory held, the two things a hostile archive could waste. */

type Numeric = (...args: number[]) => number;

interface CodecExports {
  readonly memory: WebAssembly.Memory;
  readonly planAddress: Numeric;
  readonly open: Numeric;
  readonly advance: Numeric;
}

export class CodecWatch {
  /** Symbols coded since reset(); of a block that failed all are counted. */
  symbols = 0;
  /** Largest memory of any one codec so far, bytes. */
  memory = 0;

  reset(): void {
    this.symbols = 0;
  }

  /** The exports of a codec, counting. */
  wrap(exports: CodecExports): CodecExports {
    let length = 0;
    let coded = 0;
    return {
      ...exports,
      open: () => {
        length = new Int32Array(exports.memory.buffer, exports.planAddress())[1] as number;
        coded = 0;
        const status = exports.open();
        this.memory = Math.max(this.memory, exports.memory.buffer.byteLength);
        return status;
      },
      advance: (units: number) => {
        const before = coded;
        const status = exports.advance(units);
        coded = status >= 0 ? status : length;
        this.symbols += coded - before;
        return status;
      },
    };
  }
}

/** Starts watching; must come before foresay makes its first codec. */
export function watchCodecs(): CodecWatch {
  const watch = new CodecWatch();
  const Instance = WebAssembly.Instance;
  class Watched {
    readonly exports: unknown;
    constructor(module: WebAssembly.Module, imports?: WebAssembly.Imports) {
      const { exports } = new Instance(module, imports);
      this.exports = 'advance' in exports ? watch.wrap(exports as never) : exports;
    }
  }
  WebAssembly.Instance = Watched as unknown as typeof WebAssembly.Instance;
  return watch;
}
