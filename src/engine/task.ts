/** What is done with one block, wherever it is done: in a worker or in the calling thread. */
import { alphabetOf, alphabetValues } from '../archive/alphabet.js';
import { type BlockHeader, encodeBlockHeader } from '../archive/block-header.js';
import { Checksum } from '../archive/checksum.js';
import { NUMERIC_VERSION } from '../archive/format.js';
import { ForesayError } from '../errors.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { type BlockCoder, type Reached, START, type Steps } from './block-coder.js';
import type { Dictionary } from './dictionary.js';
import { decodePlan, encodePlan } from './measure.js';
import { stretches } from './slices.js';

/** A block to code. `bytes` are the task's own: they may be sent to another thread, and be the result. */
export type Task =
  | {
      readonly kind: 'encode';
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly spec: ModelSpec;
      readonly dictionary: Dictionary;
      /** Most memory that it may take, bytes. */
      readonly memory: number;
    }
  | {
      readonly kind: 'decode';
      readonly bytes: Uint8Array<ArrayBuffer>;
      readonly header: BlockHeader;
      readonly dictionary: Dictionary;
      readonly memory: number;
    };

/** The block's header, and its payload or its bytes: whichever the task did not begin with. */
export interface Result {
  readonly header: BlockHeader;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** When encoding: the block's check, for FrameWriter.block(). */
  readonly check?: Uint8Array;
}

/** Whether a companion could help with the task: its model learns one segment late. */
export function canBeShared(task: Task): boolean {
  if (task.kind === 'encode') return task.spec.lag > 0;
  return task.header.kind === 'modelled' && task.header.spec.lag > 0;
}

// [path 3]
/** Does the task slice by slice; yields how far it is. loadChecksum() must have resolved. */
export function* runTask(coder: BlockCoder, task: Task): Steps<Result> {
  return yield* task.kind === 'encode' ? encode(coder, task) : decode(coder, task);
}

function* encode(coder: BlockCoder, task: Extract<Task, { kind: 'encode' }>): Steps<Result> {
  const { bytes: block, spec, dictionary } = task;
  const length = block.length;
  const contentChecksum = (yield* hashed(new Checksum(), block, START)).digest();
  const alphabet = yield* alphabetIn(block);
  const stored = { kind: 'stored', length, contentChecksum } as const;
  const coded = yield* codedForm(coder, task, alphabet);
  if (!coded) return yield* checked(stored, block);
  const shape = { spec, length, alphabet, codedLength: coded.length };
  const header: BlockHeader = {
    ...shape,
    kind: 'modelled',
    contentChecksum,
    numericVersion: NUMERIC_VERSION,
    memory: coded.length === 0 ? length : coder.measure(decodePlan(shape, dictionary)),
  };
  // What counts is the whole of it: short blocks gain less than the model's description costs.
  const saved = length - coded.length;
  return encodeBlockHeader(header).length - encodeBlockHeader(stored).length < saved
    ? yield* checked(header, coded)
    : yield* checked(stored, block);
}

/** Adds the check, which takes a while for a long payload. */
function* checked(header: BlockHeader, bytes: Uint8Array<ArrayBuffer>): Steps<Result> {
  const reached = { coded: header.length, produced: bytes.length };
  const sum = yield* hashed(new Checksum().update(encodeBlockHeader(header)), bytes, reached);
  return { header, bytes, check: sum.check() };
}

/** The coded bytes; none when the alphabet says it all, undefined when they are no fewer than the block's. */
function* codedForm(
  coder: BlockCoder,
  { bytes, spec, dictionary, memory }: Extract<Task, { kind: 'encode' }>,
  alphabet: Uint8Array,
): Steps<Uint8Array<ArrayBuffer> | undefined> {
  if (alphabetValues(alphabet).length === 1) return new Uint8Array(0);
  const plan = encodePlan(spec, bytes.length, alphabet, dictionary);
  return yield* coder.code(plan, bytes, memory);
}

function* decode(coder: BlockCoder, task: Extract<Task, { kind: 'decode' }>): Steps<Result> {
  const { header } = task;
  const block = yield* blockOf(coder, task);
  const reached = { coded: header.length, produced: header.length };
  const sum = yield* hashed(new Checksum(), block, reached);
  if (block.length !== header.length || sum.digest() !== header.contentChecksum)
    throw new ForesayError('CHECKSUM', 'the decoded bytes are not those that were compressed');
  return { header, bytes: block };
}

function* blockOf(
  coder: BlockCoder,
  { bytes: payload, header, dictionary, memory }: Extract<Task, { kind: 'decode' }>,
): Steps<Uint8Array<ArrayBuffer>> {
  if (header.kind === 'stored') return payload;
  const [value, other] = alphabetValues(header.alphabet);
  if (value !== undefined && other === undefined) return yield* repeated(value, header.length);
  const block = yield* coder.code(decodePlan(header, dictionary), payload, memory);
  if (!block) throw new ForesayError('ENGINE', 'the decoder ended like an encoder');
  return block;
}

function* repeated(value: number, length: number): Steps<Uint8Array<ArrayBuffer>> {
  const block = new Uint8Array(length);
  for (const { at, piece } of stretches(block)) {
    yield { coded: at, produced: at };
    piece.fill(value);
  }
  return block;
}

/** `sum` with `bytes` added, in slices that say how far the block is. */
function* hashed(sum: Checksum, bytes: Uint8Array, reached: Reached): Steps<Checksum> {
  for (const { piece } of stretches(bytes)) {
    yield reached;
    sum.update(piece);
  }
  return sum;
}

/** The values in `block`, in slices. */
function* alphabetIn(block: Uint8Array): Steps<Uint8Array> {
  const all = new Uint8Array(32);
  for (const { piece } of stretches(block)) {
    yield START;
    for (const [i, bits] of alphabetOf(piece).entries()) all[i] = (all[i] as number) | bits;
  }
  return all;
}
