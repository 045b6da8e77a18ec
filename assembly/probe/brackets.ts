import { BracketState } from '../text/bracket-state';
import { classOf } from '../text/classes';

/** The reader of brackets by itself. It is opened between release and commit (arrays.ts). */

let reader: BracketState | null = null;

export function openBrackets(): void {
  reader = new BracketState();
}

/** Reads n bytes; returns the byte that comes next if the text before the bar is repeated, -1 = it is not. */
export function readBrackets(at: usize, n: i32): i32 {
  for (let end = at + <usize>n; at < end; at++) {
    const byte = u32(load<u8>(at));
    reader!.update(byte, classOf(byte), at + 1);
  }
  return reader!.linkText != 0 ? load<u8>(reader!.linkText) : -1;
}
