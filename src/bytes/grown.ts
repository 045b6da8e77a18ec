import { newBytes } from './new-bytes.js';

/** Beyond this, bytes get all the room that they may need: copying more at a stretch would be felt by an event loop. */
const LAST_GROWTH = 1 << 20;

/**
 * `bytes` with room for at least `needed`, of `most` that there may be in the end. Room that is never used costs next
 * to nothing: systems give memory when it is touched.
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
