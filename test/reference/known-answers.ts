/** The hashes that members of context models give on a known input: known answers, held in known-answers.txt. */
import { MIX_FIELDS } from '#dist/model/fields.js';
import { makeSpec } from '#dist/model/model-spec.js';
import { Experts } from './experts.js';
import { History } from './history.js';
import { shapeOf } from './shape.js';

/** The sets of context models. */
export type ContextField = Exclude<
  keyof typeof MIX_FIELDS,
  | 'tables'
  | 'limit'
  | 'mixRate'
  | 'mixFloor'
  | 'byteMatch'
  | 'select'
  | 'apm'
  | 'finalSelect'
  | 'matches'
  | 'samples'
>;

/** For each member of the field, the hash of its context behind the bytes. */
export function memberHashes(field: ContextField, bytes: Uint8Array): ReadonlyMap<string, number> {
  const { members } = MIX_FIELDS[field];
  const spec = makeSpec({ cell: 'none', [field]: members.join('+') });
  const history = new History(bytes.length);
  const extent = { values: Uint8Array.of(0, 1), length: bytes.length };
  const experts = new Experts(history, shapeOf(spec, extent.values.length), extent);
  experts.beginByte();
  for (const byte of bytes) {
    history.take(byte);
    experts.beginByte();
  }
  const hashes = experts.models.hashes();
  return new Map(members.map((member, i) => [member, hashes[i] as number]));
}
