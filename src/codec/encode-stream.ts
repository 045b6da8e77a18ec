/** A stream of a block on its way into the archive: transformed, and coded with the model that suits it. */
import { alphabetSize, EVERY_VALUE, encodeAlphabet } from '../archive/alphabet.js';
import type { Applied, Stream } from '../archive/stream-header.js';
import { release, releaseUnless } from '../bytes/release.js';
import type { Kind } from '../kinds/kinds.js';
import { type Choice, chosenFor, isNearlyRandom } from '../model/model-for-length.js';
import { type ModelSpec, mixes } from '../model/model-spec.js';
import { equal, transformFor } from '../transform/choose.js';
import { TRANSFORMS } from '../transform/registry.js';
import type { BlockCoder, BlockProgress, Steps } from './block-coder.js';
import type { Dictionary } from './dictionary.js';
import { encodePlan } from './measure.js';
import { findAlphabet, mapProgress, withProgress } from './steps.js';

/** A stream and its part of the payload. */
export interface Part {
  readonly stream: Stream;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** How streams of the block are encoded. */
interface StreamEncoding {
  /** The model for each kind of data. */
  readonly models: Readonly<Record<Kind, Choice>>;
  readonly dictionary: Dictionary;
  /** Most memory that it may take, bytes. */
  readonly memory: number;
}

/** What is to be coded: the stream after its transforms. */
interface Changed {
  readonly transforms: readonly Applied[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A stream of fewer bytes names its values only where that takes at most FEW bytes; see toldOf. */
const SHORT = 1 << 16;
const FEW = 6;

/** The stream, coded; undefined when that saves nothing. `before`: the progress of the block before it. */
export function* encodeStream(
  coder: BlockCoder,
  { models, dictionary, memory }: StreamEncoding,
  kind: Kind,
  bytes: Uint8Array<ArrayBuffer>,
  before: BlockProgress,
): Steps<Part | undefined> {
  const { length } = bytes;
  const choice = models[kind];
  // A dictionary is learned as it is, and so must be what it is to help with. Priors have line feeds alone, as
  // `line-ends` leaves them.
  const changed =
    dictionary.bytes.length > 0
      ? { transforms: [], bytes }
      : yield* transformed(kind, bytes, before);
  const occurring = yield* findAlphabet(changed.bytes, before);
  const values = alphabetSize(occurring);
  const symbols = changed.bytes.length;
  const codedWith = function* (spec: ModelSpec): Steps<Part | undefined> {
    const alphabet = toldOf(occurring, spec, symbols);
    const plan = encodePlan(spec, symbols, alphabet, dictionary);
    const coded = values === 1 ? new Uint8Array(0) : yield* coder.code(plan, changed.bytes, memory);
    return coded && partOf(length, changed, spec, alphabet, coded);
  };
  const toBlock = ({ coded, produced }: BlockProgress) => ({
    coded: before.coded + Math.floor((coded / symbols) * length),
    produced: before.produced + Math.min(produced, length),
  });
  const first = yield* mapProgress(codedWith(chosenFor(choice, length)), toBlock);
  const codedLength = first?.bytes.length ?? symbols;
  let second: Part | undefined;
  if (choice.forNoise && isNearlyRandom(symbols, codedLength, values)) {
    const done = toBlock({ coded: symbols, produced: codedLength });
    second = yield* mapProgress(codedWith(choice.forNoise), () => done);
  }
  releaseUnless(changed.bytes, bytes);
  return shorter(first, second);
}

function partOf(
  length: number,
  { transforms }: Changed,
  spec: ModelSpec,
  alphabet: Uint8Array,
  bytes: Uint8Array<ArrayBuffer>,
): Part {
  const codedLength = bytes.length;
  return { stream: { kind: 'modelled', length, transforms, codedLength, spec, alphabet }, bytes };
}

/** The part that takes fewer bytes; of two equal ones the first. */
function shorter(first: Part | undefined, second: Part | undefined): Part | undefined {
  if (!first || !second) return first ?? second;
  return second.bytes.length < first.bytes.length ? second : first;
}

/**
 * What is said of the values that occur. Experts learn soon which do; so for a short stream it is cheaper to say
 * nothing, unless they are few.
 */
function toldOf(alphabet: Uint8Array, spec: ModelSpec, length: number): Uint8Array {
  const short = mixes(spec) && length < SHORT;
  return short && encodeAlphabet(alphabet).length > FEW ? EVERY_VALUE : alphabet;
}

/** The bytes after the transform that pays, if one does. Its inverse is run and compared before it is used. */
function* transformed(
  kind: Kind,
  bytes: Uint8Array<ArrayBuffer>,
  progress: BlockProgress,
): Steps<Changed> {
  const untouched = { transforms: [], bytes };
  const name = transformFor(kind, bytes);
  if (!name) return untouched;
  const transform = TRANSFORMS[name];
  const changed = yield* withProgress(transform.forward(bytes), progress);
  const { length } = changed;
  if (bytes.length > 2 * length) {
    release(changed);
    return untouched;
  }
  const back = yield* withProgress(transform.inverse(changed, bytes.length), progress);
  const right = back && (yield* withProgress(equal(back, bytes), progress));
  if (back) release(back);
  if (!right) {
    release(changed);
    return untouched;
  }
  return { transforms: [{ name, length }], bytes: changed };
}
