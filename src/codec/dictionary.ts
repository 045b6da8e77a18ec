/** What a model learns before it codes: a prior that the spec names, then a dictionary that both sides own. */
import { alphabetOf, union } from '../archive/alphabet.js';
import type { ModelSpec } from '../model/model-spec.js';
import { priorBytes, skimmedOf } from '../priors/priors.js';

export interface Dictionary {
  readonly bytes: Uint8Array;
  /** The byte values in it; see alphabetOf. */
  readonly alphabet: Uint8Array;
}

/** All that a model learns first. */
export interface Lesson extends Dictionary {
  /** How many bytes of it, from the beginning, are skimmed: experts learn from them, mixers do not. */
  readonly skimmed: number;
  /** What it is, for people: a prior's name, `dictionary`, or both. */
  readonly what: string;
}

/** Most bytes of one: a matter of time rather than of memory. */
export const MAX_DICTIONARY_LENGTH = 2 ** 26;

/** Nothing to learn. */
export const NO_DICTIONARY: Dictionary = {
  bytes: new Uint8Array(0),
  alphabet: new Uint8Array(32),
};

const priors = new Map<string, Lesson>();

function priorNamed(name: string): Lesson {
  const known = priors.get(name);
  if (known) return known;
  const bytes = priorBytes(name);
  const prior = { bytes, alphabet: alphabetOf(bytes), skimmed: skimmedOf(name), what: name };
  priors.set(name, prior);
  return prior;
}

/** The last that was put together: a stream is measured, planned and coded with the same. */
let last:
  | { readonly prior: Lesson; readonly dictionary: Dictionary; readonly both: Lesson }
  | undefined;

/** All that a model of the spec learns first. */
export function learnedFirst({ prior: name }: ModelSpec, dictionary: Dictionary): Lesson {
  const prior = priorNamed(name);
  if (prior.bytes.length === 0) return { ...dictionary, skimmed: 0, what: 'dictionary' };
  if (dictionary.bytes.length === 0) return prior;
  if (last?.prior !== prior || last.dictionary !== dictionary)
    last = { prior, dictionary, both: joined(prior, dictionary) };
  return last.both;
}

function joined(prior: Lesson, dictionary: Dictionary): Lesson {
  const bytes = new Uint8Array(prior.bytes.length + dictionary.bytes.length);
  bytes.set(prior.bytes);
  bytes.set(dictionary.bytes, prior.bytes.length);
  const alphabet = union(prior.alphabet, dictionary.alphabet);
  return { bytes, alphabet, skimmed: prior.skimmed, what: `${prior.what} + dictionary` };
}
