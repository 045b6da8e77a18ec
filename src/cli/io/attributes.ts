/** What a result inherits from its source: permissions, owner and times. */
import * as fs from 'node:fs';
import { promisify } from 'node:util';

export interface Attributes {
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Times of last access and last change: nanoseconds from 1970. */
  readonly atimeNs: bigint;
  readonly mtimeNs: bigint;
}

const fchmod = promisify(fs.fchmod);
const fchown = promisify(fs.fchown);
const futimes = promisify(fs.futimes);

const ALL_USERS = 0o666;
const PERMISSIONS = 0o777;

export function attributesOf({ mode, uid, gid, atimeNs, mtimeNs }: fs.BigIntStats): Attributes {
  return {
    mode: Number(mode) & PERMISSIONS,
    uid: Number(uid),
    gid: Number(gid),
    atimeNs,
    mtimeNs,
  };
}

/** Owner first, as far as permitted; then a mode that allows no user more than the source did; then times. */
export async function inherit(
  descriptor: number,
  attributes: Attributes | undefined,
): Promise<void> {
  if (!attributes) {
    await fchmod(descriptor, ALL_USERS & ~process.umask());
    return;
  }
  const { uid, gid, atimeNs, mtimeNs } = attributes;
  let { mode } = attributes;
  await fchown(descriptor, uid, -1).catch(() => {});
  const groupKept = await fchown(descriptor, -1, gid).then(
    () => true,
    () => false,
  );
  if (!groupKept) {
    // The file has another group than the source: what that group and all others get is what both had.
    const both = (mode >> 3) & mode & 0o007;
    mode = (mode & 0o700) | (both << 3) | both;
  }
  await fchmod(descriptor, mode);
  await futimes(descriptor, secondsUp(atimeNs), secondsUp(mtimeNs));
}

/**
 * A time as node:fs takes it, up to a microsecond later: Node sets whole microseconds, and a result that is older than
 * its source is made again by make(1). Node cuts a fraction of a microsecond off, so half of one keeps the value that is
 * meant out of reach of the rounding to a double. As text, since numbers below 0 mean the present to Node.
 */
function secondsUp(ns: bigint): string {
  const microseconds = Number(ns > 0n ? (ns + 999n) / 1000n : ns / 1000n); // division of bigints cuts towards 0
  return String((microseconds + (microseconds < 0 ? -0.5 : 0.5)) / 1e6);
}
