/** Specs in all their forms: value, text, bytes, plan words. */
export type { ModelSpec } from './fields.js';
export { decodeSpec, encodeSpec, readSpec } from './spec-bytes.js';
export { formatSpec, parseSpec } from './spec-text.js';
export {
  EXPERTS,
  MAX_SYMBOLS,
  makeSpec,
  mixes,
  mixesSymbols,
  type SpecFieldName,
  SYMBOL_EXPERTS,
  specWords,
} from './spec-values.js';
