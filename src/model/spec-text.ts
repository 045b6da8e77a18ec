/** The short string form of a spec: `lstm(128x1,horizon=10)`, `mix(orders=1+2+3)+lstm(32x1)`. */
import { ForesayError } from '../errors.js';
import { shown } from '../shown.js';
import { NETWORK_FIELDS } from './fields.js';
import {
  FIELD_ENTRIES,
  fieldNamed,
  type ModelSpec,
  makeSpec,
  mixes,
  mixesSymbols,
  type SpecFieldName,
  storedToValue,
  valueToStored,
} from './spec-values.js';

/** The name in front of the fields of the mix. */
const MIX = 'mix';

/** The fields at the head of a network's text: `cell(widthxlayers`. */
const HEAD: readonly SpecFieldName[] = ['cell', 'width', 'layers'];

const SHAPE =
  'CELL(WIDTHxLAYERS,FIELD=VALUE,...), mix(FIELD=VALUE,...), or mix(...)+CELL(...), as in lstm(128x1,horizon=10)';

/**
 * Parses the text form. Width and layers, or everything in parentheses, may be left out. Spaces are ignored. A field that
 * is not named has its default. Throws INVALID_SPEC with a message that names the field and its range.
 */
export function parseSpec(text: string): ModelSpec {
  return makeSpec(fieldsIn(text));
}

/** The fields that a text form names. Their values are not checked. Throws INVALID_SPEC for any other text. */
export function fieldsIn(text: string): Partial<ModelSpec> {
  if (typeof text !== 'string')
    throw new ForesayError('INVALID_SPEC', `the text of a model is a string, not ${shown(text)}`);
  const match = /^([A-Za-z0-9]+)(?:\(([^()]*)\))?(?:\+([A-Za-z0-9]+)(?:\(([^()]*)\))?)?$/.exec(
    text.replace(/\s+/g, ''),
  );
  const [, first = '', firstFields = '', second, secondFields = ''] = match ?? [];
  if (!match || (second !== undefined && first !== MIX) || second === MIX)
    throw new ForesayError('INVALID_SPEC', `'${shown(text)}' is not a model; write ${SHAPE}`);
  const fields: Record<string, string | number> = {};
  if (first === MIX) {
    Object.assign(fields, { cell: 'none' });
    if (firstFields) readFields(firstFields, fields);
  } else {
    readNetwork(first, firstFields, fields);
  }
  if (second !== undefined) readNetwork(second, secondFields, fields);
  return fields as Partial<ModelSpec>;
}

function readNetwork(cell: string, text: string, fields: Record<string, string | number>): void {
  const shape = /^(\d+)(?:x(\d+))?(?=,|$)/.exec(text);
  Object.assign(fields, {
    cell,
    ...(shape && { width: Number(shape[1]) }),
    ...(shape?.[2] && { layers: Number(shape[2]) }),
  });
  const rest = text.slice(shape?.[0].length ?? 0);
  if (rest) readFields(shape ? rest.slice(1) : rest, fields);
}

function readFields(text: string, fields: Record<string, string | number>): void {
  for (const part of text.split(',')) {
    const [, name, value] = /^([A-Za-z0-9]+)=([^=]+)$/.exec(part) ?? [];
    if (name === undefined || value === undefined)
      throw new ForesayError('INVALID_SPEC', `'${part}' is not FIELD=VALUE; write ${SHAPE}`);
    const isNumber = fieldNamed(name).kind === 'number';
    if (isNumber && !/^\d*\.?\d+(e-?\d+)?$/i.test(value))
      throw new ForesayError('INVALID_SPEC', `model: ${name}=${value} is not a number`);
    if (name in fields) throw new ForesayError('INVALID_SPEC', `model: ${name} is given twice`);
    fields[name] = isNumber ? Number(value) : value;
  }
}

/** The text form: cell, width and layers, and the other fields that differ from their defaults. Throws INVALID_SPEC. */
export function formatSpec(spec: ModelSpec): string {
  if (typeof spec !== 'object' || spec === null)
    throw new ForesayError('INVALID_SPEC', `a model is an object, not ${shown(spec)}`);
  const network: string[] = [];
  const rest: string[] = [];
  for (const [name, field] of FIELD_ENTRIES) {
    const stored = valueToStored(name, field, spec[name]);
    if (HEAD.includes(name) || stored === valueToStored(name, field, field.initial)) continue;
    const value = storedToValue(field, stored);
    const text = field.kind === 'number' ? decimal(Number(value), field.decimals) : value;
    (name in NETWORK_FIELDS ? network : rest).push(`${name}=${text}`);
  }
  const shape = `${spec.width}x${spec.layers}`;
  if (!mixes(spec) && !mixesSymbols(spec))
    return `${spec.cell}(${[shape, ...network, ...rest].join(',')})`;
  const mix = `${MIX}(${rest.join(',')})`;
  return spec.cell === 'none' ? mix : `${mix}+${spec.cell}(${[shape, ...network].join(',')})`;
}

/** Decimal notation without exponent and trailing zeros. */
function decimal(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return decimals > 0 ? text.replace(/\.?0+$/, '') : text;
}
