/** Each member of each set field alone: the spec, an input, and the bytes that the codec makes of it. */
import { MIX_FIELDS, SYMBOL_FIELDS } from '#dist/model/fields.js';
import { type ModelSpec, makeSpec } from '#dist/model/model-spec.js';
import { inputOf } from '../../support/inputs.js';
import { asBytes, symbolsOf } from './bases.js';
import { encodeBlock } from './blocks.js';

const ALL = { ...MIX_FIELDS, ...SYMBOL_FIELDS };
type All = typeof ALL;
/** The set fields, in the order of the table. */
type Field = { [K in keyof All]: All[K] extends { kind: 'set' } ? K : never }[keyof All];
const FIELDS = (Object.keys(ALL) as (keyof All)[]).filter(
  (name): name is Field => ALL[name].kind === 'set',
);

const joined = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

const PROSE = inputOf('text', 500);
/** Pieces of the prose again, of lengths between those of the contexts and matches. */
const REPEATS = [4, 5, 6, 7, 9, 11, 13, 15, 18, 22, 26, 30, 36].map((length) =>
  PROSE.subarray(11 * length, 12 * length),
);
const TEXT = joined(PROSE, ...REPEATS, inputOf('structured', 700), ...REPEATS.toReversed());
const BYTES = joined(inputOf('binary', 500), inputOf('executable', 700));
/** Long enough for the record layout to be detected. */
const RECORDS = inputOf('records', 2500);
const EVERYTHING = joined(inputOf('structured', 400), inputOf('records', 2100));
const BASES = asBytes(symbolsOf(2500));

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
  symbolOrders: BASES,
  symbolGaps: BASES,
  repeats: BASES,
  codons: BASES,
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
      // The second forecast gives no input by itself.
      return makeSpec({
        ...COMMON,
        orders: '1',
        samples: member === 'direct' ? member : `direct+${member}`,
      });
    case 'symbolOrders':
    case 'symbolGaps':
    case 'repeats':
    case 'codons':
      return makeSpec({ cell: 'none', strands: 'both', symbolTables: 10, [field]: member });
    default:
      return makeSpec({ ...COMMON, [field]: member });
  }
}

/** All of the inputs of contexts of bytes. */
export const WHOLE_INPUT: Uint8Array = joined(TEXT, BYTES, RECORDS);

export interface Member {
  readonly field: Field;
  readonly member: string;
  readonly spec: ModelSpec;
  readonly input: Uint8Array;
  readonly code: Uint8Array;
}

export const MEMBERS: readonly Member[] = FIELDS.flatMap((field) =>
  ALL[field].members.map((member) => {
    const [spec, input] = [specOf(field, member), INPUTS[field]];
    return { field, member, spec, input, code: encodeBlock(spec, input) };
  }),
);
