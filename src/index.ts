/** The public API, the same on every platform. The entries are src/node/index.ts and src/web/index.ts. */

export { type ExpertFamily, FAMILIES as EXPERT_FAMILIES } from './codec/protocol.js';
export { ERROR_CODES, type ErrorCode, ForesayError } from './errors.js';
export { KIND_NAMES, type Kind } from './kinds/kinds.js';
export { DEFAULT_LEVEL, LEVEL_BLOCK_SIZES, type Level, levelSpec } from './kinds/levels.js';
export { formatSpec, type ModelSpec, parseSpec } from './model/model-spec.js';
export { analyze } from './pipeline/analyze.js';
export { compressChunks } from './pipeline/compress.js';
export { decompressChunks } from './pipeline/decompress.js';
export { inspect } from './pipeline/inspect.js';
export { memoryNeeded } from './pipeline/memory-needed.js';
export { CompressStream, DecompressStream, type StreamInput } from './pipeline/web-streams.js';
export { compress, decompress } from './pipeline/whole.js';
export type {
  AnalyzeOptions,
  ArchiveInfo,
  BlockAnalysis,
  BlockInfo,
  ByteSource,
  Bytes,
  CompressOptions,
  DecompressOptions,
  FrameInfo,
  FrameStartInfo,
  InspectOptions,
  KindRun,
  Learning,
  NetworkInfo,
  Progress,
  StreamInfo,
  Warning,
  WorkOptions,
} from './types.js';
export { VERSION } from './version.js';
export { type Initialization, initialize } from './workers/initialize.js';
export type { PlatformWorker } from './workers/platform.js';
