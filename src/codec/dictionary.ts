/** The bytes that prime a model: the prior that its spec names, then the caller's dictionary. */
import { alphabetOf, union } from '../archive/alphabet.js';
import type { ModelSpec } from '../model/model-spec.js';
import { expertsOnlyBytes, priorBytes } from '../priors/priors.js';

export interface Dictionary {
  readonly bytes: Uint8Array;
  /** The byte values that occur in it; see alphabetOf. */
  readonly alphabet: Uint8Array;
}

/** All bytes that a model learns before it codes. */
export interface Priming extends Dictionary {
  /** How many of the bytes, from the first on, only the experts learn: mixers and APMs stay as they are. */
  readonly expertsOnly: number;
  /** For progress reports: the name of the prior, `dictionary`, or both. */
  readonly name: string;
}

/** Longest dictionary, bytes. Learning takes as long as coding, so the limit is one of time, not of memory. */
export const MAX_DICTIONARY_LENGTH = 2 ** 26;

export const NO_DICTIONARY: Dictionary = {
  bytes: new Uint8Array(0),
  alphabet: new Uint8Array(32),
};

const priors = new Map<string, Priming>();

function priorNamed(name: string): Priming {
  const known = priors.get(name);
  if (known) return known;
  const bytes = priorBytes(name);
  const prior = { bytes, alphabet: alphabetOf(bytes), expertsOnly: expertsOnlyBytes(name), name };
  priors.set(name, prior);
  return prior;
}

/** The last prior and dictionary that were joined: a stream is measured, planned and coded with the same two. */
let last:
  | { readonly prior: Priming; readonly dictionary: Dictionary; readonly both: Priming }
  | undefined;

/** The priming of a model with this spec. */
export function primingOf({ prior: name }: ModelSpec, dictionary: Dictionary): Priming {
  const prior = priorNamed(name);
  if (prior.bytes.length === 0) return { ...dictionary, expertsOnly: 0, name: 'dictionary' };
  if (dictionary.bytes.length === 0) return prior;
  if (last?.prior !== prior || last.dictionary !== dictionary)
    last = { prior, dictionary, both: joined(prior, dictionary) };
  return last.both;
}

function joined(prior: Priming, dictionary: Dictionary): Priming {
  const bytes = new Uint8Array(prior.bytes.length + dictionary.bytes.length);
  bytes.set(prior.bytes);
  bytes.set(dictionary.bytes, prior.bytes.length);
  const alphabet = union(prior.alphabet, dictionary.alphabet);
  return { bytes, alphabet, expertsOnly: prior.expertsOnly, name: `${prior.name} + dictionary` };
}
