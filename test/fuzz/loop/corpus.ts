/** Inputs, one a file, named by their checksum: the seeds and what coverage added to them. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Coverage } from './coverage.js';

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

/** The fewest and smallest inputs that take all the edges: for each edge not taken yet, the shortest that takes it. */
export function minimised(entries: readonly Entry[]): Entry[] {
  const edgesOf = ({ features }: Entry) => new Set(features.map(Coverage.edgeOf));
  const taken = new Set<number>();
  const bySize = [...entries].sort((a, b) => a.input.length - b.input.length);
  const needed = bySize.filter((entry) => {
    const edges = edgesOf(entry);
    const more = [...edges].some((edge) => !taken.has(edge));
    for (const edge of edges) taken.add(edge);
    return more;
  });
  // Those that larger ones make superfluous.
  const times = new Map<number, number>();
  for (const entry of needed)
    for (const edge of edgesOf(entry)) times.set(edge, (times.get(edge) ?? 0) + 1);
  return needed.filter((entry) => {
    const edges = [...edgesOf(entry)];
    if (edges.some((edge) => times.get(edge) === 1)) return true;
    for (const edge of edges) times.set(edge, (times.get(edge) as number) - 1);
    return false;
  });
}
