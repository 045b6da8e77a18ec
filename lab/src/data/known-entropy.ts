/** The entropy rate that a JSON states: one of foresay-lab, or of the form {"entropy": 0.5}. */
import { existsSync } from 'node:fs';
import * as v from 'valibot';
import { LabError } from '../errors.js';
import { readJson } from './json-file.js';
import { infoPath } from './source-info.js';

const BITS = v.pipe(v.number(), v.minValue(0));

const SCHEMA = v.looseObject({
  entropy: v.exactOptional(BITS),
  entropyRate: v.exactOptional(v.looseObject({ kind: v.string(), bits: v.exactOptional(BITS) })),
});

/**
 * Bits a symbol. Undefined where only a bound is known, and without `given` where no JSON beside the data states an entropy.
 * Throws LabError for a JSON that was given and states none.
 *
 * @param given Path of a JSON. Undefined: the one beside the data, if there is one.
 */
export function knownEntropy(dataPath: string, given: string | undefined): number | undefined {
  const path = given ?? infoPath(dataPath);
  if (given === undefined && (path === dataPath || !existsSync(path))) return undefined;
  const { entropy, entropyRate } = readJson(path, SCHEMA);
  if (entropy !== undefined) return entropy;
  if (entropyRate === undefined && given !== undefined)
    throw new LabError(`${path}: "entropy" is missing`);
  const known = entropyRate?.kind === 'exact' || entropyRate?.kind === 'estimate';
  return known ? entropyRate.bits : undefined;
}
