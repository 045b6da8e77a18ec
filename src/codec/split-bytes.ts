/** A splitter applied to bytes, if that is right and pays. */
import { release } from '../bytes/release.js';
import { STEP_BYTES, type Stepwise } from '../bytes/stepwise.js';
import { type ModelSpec, makeSpec, mixes, parseSpec } from '../model/model-spec.js';
import { SPLITTERS, type SplitterName } from '../split/registry.js';
import type { Parts, Splitter } from '../split/splitter.js';
import { type BlockCoder, START, type Steps } from './block-coder.js';
import { encodePlan } from './measure.js';
import { mapProgress, withProgress } from './steps.js';

/** Bytes from the beginning that a trial codes both ways. */
const SAMPLE = 1 << 15;

/** The least that a trial must gain, as a share: less may be chance in a sample. */
const LEAST_GAIN = 0.02;

/** What a trial codes with where the model is a network alone: a network learns too little from a sample. */
const MIX = parseSpec('mix(orders=1+2+3+4,records=column+above+left,matches=6,tables=16)');

/** The bytes taken apart; undefined when the splitter does not apply or its inverse does not give the bytes back. */
export function* splitBy(
  name: SplitterName,
  bytes: Uint8Array<ArrayBuffer>,
): Steps<Parts | undefined> {
  const splitter = SPLITTERS[name];
  const made = splitter.split && (yield* withProgress(splitter.split(bytes), START));
  if (!made) return undefined;
  const streams = made.parts.map((part) => part.bytes);
  if (yield* withProgress(isInverse(splitter, made.parameters, streams, bytes), START)) return made;
  for (const stream of streams) release(stream);
  return undefined;
}

/** Whether the reader would take the streams, and join them to `bytes`. */
function* isInverse(
  splitter: Splitter,
  parameters: readonly number[],
  streams: readonly Uint8Array[],
  bytes: Uint8Array,
): Stepwise<boolean> {
  const lengths = splitter.lengths(parameters, bytes.length);
  if (!lengths || streams.some(({ length }, i) => length !== lengths[i])) return false;
  const back = yield* splitter.join(parameters, streams, bytes.length);
  const same = back !== undefined && (yield* equal(back, bytes));
  if (back) release(back);
  return same;
}

function* equal(a: Uint8Array, b: Uint8Array): Stepwise<boolean> {
  if (a.length !== b.length) return false;
  for (let start = 0; start < a.length; start += STEP_BYTES) {
    yield;
    const end = Math.min(start + STEP_BYTES, a.length);
    for (let i = start; i < end; i++) if (a[i] !== b[i]) return false;
  }
  return true;
}

/**
 * Whether the splitter makes a sample of the bytes shorter, as the model codes it. The model is tried without its network
 * and without its prior, which take most of the time and change the comparison little.
 */
export function* pays(
  coder: BlockCoder,
  name: SplitterName,
  bytes: Uint8Array<ArrayBuffer>,
  spec: ModelSpec,
  memory: number,
): Steps<boolean> {
  const sample = bytes.subarray(0, SAMPLE);
  const splitter: Splitter = SPLITTERS[name];
  const made = splitter.split && (yield* withProgress(splitter.split(sample), START));
  if (!made) return false;
  const model = mixes(spec) ? makeSpec({ ...spec, cell: 'none', prior: 'none' }) : MIX;
  if (coder.measure(encodePlan(model, sample.length)) > memory) return false;
  const coded = function* (bytes: Uint8Array): Steps<number> {
    if (bytes.length === 0) return 0;
    const steps = coder.code(encodePlan(model, bytes.length), bytes, memory);
    return (yield* mapProgress(steps, () => START))?.length ?? bytes.length;
  };
  let split = 0;
  for (const part of made.parts) split += yield* coded(part.bytes);
  return split < (1 - LEAST_GAIN) * (yield* coded(sample));
}
