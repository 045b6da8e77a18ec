/** 0 letter, 1 digit, 2 space, 3 other. */
export function coarseClass(byte: u32): i32 {
  const letter = byte | 32;
  if (letter - 97 < 26 || byte > 127) return 0;
  if (byte - 48 < 10) return 1;
  if (byte == 32 || byte == 10) return 2;
  return 3;
}
