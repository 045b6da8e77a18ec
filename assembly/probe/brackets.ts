import { BracketState } from '../text/bracket-state';
import { classOf } from '../text/classes';

/** A BracketState by itself, opened between release and commit (arrays.ts). */

let state: BracketState | null = null;

export function openBrackets(): void {
  state = new BracketState();
}

/** Takes n bytes; returns the byte of the text before the bar that is predicted to repeat next, -1 = none. */
export function readBrackets(at: usize, n: i32): i32 {
  for (let end = at + <usize>n; at < end; at++) {
    const byte = u32(load<u8>(at));
    state!.update(byte, classOf(byte), at + 1);
  }
  return state!.linkText != 0 ? load<u8>(state!.linkText) : -1;
}
