/** The limit of the process's address space (ulimit -v), as batch systems set it. Node takes much address space. */
import { readFileSync } from 'node:fs';

/** Address space of a worker in bytes, without its WebAssembly memories. Node 20 takes 0.9 GB at once, and more later. */
const WORKER = 2 ** 31;

/** Workers that have been started and do not run yet: their address space is not in use yet. */
let starting = 0;

/**
 * Must be called before a worker is started, and the returned function when it runs or has exited. Throws when too
 * little address space is left, because Node would then end the process.
 */
export function claimAddressSpace(): () => void {
  if (addressSpaceLeft() < WORKER * (starting + 1))
    throw new Error('too little address space is left for a worker (ulimit -v)');
  starting++;
  let claimed = true;
  return () => {
    if (claimed) starting--;
    claimed = false;
  };
}

/** The limit in bytes; Infinity where there is none or it cannot be read. */
export function addressSpaceLimit(): number {
  return numberIn('/proc/self/limits', /^Max address space +(\d+)/m) ?? Number.POSITIVE_INFINITY;
}

function addressSpaceLeft(): number {
  const limit = addressSpaceLimit();
  const used = numberIn('/proc/self/status', /^VmSize:\s+(\d+) kB/m);
  return used === undefined ? Number.POSITIVE_INFINITY : limit - 1024 * used;
}

/** A number in a file of /proc. Undefined outside of Linux, and in Deno, which would ask the user for permission. */
function numberIn(file: string, pattern: RegExp): number | undefined {
  if (process.platform !== 'linux' || 'deno' in process.versions) return undefined;
  try {
    const [, number] = pattern.exec(readFileSync(file, 'utf8')) ?? [];
    return number === undefined ? undefined : Number(number);
  } catch {
    return undefined;
  }
}
