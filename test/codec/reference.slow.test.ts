/**
 * The reference codec (test/reference) decodes an archive of every level of every kind, the bytes of every member of
 * every set field alone, and every golden archive. Above level 6 short inputs get the models of level 6, so the models of
 * these levels are also named as such, each with its network. Not here: inputs of 64 KiB and more, behind whose priors
 * these networks would take an hour.
 */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mixesSymbols, parseSpec } from '#dist/model/model-spec.js';
import { compress, KIND_NAMES, type Level, levelSpec } from '#dist/node/index.js';
import { goldenPath, readGolden, readTable } from '../golden/table.js';
import { inputOf } from '../support/inputs.js';
import {
  decodeArchive,
  decodeMixedBlock,
  decodeSymbolBlock,
  primingOf,
} from '../support/reference.js';
import { ANY_MIX_INPUT, anyMix } from './support/any-mix.js';
import { dictionaryOf, encodeBlock, valuesOf } from './support/blocks.js';
import { MEMBERS } from './support/members.js';

const LEVELS: readonly Level[] = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const KINDS = KIND_NAMES.filter((kind) => kind !== 'incompressible');

const same = (decoded: Uint8Array, input: Uint8Array) =>
  expect(Buffer.compare(decoded, input)).toBe(0);

/** Archives that were decoded, as text: levels may make the same one. */
const done = new Set<string>();

function expectDecoded(archive: Uint8Array, input: Uint8Array): void {
  const text = Buffer.from(archive).toString('base64');
  if (done.has(text)) return;
  same(decodeArchive(archive), input);
  done.add(text);
}

describe.each(KINDS)('%s', (kind) => {
  // Longer than what has models of its own, where there are such.
  const lengths = kind === 'text' || kind === 'structured' ? [2500, 9000] : [3000];

  it.each(LEVELS)('level %i', async (level) => {
    for (const length of lengths) {
      const input = inputOf(kind, length);
      const archive = await compress(input, { level, kind, threads: 0 });
      expect(archive.length).toBeLessThan(input.length);
      expectDecoded(archive, input);
    }
  });

  it.each(LEVELS.filter((level) => level > 6))('the model of level %i', async (level) => {
    const input = inputOf(kind, 500);
    const archive = await compress(input, { model: levelSpec(level, kind), kind, threads: 0 });
    expect(archive.length).toBeLessThan(input.length);
    expectDecoded(archive, input);
  });
});

describe('the bytes that a member alone makes', () => {
  it.each(MEMBERS)('$field $member', ({ spec, input, code }) => {
    const decode = mixesSymbols(spec) ? decodeSymbolBlock : decodeMixedBlock;
    same(decode(code, input.length, valuesOf(input), spec), input);
  });
});

it('any mix', () => {
  const [others, input] = [ANY_MIX_INPUT.subarray(0, -700), ANY_MIX_INPUT.subarray(-700)];
  fc.assert(
    fc.property(anyMix, (spec) => {
      const code = encodeBlock(spec, input, undefined, dictionaryOf(others));
      const values = valuesOf(ANY_MIX_INPUT);
      same(decodeMixedBlock(code, input.length, values, spec, primingOf(spec, others)), input);
    }),
    { numRuns: 60, seed: 2 },
  );
});

// Detections from the third on know the one before, and compare less; see NUMERICS.md, section 20.
it('records behind 140 KB of others', () => {
  const spec = parseSpec('mix(records=column+above,samples=direct,select=phase+sampleError)');
  const input = inputOf('records', 2000);
  const others = Uint8Array.from([...inputOf('records', 90_000), ...inputOf('binary', 50_000)]);
  const code = encodeBlock(spec, input, undefined, dictionaryOf(others));
  const values = valuesOf(Uint8Array.from([...input, ...others]));
  same(decodeMixedBlock(code, input.length, values, spec, primingOf(spec, others)), input);
});

describe('the golden archive', () => {
  it.each(readTable().valid.map((archive) => [archive.name, archive] as const))(
    '%s',
    (name, { frames }) => {
      const fileOf = (name: string | undefined) => name && readGolden(`plain/${name}`);
      const dictionary = fileOf(frames.find((frame) => frame.dictionary)?.dictionary);
      const network = fileOf(frames.find(({ options }) => options.networkByHash)?.network);
      const input = Buffer.concat(frames.map(({ plain }) => readGolden(`plain/${plain}`)));
      const archive = readFileSync(goldenPath(`valid/${name}.fsy`));
      same(decodeArchive(archive, dictionary || undefined, network || undefined), input);
    },
  );
});
