/**
 * The codec with counters: a build of assembly/ that notes how often each function, loop and branch was taken. The
 * counters are bytes of the codec's own memory, below its data: no call to the host slows the codec down.
 */
import asc from 'assemblyscript/asc';
import binaryenApi from 'assemblyscript/binaryen';
import { CODEC_IDENTITY } from '#dist/codec/codec.generated.js';
import { withSection } from '../../../tools/wasm-section.js';

/** Setters that binaryen has and its types have not. */
type Setter = (expression: Expression, value: Expression) => void;
interface Setters {
  readonly Function: { readonly setBody: Setter };
  readonly Loop: { readonly setBody: Setter };
  readonly If: { readonly setCondition: Setter };
  readonly Break: { readonly setCondition: Setter };
  readonly Select: { readonly setCondition: Setter };
}

const binaryen = binaryenApi as typeof binaryenApi & Setters;
type Module = binaryenApi.Module;
type Expression = number;

/** Where the counters begin; they end below the codec's data. */
export const FIRST_COUNTER = 1024;
const CODEC_DATA = 1 << 16;

export interface Instrumented {
  readonly wasm: Uint8Array<ArrayBuffer>;
  /** How many counters there are, a byte each. */
  readonly edges: number;
}

/** The codec, compiled as asconfig.json says, with counters. Takes some ten seconds. */
export async function instrumentedCodec(): Promise<Instrumented> {
  const counted = new CountEdges();
  let wasm: Uint8Array<ArrayBuffer> | undefined;
  const args = ['assembly/index.ts', '--config', 'asconfig.json', '--target', 'codec'];
  args.push('--memoryBase', String(CODEC_DATA), '--initialMemory', '4');
  const { error, stderr } = await asc.main(args, {
    transforms: [counted as never],
    writeFile: (_name, contents) => {
      if (typeof contents !== 'string') wasm = new Uint8Array(contents);
    },
  });
  if (error || !wasm) throw new Error(`the codec does not compile: ${error}\n${stderr}`);
  // initialize() takes no other codec.
  return {
    wasm: new Uint8Array(withSection(wasm, 'foresay', CODEC_IDENTITY)),
    edges: counted.edges,
  };
}

/** asc calls it before it optimises: a branch is one of the source's, however often it is inlined. */
class CountEdges {
  edges = 0;
  afterCompile(module: Module): void {
    this.edges = new Instrumenter(module).run();
    if (FIRST_COUNTER + this.edges > CODEC_DATA) throw new Error('too many edges');
  }
}

/** Fields of an expression that are expressions. */
const CHILDREN = (
  'condition ifTrue ifFalse body children operands value ptr left right delta dest source size vec ' +
  'a b c shift'
).split(' ');

/** Expressions without others inside; a constant's `value` is a number. */
const LEAVES = new Set([binaryen.ConstId, binaryen.NopId, binaryen.UnreachableId]);

/** Function that counts which way a branch goes. */
const DECIDED = '~edges/decided';

class Instrumenter {
  private edges = 0;

  constructor(private readonly module: Module) {}

  /** Instruments all functions; returns the number of counters. */
  run(): number {
    const { module } = this;
    for (let i = 0; i < module.getNumFunctions(); i++) {
      const ref = module.getFunctionByIndex(i);
      const { body } = binaryen.getFunctionInfo(ref);
      if (!body) continue;
      this.visit(body);
      binaryen.Function.setBody(ref, this.reached(body));
    }
    const { i32, local } = module;
    const condition = () => local.get(1, binaryen.i32);
    const at = i32.add(local.get(0, binaryen.i32), i32.ne(condition(), i32.const(0)));
    const params = binaryen.createType([binaryen.i32, binaryen.i32]);
    const body = module.block(null, [local.set(2, at), this.count(2), condition()], binaryen.i32);
    module.addFunction(DECIDED, params, binaryen.i32, [binaryen.i32], body);
    return this.edges;
  }

  private visit(expression: Expression): void {
    if (LEAVES.has(binaryen.getExpressionId(expression))) return;
    const info = binaryen.getExpressionInfo(expression) as unknown as Record<string, unknown>;
    for (const name of CHILDREN)
      for (const child of [info[name]].flat())
        if (typeof child === 'number' && child !== 0) this.visit(child);
    const condition = info['condition'] as Expression;
    if (info['id'] === binaryen.IfId) binaryen.If.setCondition(expression, this.decided(condition));
    else if (info['id'] === binaryen.BreakId && condition)
      binaryen.Break.setCondition(expression, this.decided(condition));
    else if (info['id'] === binaryen.SelectId)
      binaryen.Select.setCondition(expression, this.decided(condition));
    else if (info['id'] === binaryen.LoopId)
      binaryen.Loop.setBody(expression, this.reached(info['body'] as Expression));
  }

  /** The condition itself, counted as false or true. */
  private decided(condition: Expression): Expression {
    const edge = FIRST_COUNTER + this.edges;
    this.edges += 2;
    const operands = [this.module.i32.const(edge), condition];
    return this.module.call(DECIDED, operands, binaryen.i32);
  }

  /** The code itself, counted. */
  private reached(code: Expression): Expression {
    const { module } = this;
    const edge = FIRST_COUNTER + this.edges++;
    const counting = this.counted(() => module.i32.const(edge));
    return module.block(null, [counting, code], binaryen.getExpressionType(code));
  }

  /** One more at the address in a local variable. */
  private count(variable: number): Expression {
    return this.counted(() => this.module.local.get(variable, binaryen.i32));
  }

  /** One more at the address, 255 at most: a counter that wraps to 0 would say that its edge was not taken. */
  private counted(address: () => Expression): Expression {
    const { i32 } = this.module;
    const count = () => i32.load8_u(0, 1, address());
    return i32.store8(0, 1, address(), i32.add(count(), i32.ne(count(), i32.const(255))));
  }
}
