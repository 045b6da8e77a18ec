/** Paths as bytes and as strings. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exactArguments } from '#dist/cli/arguments/exact-arguments.js';
import { beside, inDirectory, pathFrom, systemPath } from '#dist/cli/io/path.js';
import { printable, printableJson } from '#dist/cli/report/printable.js';

const bytesOf = (path: string) => Buffer.from(systemPath(path));

it('converts any bytes to a string and back', () => {
  // Bytes near the limits of lead and continuation bytes, so that many sequences are almost valid.
  const byte = fc.oneof(
    fc.integer({ min: 1, max: 255 }),
    fc.constantFrom(0x41, 0x80, 0xa0, 0xbf, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5),
  );
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 12 }), (list) => {
      const bytes = Buffer.from(list);
      expect(bytesOf(pathFrom(bytes))).toEqual(bytes);
    }),
    { numRuns: 2000 },
  );
});

it('leaves valid UTF-8 unchanged', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(pathFrom(Buffer.from(text))).toBe(text);
      expect(systemPath(text)).toBe(text);
    }),
  );
});

it.each([
  ['caf\xe9', 'caf\udce9'],
  ['\xff\xfe', '\udcff\udcfe'],
  ['\xed\xa0\x80', '\udced\udca0\udc80'], // an encoded surrogate is not valid UTF-8
  ['\xc0\xaf', '\udcc0\udcaf'], // an overlong slash
  ['\xe2\x82', '\udce2\udc82'], // truncated
  ['\xef\xbf\xbd', '\ufffd'],
  ['\xf0\x9f\xa6\x8a', '🦊'],
])('writes %j as %j', (bytes, text) => expect(pathFrom(Buffer.from(bytes, 'latin1'))).toBe(text));

it('prints an invalid byte as ?', () => expect(printable('caf\udce9')).toBe('caf?'));

it('escapes what a terminal may obey in JSON, and keeps the value', () => {
  const name = 'a\u001b\u009b31m\u202eb\u007f\udce9\u2028';
  const text = printableJson({ name });
  expect(text).toBe('{"name":"a\\u001b\\u009b31m\\u202eb\\u007f\\udce9\\u2028"}');
  expect(JSON.parse(text)).toEqual({ name });
});

it('leaves valid arguments unchanged, and rejects those whose bytes are not available', () => {
  expect(exactArguments(['-c', 'naïve'])).toEqual(['-c', 'naïve']);
  // This is not an argument of the process, so that /proc does not have its bytes.
  expect(() => exactArguments(['a\ufffd'])).toThrow('a\ufffd: the name is not valid UTF-8');
});

it.each([
  ['.', './x'],
  ['/', '/x'],
  ['//', '//x'],
  ['a/', 'a/x'],
  ['link/..', 'link/../x'],
  ['link/.././', 'link/.././x'],
  ['caf\udce9', 'caf\udce9/x'],
])('names x in the directory %j', (directory, path) =>
  expect(inDirectory(directory, 'x')).toBe(path),
);

it.each([
  ['a', 'x'],
  ['./a', './x'],
  ['/a', '/x'],
  ['aa/a', 'aa/x'],
  ['a//b', 'a//x'],
  ['link/../a', 'link/../x'],
  ['caf\udce9/a\udce9', 'caf\udce9/x'],
])('names x beside %j', (path, other) => expect(beside(path, 'x')).toBe(other));
