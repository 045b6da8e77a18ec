/** The hashes of all members of context models behind given bytes. */
import { MIX_FIELDS } from '#dist/model/fields.js';
import { makeSpec } from '#dist/model/model-spec.js';
import { CONTEXT_MODELS } from './context-models.js';
import { Experts } from './experts.js';
import { History } from './history.js';
import { shapeOf } from './shape.js';

/** By field and member, with a space between. */
export function memberHashes(bytes: Uint8Array): ReadonlyMap<string, number> {
  const names = CONTEXT_MODELS.flatMap((field) =>
    MIX_FIELDS[field].members.map((member) => `${field} ${member}`),
  );
  const sets = CONTEXT_MODELS.map((field) => [field, MIX_FIELDS[field].members.join('+')]);
  const spec = makeSpec({ cell: 'none', tables: 10, ...Object.fromEntries(sets) });
  const values = Uint8Array.of(0, 1);
  const history = new History(bytes.length);
  const extent = { values, length: bytes.length };
  const experts = new Experts(history, shapeOf(spec, values.length), extent);
  experts.beginByte();
  for (const byte of bytes) {
    history.take(byte);
    experts.beginByte();
  }
  const hashes = experts.models.hashes();
  return new Map(names.map((name, i) => [name, hashes[i] as number]));
}
