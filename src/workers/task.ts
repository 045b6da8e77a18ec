/** One block to encode or decode, in a worker or in the calling thread. */
import type { BlockHeader } from '../archive/block-header.js';
import { leavesOf } from '../archive/tree.js';
import type { BlockCoder, Steps } from '../codec/block-coder.js';
import { type Decoding, decodeBlock } from '../codec/decode-block.js';
import { type BlockTrace, type Encoding, encodeBlock } from '../codec/encode-block.js';
import type { Kind } from '../kinds/kinds.js';

/** The task owns the buffer of `bytes`: it may be transferred to a worker, and become the result. */
export type Task =
  | ({ readonly type: 'encode' } & Encoding)
  | ({ readonly type: 'decode' } & Decoding);

export interface Result {
  readonly header: BlockHeader;
  /** When encoding the payload, when decoding the bytes of the block. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** When encoding: the detected kind of each stream, in the order of the header. */
  readonly kinds?: readonly Kind[];
  /** When encoding: the block's check, for FrameWriter.block(). */
  readonly check?: Uint8Array;
  /** When encoding with `tracing`: what the bytes cost. */
  readonly trace?: BlockTrace | undefined;
}

/** The buffers of a result, which a worker transfers. */
export function buffersOf({ bytes, trace }: Result): ArrayBuffer[] {
  return [bytes, trace?.bits, trace?.votes].flatMap((array) => array?.buffer ?? []);
}

/** Whether a helper thread can share the task: one of its models learns one segment behind (`lag`). */
export function canBeShared(task: Task): boolean {
  if (task.type === 'encode') return Object.values(task.models).some(({ spec }) => spec.lag > 0);
  if (task.header.kind === 'stored') return false;
  return leavesOf(task.header.tree).some(
    ({ stream }) => stream.kind === 'modelled' && stream.spec.lag > 0,
  );
}

/** Does the task in steps, each of which yields its progress. loadChecksum() must have resolved. */
export function* runTask(coder: BlockCoder, task: Task): Steps<Result> {
  if (task.type === 'encode') return yield* encodeBlock(coder, task);
  return { header: task.header, bytes: yield* decodeBlock(coder, task) };
}
