/** What a worker and its master say to each other. */
import type { ErrorCode } from '../errors.js';
import type { Reached } from './block-coder.js';
import type { CodecSource } from './module.js';
import type { PairSource } from './pair.js';
import type { Result, Task } from './task.js';

export type ToWorker =
  | { readonly type: 'start'; readonly codec: CodecSource }
  /** `pair`: the task is done where a companion can help. */
  | { readonly type: 'task'; readonly task: Task; readonly pair?: PairSource | undefined }
  /** Answered by `ready` when the pair dismisses its companion. */
  | { readonly type: 'assist'; readonly pair: PairSource };

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'progress'; readonly reached: Reached }
  /** `held`: bytes of memory that the worker keeps. */
  | { readonly type: 'result'; readonly result: Result; readonly held: number }
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly message: string };
