/** Commands that make, replace or remove files, and what must be true of the folder whatever happens to them. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CompressOptions, compress, decompress } from '#dist/node/index.js';

const MODEL = 'mix(orders=1,tables=10)';
const CODING = ['-T1', `--model=${MODEL}`];
const OLD = Buffer.from('what stood there before');
const DICTIONARY = Buffer.from('the words that the file is made of\n');

export const PLAIN: Buffer = Buffer.from('some words that the file is made of\n'.repeat(40));

export interface Scenario {
  readonly name: string;
  readonly args: readonly string[];
  /** Makes the folder. */
  readonly prepare: (folder: string) => void;
  /** Each source, and the result that replaces it. */
  readonly pairs: readonly { readonly source: string; readonly result: string }[];
  /** Whether a result stands there before, to be replaced. */
  readonly replaces: boolean;
  /** Whether the source goes when all went well. */
  readonly removes: boolean;
}

/** What the files hold: each by what its name says. */
export interface Contents {
  readonly archive: Uint8Array;
  readonly withDictionary: Uint8Array;
}

async function contents(): Promise<Contents> {
  const options: CompressOptions = { model: MODEL, threads: 0 };
  return {
    archive: await compress(PLAIN, options),
    withDictionary: await compress(PLAIN, { ...options, dictionary: DICTIONARY }),
  };
}

export async function scenarios(): Promise<readonly Scenario[]> {
  const { archive, withDictionary } = await contents();
  const folder = (files: Readonly<Record<string, Uint8Array>>) => (path: string) => {
    mkdirSync(path);
    for (const [name, bytes] of Object.entries(files)) {
      if (name.includes('/')) mkdirSync(join(path, name, '..'), { recursive: true });
      writeFileSync(join(path, name), bytes);
    }
  };
  const there = [{ source: 'file', result: 'file.fsy' }];
  const back = [{ source: 'file.fsy', result: 'file' }];
  const kept = { replaces: false, removes: false };
  return [
    {
      name: 'compress',
      args: [...CODING, 'file'],
      prepare: folder({ file: PLAIN }),
      pairs: there,
      ...kept,
    },
    {
      name: 'compress --rm',
      args: ['--rm', ...CODING, 'file'],
      prepare: folder({ file: PLAIN }),
      pairs: there,
      replaces: false,
      removes: true,
    },
    {
      name: 'compress -f --rm',
      args: ['-f', '--rm', ...CODING, 'file'],
      prepare: folder({ file: PLAIN, 'file.fsy': OLD }),
      pairs: there,
      replaces: true,
      removes: true,
    },
    {
      name: 'compress -o',
      args: [...CODING, '-o', 'other', 'file'],
      prepare: folder({ file: PLAIN }),
      pairs: [{ source: 'file', result: 'other' }],
      ...kept,
    },
    {
      name: 'compress -D',
      args: [...CODING, '-D', 'words', 'file'],
      prepare: folder({ file: PLAIN, words: DICTIONARY }),
      pairs: there,
      ...kept,
    },
    {
      name: 'compress -r --rm',
      args: ['-r', '--rm', ...CODING, 'in'],
      prepare: folder({ 'in/file': PLAIN, 'in/deep/file': PLAIN }),
      pairs: ['in/file', 'in/deep/file'].map((source) => ({ source, result: `${source}.fsy` })),
      replaces: false,
      removes: true,
    },
    {
      name: 'decompress --rm',
      args: ['-d', '--rm', 'file.fsy'],
      prepare: folder({ 'file.fsy': archive }),
      pairs: back,
      replaces: false,
      removes: true,
    },
    {
      name: 'decompress -f',
      args: ['-d', '-f', 'file.fsy'],
      prepare: folder({ 'file.fsy': archive, file: OLD }),
      pairs: back,
      replaces: true,
      removes: false,
    },
    {
      name: 'decompress -D',
      args: ['-d', '-D', 'words', 'file.fsy'],
      prepare: folder({ 'file.fsy': withDictionary, words: DICTIONARY }),
      pairs: back,
      ...kept,
    },
  ];
}

/** Whether the bytes are PLAIN, or an archive of it. */
export async function holdsPlain(bytes: Uint8Array): Promise<boolean> {
  if (PLAIN.equals(bytes)) return true;
  const options = { threads: 0, dictionary: DICTIONARY };
  return decompress(bytes, options).then(
    (back) => PLAIN.equals(back),
    () => false,
  );
}

/**
 * What is wrong with what a scenario left of a pair, given what stands under its names; undefined when all is well:
 * the source or the result is whole, and the result is whole, as it was, or not there.
 */
export async function faultIn(
  { replaces }: Scenario,
  source: Uint8Array | undefined,
  result: Uint8Array | undefined,
): Promise<string | undefined> {
  if (source !== undefined && !(await holdsPlain(source))) return 'the source is damaged';
  const old = replaces && result !== undefined && OLD.equals(result);
  if (result !== undefined && !old && !(await holdsPlain(result))) return 'the result is not whole';
  if (source === undefined && (result === undefined || old)) return 'the content is lost';
  if (replaces && result === undefined) return 'what stood there before is lost';
  return undefined;
}

/** The bytes under a name; undefined when there are none. */
export function bytesAt(folder: string, name: string): Buffer | undefined {
  const path = join(folder, name);
  return existsSync(path) ? readFileSync(path) : undefined;
}

/** Files of the folder that a run may have left behind. */
export function temporaries(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.tmp') && statSync(join(folder, name)).isFile(),
  );
}
