/** The JSON beside a sequence: what made it, and what theory says of it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { extname } from 'node:path';
import * as v from 'valibot';
import { readJson } from './json-file.js';

const FIGURE = v.object({
  kind: v.picklist(['exact', 'estimate', 'lower bound', 'upper bound', 'unknown']),
  bits: v.exactOptional(v.number()),
  standardError: v.exactOptional(v.number()),
  how: v.string(),
});

const SCHEMA = v.pipe(
  v.object({
    /** The kind of source, as on the command line. */
    source: v.string(),
    /** Its parameters, by name, as they were given or by default. */
    parameters: v.record(v.string(), v.string()),
    seed: v.number(),
    /** Symbols in the file. */
    length: v.pipe(v.number(), v.integer(), v.minValue(1)),
    alphabetSize: v.number(),
    format: v.picklist(['text', 'bytes', 'bits']),
    /** Of text: the characters of the symbols 0, 1, ... */
    alphabet: v.exactOptional(v.string()),
    /** Bits a symbol. */
    entropyRate: FIGURE,
    /** I(past; future) in bits. */
    excessEntropy: FIGURE,
    notes: v.array(v.string()),
    /** The command line that makes the file again. */
    command: v.string(),
    /** Version of foresay-lab. */
    version: v.string(),
  }),
  v.check(
    ({ format, alphabet, alphabetSize }) =>
      (format === 'text') === (alphabet !== undefined) &&
      (alphabet === undefined || alphabet.length === alphabetSize),
    '"format", "alphabet" and "alphabetSize" contradict each other',
  ),
);

export type SourceInfo = v.InferOutput<typeof SCHEMA>;

/** `input.json` for `input.txt`. */
export function infoPath(path: string): string {
  return `${path.slice(0, path.length - extname(path).length)}.json`;
}

export function writeInfo(path: string, info: SourceInfo): void {
  writeFileSync(path, `${JSON.stringify(info, null, 2)}\n`);
}

/**
 * The JSON beside a sequence. Undefined if there is none, or one that foresay-lab did not write. Throws LabError for one of
 * its own that is damaged.
 */
export function readInfo(path: string): SourceInfo | undefined {
  const info = infoPath(path);
  if (info === path || !existsSync(info)) return undefined;
  return isOurs(info) ? readJson(info, SCHEMA) : undefined;
}

function isOurs(path: string): boolean {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof value === 'object' && value !== null && 'source' in value && 'seed' in value;
  } catch {
    return false;
  }
}
