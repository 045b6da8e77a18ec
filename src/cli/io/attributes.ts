/** Attributes that an output file gets from its source: permissions, owner and times. */
import * as fs from 'node:fs';
import { promisify } from 'node:util';

export interface Attributes {
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Access time and modification time, in nanoseconds since 1970. */
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

/**
 * Sets owner and group where permitted, then the mode, then the times. The mode never gives a user more access than the
 * source did. Without attributes the file gets the mode of any new file.
 */
export async function applyAttributes(
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
    // The file has another group than the source. Group and others get the permissions that both had.
    const both = (mode >> 3) & mode & 0o007;
    mode = (mode & 0o700) | (both << 3) | both;
  }
  await fchmod(descriptor, mode);
  await futimes(descriptor, secondsRoundedUp(atimeNs), secondsRoundedUp(mtimeNs));
}

/**
 * A time for node:fs, rounded up to the microseconds that Node sets: make(1) rebuilds an output that is older than its
 * source. Node truncates to microseconds, so half a microsecond is added against the rounding of the double. The result
 * is text, because Node takes negative numbers for the current time.
 */
function secondsRoundedUp(ns: bigint): string {
  const microseconds = Number(ns > 0n ? (ns + 999n) / 1000n : ns / 1000n); // bigint division truncates
  return String((microseconds + (microseconds < 0 ? -0.5 : 0.5)) / 1e6);
}
