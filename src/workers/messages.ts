/** The messages between a worker and the thread that started it. */

import type { BlockProgress } from '../codec/block-coder.js';
import type { CodecSource } from '../codec/module.js';
import type { ErrorCode } from '../errors.js';
import type { PairSource } from './pair.js';
import type { Result, Task } from './task.js';

export type ToWorker =
  /** The first message, sent once the worker has said `hello`. Answered by `ready`. */
  | { readonly type: 'start'; readonly codec: CodecSource }
  /** `pair`: the task is done where a helper thread can join. */
  | { readonly type: 'task'; readonly task: Task; readonly pair?: PairSource | undefined }
  /** Answered by `ready` when the pair dismisses its helper thread. */
  | { readonly type: 'assist'; readonly pair: PairSource };

export type FromWorker =
  /** The worker's first message, before it has received any. `identity`: IDENTITY of its build. */
  | { readonly type: 'hello'; readonly identity: string }
  | { readonly type: 'ready' }
  | { readonly type: 'progress'; readonly reached: BlockProgress }
  /** `held`: bytes of memory that the worker keeps. */
  | { readonly type: 'result'; readonly result: Result; readonly held: number }
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly message: string };

/** The identity that a worker's first message gives; undefined for a message that is not foresay's. */
export function identityIn(message: unknown): string | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { type, identity } = message as { type?: unknown; identity?: unknown };
  return type === 'hello' && typeof identity === 'string' ? identity : undefined;
}
