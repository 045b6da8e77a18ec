/** The models that a command line asks for and that archives were made with. */

import { DEFAULT_LEVEL, type Level, levelAbout } from '../kinds/levels.js';
import { formatSpec, parseSpec } from '../model/model-spec.js';
import type { ArchiveInfo } from '../node/index.js';
import type { Command } from './command.js';

/** What is compressed with, in words; throws INVALID_SPEC. */
export function modelText({ level, model }: Command): string {
  if (model !== undefined) return formatSpec(parseSpec(model));
  const number = (level ?? DEFAULT_LEVEL) as Level;
  return `level ${number}, ${levelAbout(number)}`;
}

/** The models of an archive, each once, as many as are known. */
export function specsOf({ models }: ArchiveInfo): string {
  return models.join(' ');
}
