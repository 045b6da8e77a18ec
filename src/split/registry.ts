/** Every splitter by its name. An archive stores its number. */
import { branches } from './branches.js';
import { columns } from './columns.js';
import { fasta } from './fasta.js';
import { fastq } from './fastq.js';
import { image } from './image.js';
import { lineEnds } from './line-ends.js';
import { recurrence } from './recurrence.js';
import { segments } from './segments.js';
import type { Splitter } from './splitter.js';
import { subtractGreen } from './subtract-green.js';

export const SPLITTERS = {
  segments,
  'line-ends': lineEnds,
  branches,
  image,
  columns,
  'subtract-green': subtractGreen,
  recurrence,
  fasta,
  fastq,
} as const satisfies Record<string, Splitter>;

export type SplitterName = keyof typeof SPLITTERS;

/** The name of the splitter with a number; undefined when there is none. */
export function splitterNumbered(id: number): SplitterName | undefined {
  const names = Object.keys(SPLITTERS) as SplitterName[];
  return names.find((name) => SPLITTERS[name].id === id);
}
