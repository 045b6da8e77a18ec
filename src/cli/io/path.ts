/**
 * Paths as strings. On Linux a file name is a sequence of bytes. A byte that is not part of valid UTF-8 is represented by
 * a lone surrogate, U+DC80 to U+DCFF, as in Python (PEP 383), so that every name can be converted in both directions.
 */
import { basename, join } from 'node:path';
import { FileError } from '../failure.js';

/** In Latin-1 text, where a character is a byte: a valid UTF-8 sequence of several bytes, or an invalid byte. */
const NOT_ASCII =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\x80-\xff]/g;

/** A lone surrogate that represents a byte. With the flag u, surrogates of a pair do not match. */
const ESCAPED = /([\udc80-\udcff])/u;

/** The string for the bytes of a name. */
export function pathFrom(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(NOT_ASCII, (found) =>
      found.length === 1
        ? String.fromCharCode(0xdc00 + found.charCodeAt(0))
        : Buffer.from(found, 'latin1').toString(),
    );
}

/**
 * The path for node:fs: every path that goes to the system passes through here. Throws FileError in Deno for a path that
 * is not UTF-8, because Deno would open another file.
 */
export function systemPath(path: string): string | Buffer {
  if (!ESCAPED.test(path)) return path;
  if ('deno' in process.versions)
    throw new FileError(path, 'Deno cannot open a file whose name is not valid UTF-8');
  const parts = path.split(ESCAPED); // elements with an odd index are the surrogates
  return Buffer.concat(
    parts.map((part, i) =>
      i % 2 === 1 ? Buffer.of(part.charCodeAt(0) & 0xff) : Buffer.from(part),
    ),
  );
}

/**
 * The path of a name in a directory. Unlike join() it keeps `link/../x`: the system follows the link first, so that `x`
 * would be another file. Windows resolves `..` as join() does.
 */
export function inDirectory(directory: string, name: string): string {
  if (process.platform === 'win32') return join(directory, name);
  return directory.endsWith('/') ? directory + name : `${directory}/${name}`;
}

/** The path of a name in the directory that holds `path`. */
export function beside(path: string, name: string): string {
  return path.slice(0, path.lastIndexOf(basename(path))) + name;
}
