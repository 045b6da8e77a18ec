/** What is done with one block, wherever it is done: in a worker or in the calling thread. */
import type { BlockHeader } from '../archive/block-header.js';
import { leavesOf } from '../archive/tree.js';
import type { BlockCoder, Steps } from '../codec/block-coder.js';
import { type Decoding, decodeBlock } from '../codec/decode-block.js';
import { type Encoding, encodeBlock } from '../codec/encode-block.js';
import type { Kind } from '../kinds/kinds.js';

/** A block to code. `bytes` are the task's own: they may be sent to another thread, and be the result. */
export type Task =
  | ({ readonly kind: 'encode' } & Encoding)
  | ({ readonly kind: 'decode' } & Decoding);

/** The block's header, and its payload or its bytes: whichever the task did not begin with. */
export interface Result {
  readonly header: BlockHeader;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** When encoding: what its streams were taken for, in their order. */
  readonly kinds?: readonly Kind[];
  /** When encoding: the block's check, for FrameWriter.block(). */
  readonly check?: Uint8Array;
}

/** Whether a helper thread could help with the task: a model of it learns one segment late. */
export function canBeShared(task: Task): boolean {
  if (task.kind === 'encode') return Object.values(task.models).some(({ spec }) => spec.lag > 0);
  if (task.header.kind === 'stored') return false;
  return leavesOf(task.header.tree).some(
    ({ stream }) => stream.kind === 'modelled' && stream.spec.lag > 0,
  );
}

/** Does the task slice by slice; yields how far it is. loadChecksum() must have resolved. */
export function* runTask(coder: BlockCoder, task: Task): Steps<Result> {
  if (task.kind === 'encode') return yield* encodeBlock(coder, task);
  return { header: task.header, bytes: yield* decodeBlock(coder, task) };
}
