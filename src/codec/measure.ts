/** How much memory and work a block takes, asked of the codec itself before anything is allocated for it. */
import { alphabetSize, EVERY_VALUE, firstValues, union } from '../archive/alphabet.js';
import type { BlockHeader } from '../archive/block-header.js';
import {
  keptLength,
  leavesOf,
  type ModelledStream,
  type Stream,
  type Tree,
} from '../archive/tree.js';
import { ForesayError } from '../errors.js';
import { type Choice, modelsUpTo } from '../model/model-for-length.js';
import { MAX_SYMBOLS, type ModelSpec, mixesSymbols, specWords } from '../model/model-spec.js';
import type { Codec, Plan } from './codec.js';
import { type Dictionary, NO_DICTIONARY, primingOf } from './dictionary.js';
import { type FrameNetwork, networkMemory, networkOf } from './frame-network.js';
import { idleCodec } from './idle-codec.js';

/** Whether the model takes streams with such an alphabet. */
export function takes(spec: ModelSpec, alphabet: Uint8Array): boolean {
  return !mixesSymbols(spec) || alphabetSize(alphabet) <= MAX_SYMBOLS;
}

/** The largest alphabet that the model takes, with the values of the dictionary. */
function mostValues(spec: ModelSpec, dictionary: Dictionary): Uint8Array {
  if (!mixesSymbols(spec)) return EVERY_VALUE;
  let values = dictionary.alphabet;
  for (let n = 1; alphabetSize(values) < MAX_SYMBOLS; n++)
    values = union(dictionary.alphabet, firstValues(n));
  return values;
}

/**
 * The plan for encoding `length` bytes. Throws CORRUPT for a model that begins with another network than `network`, and
 * INVALID_SPEC for one that takes fewer byte values than there are.
 */
export function encodePlan(
  spec: ModelSpec,
  length: number,
  alphabet: Uint8Array | undefined = undefined,
  dictionary: Dictionary = NO_DICTIONARY,
  network?: FrameNetwork,
): Plan {
  const values = alphabet ?? mostValues(spec, dictionary);
  return plan('encode', { spec, length, codedLength: 0, alphabet: values }, dictionary, network);
}

/** What a decoder needs to know of a stream. */
type Coded = Pick<ModelledStream, 'spec' | 'length' | 'codedLength' | 'alphabet'>;

/** The plan for decoding `length` bytes. Throws as encodePlan does, CORRUPT always. */
export function decodePlan(
  coded: Coded,
  dictionary: Dictionary = NO_DICTIONARY,
  network?: FrameNetwork,
): Plan {
  return plan('decode', coded, dictionary, network);
}

function plan(
  direction: Plan['direction'],
  { spec, length, codedLength, alphabet }: Coded,
  dictionary: Dictionary,
  network: FrameNetwork | undefined,
): Plan {
  const priming = primingOf(spec, dictionary);
  const all = union(alphabet, priming.alphabet);
  if (!takes(spec, all))
    throw new ForesayError(
      direction === 'encode' ? 'INVALID_SPEC' : 'CORRUPT',
      `the model takes at most ${MAX_SYMBOLS} byte values, and here are ${alphabetSize(all)}`,
    );
  return {
    direction,
    length,
    codedLength,
    dictionary: priming.bytes,
    expertsOnly: priming.expertsOnly,
    primingName: priming.name,
    alphabet: all,
    words: specWords(spec),
    network: networkOf(spec, network),
  };
}

/**
 * Bytes of memory that coding to the plan takes, all in all: the codec's, and outside of it the bytes, their coded
 * form, what is learned first once more, and the network. Throws INVALID_SPEC (UNSUPPORTED_SPEC when decoding) when it is more than WebAssembly has.
 */
export function planMemory(codec: Codec, plan: Plan): number {
  const coded = plan.direction === 'encode' ? plan.length : plan.codedLength;
  return codecMemory(codec, plan) + plan.length + coded + inputMemory(plan);
}

/** What is held outside of the codec beside the bytes and their coded form. */
function inputMemory({ dictionary, network }: Plan): number {
  return dictionary.length + networkMemory(network);
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

/**
 * Bytes of memory that decoding a block takes: the payload, the codec with dictionary and network for the stream that takes
 * most, and the decoded streams. Throws COST_LIMIT when a model takes more than `maxCost` multiply-adds for a byte.
 */
export function blockMemory(
  codec: Codec,
  tree: Tree,
  dictionary: Dictionary,
  network?: FrameNetwork,
  maxCost?: number,
): number {
  const needs = leavesOf(tree).map(({ stream }) => streamNeed(codec, stream, dictionary, network));
  return keptLength(tree) + mostMemory(needs, maxCost) + decodedMemory(tree);
}

function streamNeed(
  codec: Codec,
  stream: Stream,
  dictionary: Dictionary,
  network: FrameNetwork | undefined,
): Need {
  if (stream.kind !== 'modelled') return { memory: 0, cost: 0 };
  const plan = decodePlan(stream, dictionary, network);
  return { memory: inputMemory(plan) + codecMemory(codec, plan), cost: codec.cost };
}

/**
 * Most bytes of decoded streams that are held at once: streams are decoded one after the other, then joined. A stored
 * stream is a part of the payload.
 */
function decodedMemory(tree: Tree): number {
  if (tree.kind !== 'split') return tree.kind === 'stored' ? 0 : tree.length;
  let held = 0;
  let most = 0;
  for (const part of tree.parts) {
    most = Math.max(most, held + decodedMemory(part));
    held += part.kind === 'stored' ? 0 : part.length;
  }
  return Math.max(most, held + tree.length);
}

/**
 * Bytes of memory that compressing blocks of up to `length` bytes takes, each, whatever is in them. Rejects with
 * COST_LIMIT when a model takes more than `maxCost` multiply-adds for a byte.
 */
export async function encodeMemory(
  choices: readonly Choice[],
  length: number,
  dictionary: Dictionary = NO_DICTIONARY,
  network?: FrameNetwork,
  maxCost?: number,
): Promise<number> {
  const codec = await idleCodec();
  const models = modelsUpTo(choices, length);
  // Other models take the place of those that cannot learn the dictionary; unless all are such, which is an error.
  const usable = models.filter(({ spec }) => takes(spec, dictionary.alphabet));
  const needs = (usable.length > 0 ? usable : models).map(({ spec, length }) => {
    const plan = encodePlan(spec, length, undefined, dictionary, network);
    return { memory: codecMemory(codec, plan) + inputMemory(plan), cost: codec.cost };
  });
  // The block, its payload, what is behind a container, a stream of that, and it taken apart or joined for comparison.
  return mostMemory(needs, maxCost) + 5 * length;
}

/**
 * Bytes of memory that decompressing the block takes: what its header says is the writer's word, this is ours. Rejects
 * as encodeMemory does.
 */
export async function decodeMemory(
  header: BlockHeader,
  dictionary: Dictionary = NO_DICTIONARY,
  network?: FrameNetwork,
  maxCost?: number,
): Promise<number> {
  return header.kind === 'stored'
    ? header.length
    : blockMemory(await idleCodec(), header.tree, dictionary, network, maxCost);
}
