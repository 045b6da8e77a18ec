/** Valid specs, any that the table of fields allows: what an archive says with them reaches the codec. */
import { ForesayError } from '#dist/errors.js';
import { MIX_FIELDS, SPEC_FIELDS, type SpecField, SYMBOL_FIELDS } from '#dist/model/fields.js';
import { type ModelSpec, makeSpec, type SpecFieldName } from '#dist/model/model-spec.js';
import type { Random } from './random.js';

const FIELDS = Object.entries(SPEC_FIELDS) as [SpecFieldName, SpecField][];

/** Largest values of what makes a model large or slow: most random specs are to be tried, not refused. */
const AFFORDABLE: Readonly<Partial<Record<SpecFieldName, number>>> = {
  width: 48,
  layers: 3,
  horizon: 40,
  ngramBits: 8,
  tables: 12,
  symbolTables: 12,
  hidden: 16,
};

/** A prior is learned before the first byte, which takes as long as coding many kilobytes. */
const SLOW: readonly SpecFieldName[] = ['prior'];

/** One of so many specs has fields of any size; it is mostly refused for its memory. */
const HUGE = 40;

function anyValue(random: Random, name: SpecFieldName, field: SpecField, huge: boolean) {
  if (field.kind === 'choice') return random.pick(field.values);
  if (field.kind === 'set') return field.members.filter(() => random.below(5) === 0).join('+');
  const { min, step, decimals } = field;
  const max = huge ? field.max : Math.min(field.max, AFFORDABLE[name] ?? field.max);
  // Small values are as likely as large ones: a number of random length.
  const steps = 1 + Math.floor((max - min) / step);
  const most = Math.min(steps, 2 ** random.below(1 + Math.ceil(Math.log2(steps + 1))));
  return (min + step * random.below(Math.max(1, most))) / 10 ** decimals;
}

function valid(fields: Partial<ModelSpec>): ModelSpec | undefined {
  try {
    return makeSpec(fields);
  } catch (error) {
    if (error instanceof ForesayError && error.code === 'INVALID_SPEC') return undefined;
    throw error;
  }
}

/** One of so many specs has experts of symbols, if it has experts; the others have experts of bytes. */
const SYMBOLIC = 4;

/** A spec in which about half of the fields are not at their defaults. */
export function randomSpec(random: Random): ModelSpec {
  for (;;) {
    const huge = random.below(HUGE) === 0;
    const others = random.below(SYMBOLIC) === 0 ? MIX_FIELDS : SYMBOL_FIELDS;
    const chosen = FIELDS.filter(
      ([name]) => !SLOW.includes(name) && !(name in others) && random.below(2) === 0,
    );
    const fields = chosen.map(([name, field]) => [name, anyValue(random, name, field, huge)]);
    const small = { ngramBits: 4, tables: 10, width: 16, symbolTables: 10 };
    const spec = valid({ ...small, ...Object.fromEntries(fields) });
    if (spec) return spec;
  }
}

/** The spec with one or two fields changed. */
export function changedSpec(random: Random, spec: ModelSpec): ModelSpec {
  for (;;) {
    const changes = Array.from({ length: 1 + random.below(2) }, () => {
      const [name, field] = random.pick(FIELDS.filter(([one]) => !SLOW.includes(one)));
      return [name, anyValue(random, name, field, false)];
    });
    const changed = valid({ ...spec, ...Object.fromEntries(changes) });
    if (changed) return changed;
  }
}
