/** Analyses, collected and held against archives. */
import { expect } from 'vitest';
import {
  type AnalyzeOptions,
  analyze,
  type BlockAnalysis,
  type CompressOptions,
  compress,
  EXPERT_FAMILIES,
} from '#dist/node/index.js';

const COUNT = EXPERT_FAMILIES.length;

/** Bytes by which the code of a stream may be longer or shorter than its bits: it ends with a whole byte inside the interval. */
const ENDING = 1;

/** The longest lag of a recurrence. */
const MOST_FIRST = 4096;

export async function analyzed(
  source: Parameters<typeof analyze>[0],
  options: AnalyzeOptions,
): Promise<BlockAnalysis[]> {
  const blocks: BlockAnalysis[] = [];
  for await (const block of analyze(source, { threads: 0, ...options })) blocks.push(block);
  return blocks;
}

/** Sums of votes over bytes, by family. */
export function sums({ votes = new Float32Array() }: BlockAnalysis): Record<string, number> {
  return Object.fromEntries(
    EXPERT_FAMILIES.map((family, f) => {
      let sum = 0;
      for (let at = f; at < votes.length; at += COUNT) sum += votes[at] as number;
      return [family, sum];
    }),
  );
}

export const total = (numbers: Iterable<number>) => [...numbers].reduce((sum, one) => sum + one, 0);

/** Bytes whose bits and votes do not add up to 8. */
function unbalanced({ bits, votes = new Float32Array() }: BlockAnalysis): number[] {
  return [...bits.keys()].filter((i) => {
    const saved = total(votes.subarray(i * COUNT, (i + 1) * COUNT));
    return Math.abs((bits[i] as number) + saved - 8) > 0.01;
  });
}

/** Checks the analyses of `bytes` against the archive; returns the splitters of its streams. */
export async function expectWhole(
  bytes: Uint8Array,
  options: CompressOptions,
): Promise<Set<string>> {
  const archive = await compress(bytes, { threads: 0, ...options });
  const blocks = await analyzed(bytes, options);
  expect(total(blocks.map(({ archiveBytes }) => archiveBytes))).toBe(archive.length);
  let start = 0;
  for (const one of blocks) {
    expect(one.start).toBe(start);
    start += one.bits.length;
    expect(one.bits).toHaveLength(one.block.originalBytes);
    expect(total(one.kinds.map(({ length }) => length))).toBe(one.bits.length);
    const { codedBytes, streams } = one.block;
    const difference = Math.abs(total(one.bits) / 8 - codedBytes);
    expect(difference).toBeLessThan(ENDING * streams.length);
    expect([...one.bits].every((bits) => bits >= 0)).toBe(true);
    const described = one.block.streams.some(({ splitters }) =>
      splitters.some((name) => name === 'fasta' || name === 'fastq'),
    );
    if (described) expect(unbalanced(one).filter((i) => one.bits[i] !== 0)).toEqual([]);
    else expect(unbalanced(one)).toEqual(leftOut(one, bytes));
  }
  expect(start).toBe(bytes.length);
  return new Set(
    blocks.flatMap(({ block }) => block.streams.flatMap(({ splitters }) => splitters)),
  );
}

/** Offsets in the block of the bytes that splitters leave out: the first bits of a recurrence, and CRs of line ends. */
function leftOut(analysis: BlockAnalysis, bytes: Uint8Array): number[] {
  const { start, bits, block } = analysis;
  if (block.streams.some(({ splitters }) => splitters.includes('recurrence')))
    return unbalanced(analysis).filter((i) => bits[i] === 0 && i < MOST_FIRST);
  if (!block.streams.some(({ splitters }) => splitters.includes('line-ends'))) return [];
  return [...bits.keys()].filter((i) => bytes[start + i] === 13 && bytes[start + i + 1] === 10);
}
