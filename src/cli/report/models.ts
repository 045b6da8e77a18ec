/** Models as text, in reports. */
import { DEFAULT_LEVEL, type Level, levelAbout } from '../../kinds/levels.js';
import { formatSpec, parseSpec } from '../../model/model-spec.js';
import type { ArchiveInfo } from '../../node/index.js';

interface ModelChoice {
  /** 1 to 9; undefined: the default level. */
  readonly level: number | undefined;
  /** The text of a spec, which counts instead of the level. */
  readonly model: string | undefined;
}

/** The model that the options choose: the normalised spec, or the level with its description. Throws INVALID_SPEC. */
export function modelText({ level = DEFAULT_LEVEL, model }: ModelChoice): string {
  if (model !== undefined) return formatSpec(parseSpec(model));
  return `level ${level}, ${levelAbout(level as Level)}`;
}

/** The models of an archive, each once, up to the number that inspect() lists. */
export function modelsOf({ models }: ArchiveInfo): string {
  return models.join(' ');
}
