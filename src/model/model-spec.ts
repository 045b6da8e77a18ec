/** Specs in all their forms: value, text, bytes, plan words. */
export type { ModelSpec } from './fields.js';
export { decodeSpec, encodeSpec, readSpec } from './spec-bytes.js';
export { formatSpec, parseSpec } from './spec-text.js';
export { EXPERTS, makeSpec, mixes, type SpecFieldName, specWords } from './spec-values.js';
