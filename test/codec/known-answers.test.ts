/**
 * One known answer for each member of each set field: a digest of the bytes that the codec makes of an input with that
 * member alone, and the last hash of its context by the reference. The table, test/codec/known-answers.txt, notices a
 * change that is made on both sides alike. `npx vitest run -u test/codec/known-answers.test.ts` writes it again; that is
 * right only with a new numeric version or a new member.
 */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MIX_FIELDS } from '#dist/model/fields.js';
import { EXPERTS, type ModelSpec, makeSpec } from '#dist/model/model-spec.js';
import { inputOf } from '../support/inputs.js';
import { decodeMixedBlock, memberHashes } from '../support/reference.js';
import { encodeBlock, valuesOf } from './support/blocks.js';

const FIELDS = [...EXPERTS, 'select', 'finalSelect', 'apm'] as const;
type Field = (typeof FIELDS)[number];

const joined = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

const TEXT = joined(inputOf('text', 500), inputOf('structured', 700));
const BYTES = joined(inputOf('binary', 500), inputOf('executable', 700));
/** Long enough for the record layout to be detected. */
const RECORDS = inputOf('records', 2500);
const EVERYTHING = joined(inputOf('structured', 400), inputOf('records', 2100));

const INPUTS: Readonly<Record<Field, Uint8Array>> = {
  orders: TEXT,
  words: TEXT,
  phrases: TEXT,
  style: TEXT,
  structure: TEXT,
  sparse: BYTES,
  indirect: TEXT,
  records: RECORDS,
  samples: RECORDS,
  code: BYTES,
  matches: TEXT,
  select: EVERYTHING,
  finalSelect: EVERYTHING,
  apm: TEXT,
};

/** What the sets that only weigh experts weigh here. */
const WEIGHED: Partial<ModelSpec> = {
  orders: '1+2',
  words: 'word',
  matches: '4',
  samples: 'direct',
};

/** The smallest table: contexts replace each other there, so that hashes show in the bytes. */
const COMMON: Partial<ModelSpec> = { cell: 'none', tables: 10 };

function specOf(field: Field, member: string): ModelSpec {
  switch (field) {
    case 'select':
      return makeSpec({ ...COMMON, ...WEIGHED, select: member });
    case 'finalSelect':
      return makeSpec({ ...COMMON, ...WEIGHED, select: 'single+partial', finalSelect: member });
    case 'apm':
      return makeSpec({ ...COMMON, ...WEIGHED, apm: member });
    case 'samples':
      return makeSpec({ ...COMMON, orders: '1', samples: member });
    default:
      return makeSpec({ ...COMMON, [field]: member });
  }
}

const MEMBERS = FIELDS.flatMap((field) =>
  MIX_FIELDS[field].members.map((member) => {
    const code = encodeBlock(specOf(field, member), INPUTS[field]);
    return { field, member, code };
  }),
);

const hex = (hash: number) => hash.toString(16).padStart(8, '0');

function hashesOf(field: Field): ReadonlyMap<string, number> {
  switch (field) {
    case 'matches':
    case 'samples':
    case 'select':
    case 'finalSelect':
    case 'apm':
      return new Map();
    default:
      return memberHashes(field, INPUTS[field]);
  }
}

it('are those of the table', async () => {
  const hashes = new Map(FIELDS.map((field) => [field, hashesOf(field)]));
  const rows = MEMBERS.map(({ field, member, code }) => {
    const digest = createHash('sha256').update(code).digest('hex').slice(0, 16);
    const hash = hashes.get(field)?.get(member);
    return `${field} ${member} ${code.length} ${digest} ${hash === undefined ? '-' : hex(hash)}\n`;
  });
  await expect(rows.join('')).toMatchFileSnapshot('known-answers.txt');
});

describe('the reference decodes the bytes of', () => {
  it.each(MEMBERS)('$field $member', ({ field, member, code }) => {
    const input = INPUTS[field];
    const decoded = decodeMixedBlock(code, input.length, valuesOf(input), specOf(field, member));
    expect(Buffer.compare(decoded, input)).toBe(0);
  });
});
