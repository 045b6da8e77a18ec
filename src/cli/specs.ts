/** The models that a command line asks for and that archives were made with. */
import type { ArchiveInfo } from '../node/index.js';
import { DEFAULT_LEVEL, LEVELS, type Level } from '../spec/levels.js';
import { type ModelSpec, parseSpec } from '../spec/model-spec.js';
import type { Command } from './command.js';

/** The model to compress with; throws INVALID_SPEC. */
export function chosenSpec({ level, model }: Command): ModelSpec {
  return parseSpec(model ?? LEVELS[(level ?? DEFAULT_LEVEL) as Level]);
}

/** The models of an archive, each once. */
export function specsOf({ frames }: ArchiveInfo): string {
  const streams = frames.flatMap(({ blocks }) => blocks.flatMap(({ streams }) => streams));
  const models = streams.map(({ model }) => model ?? 'stored');
  return [...new Set(models)].join(' ');
}
