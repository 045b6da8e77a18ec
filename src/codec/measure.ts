/** How much memory and work a block takes, asked of the codec itself before anything is allocated for it. */
import { alphabetSize, EVERY_VALUE, union } from '../archive/alphabet.js';
import type { BlockHeader, ModelledHeader } from '../archive/block-header.js';
import {
  keptLength,
  type ModelledStream,
  type Stream,
  symbolsOf,
} from '../archive/stream-header.js';
import { ForesayError } from '../errors.js';
import { type Choice, modelsUpTo } from '../model/model-for-length.js';
import { type ModelSpec, specWords } from '../model/model-spec.js';
import type { Codec, Plan } from './codec.js';
import { type Dictionary, NO_DICTIONARY, primingOf } from './dictionary.js';
import { idleCodec } from './idle-codec.js';

/** The plan for encoding `length` bytes. */
export function encodePlan(
  spec: ModelSpec,
  length: number,
  alphabet: Uint8Array = EVERY_VALUE,
  dictionary: Dictionary = NO_DICTIONARY,
): Plan {
  return plan('encode', { spec, length, codedLength: 0, alphabet }, dictionary);
}

/** What a decoder needs to know of a stream. */
type Coded = Pick<ModelledStream, 'spec' | 'length' | 'codedLength' | 'alphabet'>;

/** The plan for decoding `length` bytes. */
export function decodePlan(coded: Coded, dictionary: Dictionary = NO_DICTIONARY): Plan {
  return plan('decode', coded, dictionary);
}

function plan(
  direction: Plan['direction'],
  { spec, length, codedLength, alphabet }: Coded,
  dictionary: Dictionary,
): Plan {
  const priming = primingOf(spec, dictionary);
  return {
    direction,
    length,
    codedLength,
    dictionary: priming.bytes,
    expertsOnly: priming.expertsOnly,
    primingName: priming.name,
    alphabet: union(alphabet, priming.alphabet),
    words: specWords(spec),
  };
}

/** The plan for decoding a stream: what its transforms left of it. */
export function streamPlan(stream: ModelledStream, dictionary: Dictionary): Plan {
  return decodePlan({ ...stream, length: symbolsOf(stream) }, dictionary);
}

/**
 * Bytes of memory that coding to the plan takes, all in all: the codec's, and outside of it the bytes, their coded
 * form and what is learned first once more. Throws INVALID_SPEC (UNSUPPORTED_SPEC when decoding) when it is more than WebAssembly has.
 */
export function planMemory(codec: Codec, plan: Plan): number {
  const coded = plan.direction === 'encode' ? plan.length : plan.codedLength;
  return codecMemory(codec, plan) + plan.length + coded + plan.dictionary.length;
}

/** What the codec alone takes. */
function codecMemory(codec: Codec, plan: Plan): number {
  const bytes = codec.measure(plan);
  if (bytes > 0 && bytes <= 2 ** 32) return bytes;
  throw new ForesayError(
    plan.direction === 'encode' ? 'INVALID_SPEC' : 'UNSUPPORTED_SPEC',
    'the model and the block need more memory than WebAssembly has (4 GiB)',
  );
}

/** Memory, bytes, and computation, multiply-adds a byte. */
interface Need {
  readonly memory: number;
  readonly cost: number;
}

/** The memory of the need that has most. Throws COST_LIMIT when one of them costs more than `maxCost`. */
function mostMemory(needs: readonly Need[], maxCost = Number.POSITIVE_INFINITY): number {
  const cost = Math.ceil(Math.max(...needs.map((need) => need.cost)));
  if (cost > maxCost)
    throw new ForesayError(
      'COST_LIMIT',
      `a model takes ${cost} multiply-adds for a byte, and ${maxCost} are allowed: ` +
        'raise the limit (option maxCost, --max-cost) to that or more',
    );
  return Math.max(...needs.map(({ memory }) => memory));
}

/** What a decoder needs to know of a block. */
type Streams = Pick<ModelledHeader, 'length' | 'streams'>;

/** Bytes of memory that decoding a block takes: block, payload and dictionary, and what the hungriest stream takes. */
export function blockMemory(
  codec: Codec,
  { length, streams }: Streams,
  dictionary: Dictionary,
  maxCost?: number,
): number {
  const payload = streams.reduce((sum, stream) => sum + keptLength(stream), 0);
  const needs = streams.map((stream) =>
    streamNeed(codec, stream, streams.length === 1, dictionary),
  );
  return length + payload + mostMemory(needs, maxCost);
}

function streamNeed(codec: Codec, stream: Stream, alone: boolean, dictionary: Dictionary): Need {
  if (stream.kind === 'stored') return { memory: 0, cost: 0 };
  const { length, transforms, alphabet } = stream;
  // A stream that is the block needs no room beside it; a transform has its bytes before and after.
  const room = transforms.length > 0 ? 2 * length : alone ? 0 : length;
  if (alphabetSize(alphabet) === 1) return { memory: room, cost: 0 };
  const plan = streamPlan(stream, dictionary);
  const memory = room + plan.dictionary.length + codecMemory(codec, plan);
  return { memory, cost: codec.cost };
}

/**
 * Bytes of memory that compressing blocks of up to `length` bytes takes, each, whatever is in them. Rejects with
 * COST_LIMIT when a model takes more than `maxCost` multiply-adds for a byte.
 */
export async function encodeMemory(
  choices: readonly Choice[],
  length: number,
  dictionary: Dictionary = NO_DICTIONARY,
  maxCost?: number,
): Promise<number> {
  const codec = await idleCodec();
  const needs = modelsUpTo(choices, length).map(({ spec, length }) => {
    const plan = encodePlan(spec, length, EVERY_VALUE, dictionary);
    return { memory: codecMemory(codec, plan) + plan.dictionary.length, cost: codec.cost };
  });
  // The block, its payload, and a stream before and after a transform.
  return mostMemory(needs, maxCost) + 4 * length;
}

/**
 * Bytes of memory that decompressing the block takes: what its header says is the writer's word, this is ours. Rejects
 * as encodeMemory does.
 */
export async function decodeMemory(
  header: BlockHeader,
  dictionary: Dictionary = NO_DICTIONARY,
  maxCost?: number,
): Promise<number> {
  return header.kind === 'stored'
    ? header.length
    : blockMemory(await idleCodec(), header, dictionary, maxCost);
}
