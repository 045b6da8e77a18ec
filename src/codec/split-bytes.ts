/** A splitter applied to bytes, if that is right and pays. */
import { release } from '../bytes/release.js';
import { STEP_BYTES, type Stepwise } from '../bytes/stepwise.js';
import { parseSpec } from '../model/model-spec.js';
import { type SplitterName, splitterNamed } from '../split/registry.js';
import type { Parts, Splitter } from '../split/splitter.js';
import { type BlockCoder, START, type Steps } from './block-coder.js';
import { encodePlan } from './measure.js';
import { mapProgress, withProgress } from './steps.js';

/** Bytes from the beginning that a trial codes both ways. */
const SAMPLE = 1 << 15;

/**
 * What a trial codes with: fast, and with contexts of rows, as the models of tables have them. The larger models gain more
 * without the split than this one does, up to 8 % on pictures and digits: so the sample must become an eighth smaller.
 */
const TRIAL = parseSpec(
  'mix(orders=1+2+3+4,records=column+columnAbove+above+left,matches=6,select=byte1+matchLength+phase,tables=16)',
);

/**
 * The bytes taken apart; undefined when the splitter does not apply, when its inverse does not give the bytes back, or
 * when a trial shows that it does not pay.
 */
export function* splitBy(
  coder: BlockCoder,
  name: SplitterName,
  bytes: Uint8Array<ArrayBuffer>,
  memory: number,
): Steps<Parts | undefined> {
  const splitter = splitterNamed(name);
  if (splitter.trial && !(yield* pays(coder, splitter, bytes.subarray(0, SAMPLE), memory)))
    return undefined;
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

/** Whether the parts of the sample are coded in an eighth fewer bytes than the sample. */
function* pays(
  coder: BlockCoder,
  splitter: Splitter,
  sample: Uint8Array<ArrayBuffer>,
  memory: number,
): Steps<boolean> {
  const made = splitter.split && (yield* withProgress(splitter.split(sample), START));
  if (!made || coder.measure(encodePlan(TRIAL, sample.length)) > memory) return false;
  let split = 0;
  for (const { bytes } of made.parts) split += yield* codedLength(coder, bytes, memory);
  return 8 * split < 7 * (yield* codedLength(coder, sample, memory));
}

function* codedLength(coder: BlockCoder, bytes: Uint8Array, memory: number): Steps<number> {
  if (bytes.length === 0) return 0;
  const steps = coder.code(encodePlan(TRIAL, bytes.length), bytes, memory);
  const coded = yield* mapProgress(steps, () => START);
  return coded?.length ?? bytes.length;
}
