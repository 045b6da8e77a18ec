/** The messages between a worker and the thread that started it. */

import type { BlockProgress } from '../codec/block-coder.js';
import type { CodecSource } from '../codec/module.js';
import type { ErrorCode } from '../errors.js';
import type { Result, Task } from './task.js';

/** A codec over shared memory, for two workers on one task. */
export interface SharedSource {
  readonly codec: CodecSource;
  readonly memory: WebAssembly.Memory;
}

export type ToWorker =
  /** The first message, sent after the worker's `hello`. The answer is `ready`. */
  | { readonly type: 'start'; readonly codec: CodecSource }
  /** `shared`: the worker codes in this memory, which a helper thread can join. */
  | { readonly type: 'task'; readonly task: Task; readonly shared?: SharedSource | undefined }
  /** Makes the worker a helper thread. The answer, sent when it is dismissed, is `ready`. */
  | { readonly type: 'assist'; readonly shared: SharedSource };

export type FromWorker =
  /** The worker's first message, sent unasked. `identity`: IDENTITY of its build. */
  | { readonly type: 'hello'; readonly identity: string }
  | { readonly type: 'ready' }
  | { readonly type: 'progress'; readonly progress: BlockProgress }
  /** `held`: bytes of memory that the worker keeps after the task. */
  | { readonly type: 'result'; readonly result: Result; readonly held: number }
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly message: string };

/** The identity in a worker's first message; undefined for a message that is not foresay's. */
export function identityIn(message: unknown): string | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { type, identity } = message as { type?: unknown; identity?: unknown };
  return type === 'hello' && typeof identity === 'string' ? identity : undefined;
}
