import { BracketReader } from '../text/bracket-state';
import { classOf } from '../text/classes';

/** The reader of brackets by itself. It is opened between release and commit (arrays.ts). */

let reader: BracketReader | null = null;

export function openBrackets(): void {
  reader = new BracketReader();
}

/** Reads n bytes; returns the byte that comes next if the text before the bar is repeated, -1 = it is not. */
export function readBrackets(at: usize, n: i32): i32 {
  for (let end = at + <usize>n; at < end; at++) {
    const byte = u32(load<u8>(at));
    reader!.read(byte, classOf(byte), at + 1);
  }
  return reader!.echo != 0 ? load<u8>(reader!.echo) : -1;
}
