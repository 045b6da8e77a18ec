/** A stream of a block on its way into the archive: coded with the model that suits it. */
import {
  alphabetSize,
  alphabetValues,
  EVERY_VALUE,
  encodeAlphabet,
  union,
} from '../archive/alphabet.js';
import type { ConstantStream, ModelledStream } from '../archive/tree.js';
import { KINDS, type Kind } from '../kinds/kinds.js';
import { type Choice, chosenFor, isNearlyRandom } from '../model/model-for-length.js';
import { encodeSpec, type ModelSpec, mixes } from '../model/model-spec.js';
import { type BlockCoder, START, type Steps } from './block-coder.js';
import { type ByteTrace, constantTrace, newTrace, type Tracing } from './byte-trace.js';
import type { Dictionary } from './dictionary.js';
import type { FrameNetwork } from './frame-network.js';
import { encodePlan, takes } from './measure.js';
import { findAlphabet, mapProgress } from './steps.js';

/** A coded stream and its bytes of the payload. */
export interface CodedStream {
  readonly stream: ConstantStream | ModelledStream;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Present where one is wanted. */
  readonly trace: ByteTrace | undefined;
}

/** How streams of the block are encoded. */
export interface StreamEncoding {
  /** The model for each kind of data. */
  readonly models: Readonly<Record<Kind, Choice>>;
  readonly dictionary: Dictionary;
  /** The network that models may begin with. */
  readonly network?: FrameNetwork | undefined;
  /** Most memory that it may take, bytes. */
  readonly memory: number;
  /** Whether bytes are traced, and what of them. */
  readonly tracing?: Tracing | undefined;
}

/** A stream of fewer bytes has its alphabet in the header only where that takes at most FEW bytes. */
const SHORT = 1 << 16;
const FEW = 6;

/** Codes a stream; undefined when that saves nothing. The progress that it yields is that of the stream alone. */
export function* encodeStream(
  coder: BlockCoder,
  { models, dictionary, network, memory, tracing }: StreamEncoding,
  kind: Kind,
  bytes: Uint8Array<ArrayBuffer>,
): Steps<CodedStream | undefined> {
  const { length } = bytes;
  const occurring = yield* findAlphabet(bytes, START);
  const values = alphabetSize(occurring);
  if (values === 1) {
    const value = alphabetValues(occurring)[0] as number;
    const trace = tracing && constantTrace(length, tracing, kind);
    return { stream: { kind: 'constant', length, value }, bytes: new Uint8Array(0), trace };
  }
  const isTaken = takes(chosenFor(models[kind], length), union(occurring, dictionary.alphabet));
  const choice = models[(!isTaken && KINDS[kind].otherwise) || kind];
  const codedWith = function* (spec: ModelSpec): Steps<CodedStream | undefined> {
    const alphabet = storedAlphabet(occurring, spec, length);
    const plan = encodePlan(spec, length, alphabet, dictionary, network);
    const trace = tracing && newTrace(length, tracing, kind);
    const coded = yield* coder.code(plan, bytes, memory, trace);
    const codedLength = coded?.length ?? length;
    const description = encodeSpec(spec).length + encodeAlphabet(alphabet).length;
    if (!coded || codedLength + description >= length) return undefined;
    return {
      stream: { kind: 'modelled', length, codedLength, spec, alphabet },
      bytes: coded,
      trace,
    };
  };
  const first = yield* codedWith(chosenFor(choice, length));
  const codedLength = first?.bytes.length ?? length;
  if (!choice.forNoise || !isNearlyRandom(length, codedLength, values)) return first;
  const done = { coded: length, produced: codedLength };
  return shorter(first, yield* mapProgress(codedWith(choice.forNoise), () => done));
}

/** The stream that takes fewer bytes; of two equal ones the first. */
function shorter(
  first: CodedStream | undefined,
  second: CodedStream | undefined,
): CodedStream | undefined {
  if (!first || !second) return first ?? second;
  return second.bytes.length < first.bytes.length ? second : first;
}

/**
 * The alphabet that the header has. Experts soon learn which values occur; so for a short stream it is cheaper to store
 * all values, unless there are few.
 */
function storedAlphabet(alphabet: Uint8Array, spec: ModelSpec, length: number): Uint8Array {
  const short = mixes(spec) && length < SHORT;
  return short && encodeAlphabet(alphabet).length > FEW ? EVERY_VALUE : alphabet;
}
