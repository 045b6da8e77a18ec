/** Models as text, in reports. */
import { DEFAULT_LEVEL, type Level, levelAbout } from '../../kinds/levels.js';
import { formatSpec, parseSpec } from '../../model/model-spec.js';
import type { ArchiveInfo } from '../../node/index.js';

interface ModelChoice {
  /** 1 to 9; undefined: the default level. */
  readonly level: number | undefined;
  /** The text of a spec, which counts instead of the level. */
  readonly model: string | undefined;
  /** Path of the network that models begin with. */
  readonly network: string | undefined;
}

/**
 * The model that the options choose: the normalised spec, or the level with its description, and the network. Throws
 * INVALID_SPEC.
 */
export function modelText({ level, model, network }: ModelChoice): string {
  const own = network === undefined ? [] : [`network ${network}`];
  if (model !== undefined) return [formatSpec(parseSpec(model)), ...own].join(', ');
  if (level === undefined && network !== undefined) return own.join();
  const named = (level ?? DEFAULT_LEVEL) as Level;
  return [`level ${named}, ${levelAbout(named)}`, ...own].join(', ');
}

/** The models of an archive, each once, up to the number that inspect() lists. */
export function modelsOf({ models }: ArchiveInfo): string {
  return models.join(' ');
}
