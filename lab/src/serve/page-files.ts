/** The page as Vite has built it. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join, sep } from 'node:path';
import { LabError } from '../errors.js';

export interface PageFile {
  readonly type: string;
  readonly bytes: Buffer;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The package asks for its own package.json by name: its files are elsewhere seen from dist. */
const PAGE = join(
  dirname(createRequire(import.meta.url).resolve('foresay-lab/package.json')),
  'dist/page',
);

/** The files by the path of their address. All are read at once: no request names a file of the disk. */
export function pageFiles(): ReadonlyMap<string, PageFile> {
  const names = list(PAGE).filter((name) => extname(name) in TYPES);
  if (!names.includes('index.html'))
    throw new LabError('the page is not built: in the repository, npm run build makes it');
  return new Map(
    names.map((name) => [
      name === 'index.html' ? '/' : `/${name.split(sep).join('/')}`,
      { type: TYPES[extname(name)] as string, bytes: readFileSync(join(PAGE, name)) },
    ]),
  );
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
}
