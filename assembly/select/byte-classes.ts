import { History } from '../context/history';

/** 0 letter or byte above 127, 1 digit, 2 space or line feed, 3 other. */
export function coarseClass(byte: u32): i32 {
  const letter = byte | 32;
  if (letter - 97 < 26 || byte > 127) return 0;
  if (byte - 48 < 10) return 1;
  if (byte == 32 || byte == 10) return 2;
  return 3;
}

/** The coarse classes of the last three bytes: 0 .. 63. */
export function lastThree(history: History): i32 {
  return (
    coarseClass(history.back(1)) +
    coarseClass(history.back(2)) * 16 +
    coarseClass(history.back(3)) * 4
  );
}

/** Which of the 256 bytes the bits so far leave open, roughly: 0 .. 7. The first three bits give the kind of the byte. */
export function openClass(history: History): i32 {
  const bits = history.bits;
  const partial = history.partial;
  if (bits < 2) return bits == 0 ? 0 : partial & 1;
  if (bits == 2) return partial < 6 ? (partial & 1) + 2 : 4;
  const top = (partial >> (bits - 3)) & 7;
  return top > 3 ? 7 : top == 0 ? 3 : 7 - top;
}
