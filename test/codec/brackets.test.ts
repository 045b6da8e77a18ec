/** Behind a bar in square brackets, what repeats the text before it. */
import { describe, expect, it } from 'vitest';
import { Probe } from './support/probe.js';

const { call, memory } = new Probe();

/** What is expected to follow the text, '' = nothing. */
function expectedBehind(text: string): string {
  const bytes = Buffer.from(text);
  call.release();
  const address = call.reserve(bytes.length);
  call.openBrackets();
  expect(call.commit()).toBe(1);
  new Uint8Array(memory.buffer, address, bytes.length).set(bytes);
  const byte = call.readBrackets(address, bytes.length);
  return byte < 0 ? '' : String.fromCharCode(byte);
}

describe('behind the bar', () => {
  it.each([
    ['[[Word order|', 'W'],
    ['[[Word order|Wo', 'r'],
    ['[[Word order|o', 'r'],
    ['[[Word order|the o', 'r'],
    ['[[Word order|d', ''],
    ['[[Word order|Word order', ''],
    ['[[Word order|o]]', ''],
    ['((Word order|o', ''],
    ['[[Word order', ''],
  ])('%s goes on with "%s"', (text, expected) => {
    expect(expectedBehind(text)).toBe(expected);
  });

  /** Bytes of a bracket in which a word behind its bar is looked for, so that no word takes longer. */
  const REACH = 256;
  const filler = (length: number) => 'b '.repeat(length).slice(-length);

  it('a word is looked for where the bracket begins, and no farther', () => {
    expect(expectedBehind(`[${filler(REACH - 2)}xyz|x`)).toBe('y');
    expect(expectedBehind(`[${filler(REACH - 1)}xyz|x`)).toBe('');
  });

  it('what was found goes on, however far', () => {
    const text = filler(4 * REACH);
    expect(expectedBehind(`[${text}xyz|${text}xy`)).toBe('z');
  });
});
