/** The short string form of a spec: `lstm(128x1,horizon=10)`. */
import { ForesayError } from '../errors.js';
import {
  FIELD_ENTRIES,
  fieldNamed,
  type ModelSpec,
  makeSpec,
  type SpecFieldName,
  storedToValue,
  valueToStored,
} from './spec-values.js';

/** The fields that have a place of their own at the head of the text: `cell(widthxlayers`. */
const HEAD: readonly SpecFieldName[] = ['cell', 'width', 'layers'];

const SHAPE = 'CELL(WIDTHxLAYERS,FIELD=VALUE,...), as in lstm(128x1,horizon=10)';

/**
 * Reads the text form. Width and layers, or everything in parentheses, may be left out, spaces are ignored, and what
 * is not named has its default. Throws INVALID_SPEC with a message that names the field and its range.
 */
export function parseSpec(text: string): ModelSpec {
  const match = /^([A-Za-z0-9]+)(?:\(([^()]*)\))?$/.exec(text.replace(/\s+/g, ''));
  if (!match) throw new ForesayError('INVALID_SPEC', `'${text}' is not a model; write ${SHAPE}`);
  const parts = match[2] ? match[2].split(',') : [];
  const shape = /^(\d+)(?:x(\d+))?$/.exec(parts[0] ?? '');
  if (shape) parts.shift();
  const fields: Record<string, string | number> = {
    cell: match[1] ?? '',
    ...(shape && { width: Number(shape[1]) }),
    ...(shape?.[2] && { layers: Number(shape[2]) }),
  };
  for (const part of parts) {
    const [, name, value] = /^([A-Za-z0-9]+)=([^=]+)$/.exec(part) ?? [];
    if (name === undefined || value === undefined)
      throw new ForesayError('INVALID_SPEC', `'${part}' is not FIELD=VALUE; write ${SHAPE}`);
    if (fieldNamed(name).kind === 'number' && !/^\d*\.?\d+(e-?\d+)?$/i.test(value))
      throw new ForesayError('INVALID_SPEC', `model: ${name}=${value} is not a number`);
    if (name in fields) throw new ForesayError('INVALID_SPEC', `model: ${name} is given twice`);
    fields[name] = fieldNamed(name).kind === 'number' ? Number(value) : value;
  }
  return makeSpec(fields as Partial<ModelSpec>);
}

/** The text form: cell, width and layers always, the rest where it differs from the defaults. Throws INVALID_SPEC. */
export function formatSpec(spec: ModelSpec): string {
  const parts = [`${spec.width}x${spec.layers}`];
  for (const [name, field] of FIELD_ENTRIES) {
    const stored = valueToStored(name, field, spec[name]);
    if (HEAD.includes(name) || stored === valueToStored(name, field, field.initial)) continue;
    const value = storedToValue(field, stored);
    parts.push(
      `${name}=${field.kind === 'number' ? decimal(Number(value), field.decimals) : value}`,
    );
  }
  return `${spec.cell}(${parts.join(',')})`;
}

/** Plain decimal notation without trailing zeros. */
function decimal(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return decimals > 0 ? text.replace(/\.?0+$/, '') : text;
}
