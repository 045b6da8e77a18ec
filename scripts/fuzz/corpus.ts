/** Inputs, one a file, named by their checksum: the seeds and what coverage added to them. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function readCorpus(folder: string): Uint8Array[] {
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder)
    .sort()
    .map((name) => new Uint8Array(readFileSync(join(folder, name))));
}

/** Writes an input and returns its path. */
export function keep(folder: string, input: Uint8Array): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, createHash('sha256').update(input).digest('hex').slice(0, 16));
  writeFileSync(path, input);
  return path;
}

/** The folder has these inputs and no others. */
export function replaceCorpus(folder: string, inputs: readonly Uint8Array[]): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const input of inputs) keep(folder, input);
}

export interface Entry {
  readonly input: Uint8Array;
  readonly features: readonly number[];
}

/** The smallest inputs that have all the features: for each feature not covered yet, the shortest input with it. */
export function minimised(entries: readonly Entry[]): Entry[] {
  const covered = new Set<number>();
  const bySize = [...entries].sort((a, b) => a.input.length - b.input.length);
  const needed = bySize.filter(({ features }) => {
    const more = features.some((feature) => !covered.has(feature));
    for (const feature of features) covered.add(feature);
    return more;
  });
  // Those that the later, larger ones make superfluous.
  const times = new Map<number, number>();
  for (const { features } of needed)
    for (const feature of features) times.set(feature, (times.get(feature) ?? 0) + 1);
  return needed.filter(({ features }) => {
    if (features.some((feature) => times.get(feature) === 1)) return true;
    for (const feature of features) times.set(feature, (times.get(feature) as number) - 1);
    return false;
  });
}
