/** Measures a sample from all sides. */
import type { BlockAnalysis } from 'foresay';
import { sequenceOf } from '../data/sequence.js';
import { blockStatistics } from '../theory/block-statistics.js';
import { learningCosts } from '../theory/learning-cost.js';
import { VERSION } from '../version.js';
import { familiesOf } from './families.js';
import type { Cost, CostPoint, Findings, KindStretch } from './findings.js';
import { passagesOf } from './passages.js';
import { placesOf, type Sample } from './sample.js';
import { analyzed, LEVEL, levelTasks, networkTask, programSizes } from './sizes.js';
import { summaryOf } from './summary.js';
import { runTasks, TimeLimit } from './tasks.js';

/** Points of the curve of costs. */
const POINTS = 240;

export interface ExplainOptions {
  /** Seconds after which nothing begins that the report can do without. */
  readonly seconds: number;
  /** Receives what is done next. */
  readonly onStep?: ((step: string) => void) | undefined;
}

/** @param file Its name, for the report. */
export async function explain(
  file: string,
  sample: Sample,
  { seconds, onStep = () => {} }: ExplainOptions,
): Promise<Findings> {
  const limit = new TimeLimit(seconds);
  const { bytes, fileBytes, stretches } = sample;
  const sequence = sequenceOf(bytes, file);
  onStep(`cost of every byte at level ${LEVEL}`);
  const { size, analysis } = await analyzed(bytes);
  onStep('entropy by order');
  const { symbols, alphabetSize } = sequence;
  const blocks = blockStatistics(symbols, alphabetSize);
  const adaptive = learningCosts(symbols, alphabetSize);
  onStep('other compressors');
  const programs = await programSizes(sequence);
  onStep('other levels, a network alone');
  const others = await runTasks([...levelTasks(bytes), networkTask(bytes)], limit);
  onStep('families of experts');
  const worth = await familiesOf(bytes, analysis, limit);
  const sizes = [size, ...programs, ...others.flatMap((one) => one ?? [])];
  const findings: Omit<Findings, 'summary'> = {
    file,
    fileBytes,
    sampleBytes: bytes.length,
    stretches,
    sizes: sizes.sort((a, b) => a.bytes / a.of - b.bytes / b.of),
    entropy: { values: alphabetSize, blocks, adaptive },
    cost: costOf(sample, analysis),
    kinds: kindsOf(sample, analysis),
    ...worth,
    passages: passagesOf(sample, analysis),
    skipped: limit.skipped,
    seconds: limit.seconds,
    version: VERSION,
  };
  return { ...findings, summary: summaryOf(findings) };
}

function costOf({ bytes, stretches }: Sample, { bits }: BlockAnalysis): Cost {
  const curve: CostPoint[] = [];
  const length = Math.max(1, Math.ceil(bytes.length / POINTS));
  let before = 0;
  for (const stretch of stretches) {
    for (let at = 0; at < stretch.length; at += length) {
      const own = bits.subarray(before + at, before + Math.min(at + length, stretch.length));
      curve.push({ start: stretch.start + at, length: own.length, bits: total(own) / own.length });
    }
    before += stretch.length;
  }
  const all = total(bits);
  return { level: LEVEL, bits: all, half: halfOf(bits, all), curve };
}

/** The share of the bytes, the dearest first, that have half of all bits. */
function halfOf(bits: Float32Array, all: number): number {
  const dearest = bits.toSorted().reverse();
  let sum = 0;
  const count = dearest.findIndex((one) => {
    sum += one;
    return sum >= all / 2;
  });
  return (count + 1) / bits.length;
}

function kindsOf({ stretches }: Sample, { kinds }: BlockAnalysis): KindStretch[] {
  let at = 0;
  return kinds.flatMap(({ kind, length }) => {
    const places = placesOf(stretches, at, length).map((place) => ({ ...place, kind }));
    at += length;
    return places;
  });
}

function total(numbers: Float32Array): number {
  let sum = 0;
  for (const one of numbers) sum += one;
  return sum;
}
