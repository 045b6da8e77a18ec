/** The priors: their bytes never change, and they make short files smaller. */
import { beforeAll, expect, it } from 'vitest';
import { checksum, checksumText } from '#dist/archive/checksum.js';
import { loadChecksum } from '#dist/codec/idle-codec.js';
import { SPEC_FIELDS } from '#dist/model/fields.js';
import { expertsOnlyBytes, PRIORS, priorBytes } from '#dist/priors/priors.js';

beforeAll(loadChecksum);

/** Archives name priors and do not hold them: when one of these, or the number of experts-only bytes, changes, they no longer decode. */
const FIXED: Readonly<Record<string, readonly [checksum: string, expertsOnly: number]>> = {
  none: ['ef46db3751d8e999', 0],
  text: ['92446b67cecc300c', 15_000],
  structured: ['69807a4cfe4ffdcb', 7_000],
  all: ['ad0ddf6bd6446666', 34_500],
  english: ['debf3eeb97a4d52a', 27_494],
};

it.each(SPEC_FIELDS.prior.values)('%s is what it always was', (name) => {
  expect([checksumText(checksum(priorBytes(name))), expertsOnlyBytes(name)]).toEqual(FIXED[name]);
});

it('every prior is one of the spec', () => {
  expect(['none', ...Object.keys(PRIORS)]).toEqual([...SPEC_FIELDS.prior.values]);
});

it.each(Object.entries(PRIORS))('%s is plain text, whatever an editor may do', (_, text) => {
  expect(text).toMatch(/^[\t\n -~]*\n$/);
  expect(text).not.toMatch(/[\t ]\n/);
});
