/** FORMAT.md, section 4: transforms undone. */

/** By name: bytes of a stream from those that the transform made. */
export const UNDO = { 'line-ends': lineEnds, branches } as const;

function lineEnds(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from([...bytes].flatMap((byte) => (byte === 0x0a ? [0x0d, 0x0a] : [byte])));
}

function branches(bytes: Uint8Array): Uint8Array {
  const b = Uint8Array.from(bytes);
  const at = (i: number) => b[i] ?? -1;
  const isCall = (i: number) => at(i) === 0xe8 || at(i) === 0xe9;
  const isRelative = (i: number) =>
    (at(i) & ~0x38) === 0x05 && (at(i - 2) === 0x48 || at(i - 2) === 0x4c);
  for (let i = 0; i <= b.length - 5; i++) {
    if (!isCall(i) && !isRelative(i)) continue;
    if (at(i + 4) !== 0x00 && at(i + 4) !== 0xff) continue;
    const place = (at(i + 1) << 16) | (at(i + 2) << 8) | at(i + 3) | ((at(i + 4) & 1) << 24);
    const target = (place - i) & (2 ** 25 - 1);
    b[i + 1] = target & 255;
    b[i + 2] = (target >> 8) & 255;
    b[i + 3] = (target >> 16) & 255;
    b[i + 4] = target >> 24 ? 0xff : 0x00;
  }
  return b;
}
