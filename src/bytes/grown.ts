import { newBytes } from './new-bytes.js';

/** Beyond this length the copy gets room for `most` at once: a longer copy would block the event loop too long. */
const LAST_GROWTH = 1 << 20;

/**
 * A copy of `bytes` with room for at least `needed` bytes, and for no more than `most`. Room that is never used costs
 * almost nothing: systems map memory when it is first touched.
 */
export function grown(
  bytes: Uint8Array<ArrayBuffer>,
  needed: number,
  most: number,
): Uint8Array<ArrayBuffer> {
  const room = Math.max(needed, 2 * bytes.length);
  const more = newBytes(room > LAST_GROWTH ? most : Math.min(most, room));
  more.set(bytes);
  return more;
}
