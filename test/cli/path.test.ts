/** Names as bytes and as strings. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exactArguments } from '#dist/cli/arguments.js';
import { printable, printableJson } from '#dist/cli/failure.js';
import { beside, inDirectory, pathFrom, systemPath } from '#dist/cli/io/path.js';

const bytesOf = (path: string) => Buffer.from(systemPath(path));

it('gives back any bytes', () => {
  // Bytes near those that begin and continue sequences, so that many are almost well formed.
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

it('leaves text as it is', () => {
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
  ['\xed\xa0\x80', '\udced\udca0\udc80'], // a surrogate in UTF-8's manner is none of it
  ['\xc0\xaf', '\udcc0\udcaf'], // an overlong slash
  ['\xe2\x82', '\udce2\udc82'], // cut short
  ['\xef\xbf\xbd', '\ufffd'],
  ['\xf0\x9f\xa6\x8a', '🦊'],
])('writes %j as %j', (bytes, text) => expect(pathFrom(Buffer.from(bytes, 'latin1'))).toBe(text));

it('shows no byte that is not text', () => expect(printable('caf\udce9')).toBe('caf?'));

it('writes JSON that steers no terminal and means the same', () => {
  const name = 'a\u001b\u009b31m\u202eb\u007f\udce9\u2028';
  const text = printableJson({ name });
  expect(text).toBe('{"name":"a\\u001b\\u009b31m\\u202eb\\u007f\\udce9\\u2028"}');
  expect(JSON.parse(text)).toEqual({ name });
});

it('leaves arguments that are text alone, and refuses those that it cannot know', () => {
  expect(exactArguments(['-c', 'naïve'])).toEqual(['-c', 'naïve']);
  // Not the arguments of this process: the system cannot tell what U+FFFD stood for.
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
