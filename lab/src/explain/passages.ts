/** Passages of a sample that are shown byte by byte. */
import type { BlockAnalysis, Kind } from 'foresay';
import { bestFamily } from './families.js';
import type { Passage } from './findings.js';
import { placesOf, type Sample } from './sample.js';

/** Most bytes of a passage, and fewest of one beside the beginning. */
const LONGEST = 1024;
const SHORTEST = 32;

/** The beginning; and behind it the passages on which most and fewest bits a byte were spent, where there is room. */
export function passagesOf(sample: Sample, analysis: BlockAnalysis): Passage[] {
  const length = Math.min(LONGEST, sample.bytes.length);
  const passage = (name: Passage['name'], from: number, count: number): Passage => {
    const [place] = placesOf(sample.stretches, from, 1);
    const bits = analysis.bits.subarray(from, from + count);
    return {
      name,
      start: place?.start ?? 0,
      length: count,
      kind: kindAt(analysis, from),
      mean: bits.reduce((sum, one) => sum + one, 0) / count,
      bytes: [...sample.bytes.subarray(from, from + count)],
      bits: Array.from(bits, (one) => Math.round(100 * one) / 100),
      families: Array.from(bits, (_, i) => bestFamily(analysis, from + i)),
    };
  };
  const beginning = passage('the beginning', 0, length);
  const other = Math.min(LONGEST, Math.floor((sample.bytes.length - length) / 2));
  if (other < SHORTEST) return [beginning];
  const starts = startsOf(sample, length, other);
  const sums = windowSums(analysis.bits, other);
  const sumAt = (start: number) => sums[start] as number;
  const dearest = starts.reduce((best, start) => (sumAt(start) > sumAt(best) ? start : best));
  const apart = starts.filter((start) => Math.abs(start - dearest) >= other);
  const [first] = apart;
  const all = [beginning, passage('the dearest', dearest, other)];
  if (first === undefined) return all;
  const cheapest = apart.reduce(
    (best, start) => (sumAt(start) < sumAt(best) ? start : best),
    first,
  );
  return [...all, passage('the cheapest', cheapest, other)];
}

function kindAt({ kinds }: BlockAnalysis, at: number): Kind {
  let end = 0;
  const run = kinds.find(({ length }) => {
    end += length;
    return at < end;
  });
  if (!run) throw new Error('a passage begins behind the sample');
  return run.kind;
}

/** Where a passage may begin: behind the beginning, and not across two stretches. */
function startsOf({ stretches }: Sample, from: number, length: number): number[] {
  const starts: number[] = [];
  let before = 0;
  for (const stretch of stretches) {
    const end = before + stretch.length;
    for (let start = Math.max(before, from); start + length <= end; start++) starts.push(start);
    before = end;
  }
  return starts.length > 0 ? starts : [from];
}

/** The sum of `length` bits from each byte on. */
function windowSums(bits: Float32Array, length: number): Float64Array {
  const sums = new Float64Array(Math.max(0, bits.length - length + 1));
  let sum = 0;
  for (const [i, one] of bits.entries()) {
    sum += one;
    if (i >= length) sum -= bits[i - length] as number;
    if (i >= length - 1) sums[i - length + 1] = sum;
  }
  return sums;
}
