/** All commands whose runs can be tasks. A new one is a file here and a line below. */
import type { TaskKind } from '../../sweep/task-kind.js';
import { CASE_TASKS } from './case.js';
import { COMPRESS_TASKS } from './compress.js';
import { TRAIN_TASKS } from './train.js';

export const TASK_KINDS: readonly TaskKind[] = [TRAIN_TASKS, COMPRESS_TASKS, CASE_TASKS];
