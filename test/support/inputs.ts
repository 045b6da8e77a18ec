/** Inputs of a few kilobytes for each kind of data: the same bytes everywhere. */
import { readFileSync } from 'node:fs';
import type { Kind } from '../../src/kinds/kinds.js';
import { Random } from './random.js';

const ALICE = readFileSync(new URL('../fixtures/alice29.txt', import.meta.url));

const WORDS = 'status error client server retry timeout open close user admin'.split(' ');

/** Lines of JSON, markup, a log, a table and source code. */
function structured(random: Random): string {
  const word = () => random.pick(WORDS);
  const n = () => random.below(1000);
  return random.pick([
    () => `{"id": ${n()}, "${word()}": [${n()}, ${n()}.5], "${word()}": {"name": "${word()}"}}\n`,
    () => `  <item id="${n()}"><${word()}>${word()} &amp; ${word()}</item>\n`,
    () =>
      `2024-05-${10 + random.below(20)} 12:0${random.below(10)}:01 [${word()}] ${word()}=${n()}\n`,
    () => `${n()},${word()},"${word()} ${word()}",${n()}\n`,
    () => `\tif (${word()} < ${n()}) { // it's ${word()}\n\t\treturn ${word()}(${n()});\n\t}\n`,
    () => `== ${word()} ==\n\n[[${word()} ${word()}|${word()}s]] and (${word()}).\n`,
  ])();
}

/** Numbers of four bytes that grow, short strings and zeros. */
function binary(random: Random, i: number): readonly number[] {
  const n = i * 260 + random.below(20);
  const name = Buffer.from(random.pick(WORDS).padEnd(8, '\0'));
  return [
    n & 255,
    (n >> 8) & 255,
    n >> 16,
    0,
    ...name,
    random.below(4),
    0,
    0,
    255,
    random.below(256),
  ];
}

/** Instructions of x86: moves, calls, jumps, arithmetic with prefixes, two-byte opcodes. */
function executable(random: Random): readonly number[] {
  const b = () => random.below(256);
  const few = () => random.below(16) * 4;
  return random.pick([
    () => [0x48, 0x89, 0x44, 0x24, few()],
    () => [0xe8, b(), few(), random.below(2), 0],
    () => [0x48, 0x8b, 0x05, b(), few(), 0, 0],
    () => [0x0f, 0x84, few(), 0, 0, 0],
    () => [0x66, 0x81, 0xc0 | random.below(8), few(), 0],
    () => [0x0f, 0xb6, 0x80, few(), 0, 0, 0],
    () => [0x83, 0xec, few()],
    () => [0xf7, 0x04, 0x25, few(), b(), 0, 0, few(), 0, 0, 0],
    () => [0xb8, few(), 0, 0, 0, 0xc3],
    () => [0x55, 0x75, few(), 0xc2, 8, 0],
  ])();
}

/** First a picture of 24 pixels a row and three colours, then two channels of sound, the more significant byte first. */
function records(length: number): Uint8Array {
  const random = new Random(5);
  const bytes = new Uint8Array(length);
  const half = length >> 1;
  for (let i = 0; i < half; i++) {
    const [pixel, colour] = [Math.floor(i / 3), i % 3];
    const [x, y] = [pixel % 24, Math.floor(pixel / 24)];
    bytes[i] = 90 + colour * 30 + 3 * x - 2 * y + ((x * y) >> 3) + random.below(4);
  }
  for (let i = half; i < length; i++) {
    const time = (i - half) >> 2;
    const wave = ((time * 311) % 5000) + ((i >> 1) & 1) * ((time * 97) % 1500) + random.below(20);
    bytes[i] = i & 1 ? wave & 255 : wave >> 8;
  }
  return bytes;
}

/** Parts one after the other, cut to the length. */
function filled(length: number, part: (i: number) => ArrayLike<number>): Uint8Array {
  const bytes: number[] = [];
  for (let i = 0; bytes.length < length; i++) bytes.push(...Array.from(part(i)));
  return Uint8Array.from(bytes.slice(0, length));
}

/** So many bytes of a kind. */
export function inputOf(kind: Exclude<Kind, 'incompressible'>, length: number): Uint8Array {
  const random = new Random(3);
  switch (kind) {
    case 'text':
      return new Uint8Array(ALICE.subarray(1000, 1000 + length));
    case 'structured':
      return filled(length, () => Buffer.from(structured(random)));
    case 'binary':
      return filled(length, (i) => binary(random, i));
    case 'executable':
      return filled(length, () => executable(random));
    case 'records':
      return records(length);
    case 'dna':
      return filled(length, () => Buffer.from(random.pick(['A', 'C', 'G', 'T', 'GATTACA'])));
    case 'symbols':
      return filled(length, () => Buffer.from(random.pick(['0', '1', '2', '3', '4', '0123'])));
  }
}
