/**
 * Names of files are bytes on Linux; the command works with strings. A byte that is not part of valid UTF-8 is kept as
 * the lone surrogate U+DC80 to U+DCFF, as Python does (PEP 383), so that every name survives the way there and back.
 */
import { basename, join } from 'node:path';
import { FileError } from '../failure.js';

/** A well-formed sequence of several bytes, or one byte that belongs to none; each byte is a character here. */
const NOT_ASCII =
  /[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\x80-\xff]/g;

/** A surrogate that stands for a byte; those of a pair do not match. */
const ESCAPED = /([\udc80-\udcff])/u;

/** The bytes of a name as a string. */
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
 * A path as node:fs takes it: every path passes through here on its way to the system. Throws FileError where the
 * runtime takes bytes but not as they are (Deno): it would open another file.
 */
export function systemPath(path: string): string | Buffer {
  if (!ESCAPED.test(path)) return path;
  if ('deno' in process.versions)
    throw new FileError(path, 'Deno opens no file whose name is not valid UTF-8');
  const parts = path.split(ESCAPED); // the odd ones are what was split at
  return Buffer.concat(
    parts.map((part, i) =>
      i % 2 === 1 ? Buffer.of(part.charCodeAt(0) & 0xff) : Buffer.from(part),
    ),
  );
}

/**
 * The path of a name in a directory. Never by join(), which makes `x` of `link/../x`: the system follows the link first,
 * and that is another file. Windows does as join() does.
 */
export function inDirectory(directory: string, name: string): string {
  if (process.platform === 'win32') return join(directory, name);
  return directory.endsWith('/') ? directory + name : `${directory}/${name}`;
}

/** The path of a name in the directory that holds `path`. */
export function beside(path: string, name: string): string {
  return path.slice(0, path.lastIndexOf(basename(path))) + name;
}
