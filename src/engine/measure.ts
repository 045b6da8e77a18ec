/** How much memory a block takes, asked of the codec itself before anything is allocated for it. */
import { alphabetValues } from '../archive/alphabet.js';
import type { BlockHeader, ModelledHeader } from '../archive/block-header.js';
import { ForesayError } from '../errors.js';
import { type ModelSpec, specWords } from '../spec/model-spec.js';
import { Codec, type Plan } from './codec.js';
import { type Dictionary, learnedFirst, NO_DICTIONARY, union } from './dictionary.js';
import { codecModule } from './module.js';

/** Every byte value: the most that an alphabet can be. */
const EVERY_VALUE = new Uint8Array(32).fill(255);

/** The plan for encoding a block of `length` bytes. */
export function encodePlan(
  spec: ModelSpec,
  length: number,
  alphabet: Uint8Array = EVERY_VALUE,
  dictionary: Dictionary = NO_DICTIONARY,
): Plan {
  const first = learnedFirst(spec, dictionary);
  return {
    direction: 'encode',
    length,
    codedLength: 0,
    dictionary: first.bytes,
    alphabet: union(alphabet, first.alphabet),
    words: specWords(spec),
  };
}

/** What a decoder needs to know of a header. */
type Coded = Pick<ModelledHeader, 'spec' | 'length' | 'codedLength' | 'alphabet'>;

/** The plan for decoding a block. */
export function decodePlan(
  { spec, length, codedLength, alphabet }: Coded,
  dictionary: Dictionary = NO_DICTIONARY,
): Plan {
  const first = learnedFirst(spec, dictionary);
  return {
    direction: 'decode',
    length,
    codedLength,
    dictionary: first.bytes,
    alphabet: union(alphabet, first.alphabet),
    words: specWords(spec),
  };
}

/**
 * Bytes of memory that coding to the plan takes, all in all: the codec's, and outside of it the block, its coded
 * form and what is learned first once more. Throws INVALID_SPEC (UNSUPPORTED_SPEC when decoding) when it is more than WebAssembly has.
 */
export function planMemory(codec: Codec, plan: Plan): number {
  const bytes = codec.measure(plan);
  if (bytes > 0 && bytes <= 2 ** 32) {
    const coded = plan.direction === 'encode' ? plan.length : plan.codedLength;
    return bytes + plan.length + coded + plan.dictionary.length;
  }
  throw new ForesayError(
    plan.direction === 'encode' ? 'INVALID_SPEC' : 'UNSUPPORTED_SPEC',
    'the model and the block need more memory than WebAssembly has (4 GiB)',
  );
}

let measuring: Promise<Codec> | undefined;

/** A codec of this realm's own that is never opened. */
function measurer(): Promise<Codec> {
  measuring ??= codecModule().then((module) => new Codec(module));
  return measuring;
}

/** Bytes of memory that compressing blocks of up to `length` bytes takes, each. */
export async function encodeMemory(
  spec: ModelSpec,
  length: number,
  dictionary?: Dictionary,
): Promise<number> {
  return planMemory(await measurer(), encodePlan(spec, length, EVERY_VALUE, dictionary));
}

/** Bytes of memory that decompressing the block takes: what its header says is the writer's word, this is ours. */
export async function decodeMemory(header: BlockHeader, dictionary?: Dictionary): Promise<number> {
  return header.kind === 'stored' || alphabetValues(header.alphabet).length === 1
    ? header.length
    : planMemory(await measurer(), decodePlan(header, dictionary));
}
