/** What is fuzzed, by name. */
import type { Target } from './support/fuzz-target.js';
import { archiveTarget } from './targets/archive.js';
import { codecTarget } from './targets/codec.js';

/** Each takes the compiled codec, plain or with counters. */
export const TARGETS: Readonly<Record<string, (module: WebAssembly.Module) => Promise<Target>>> = {
  archive: archiveTarget,
  codec: codecTarget,
};
