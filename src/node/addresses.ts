/** The addresses that the process may use. Batch systems limit them (ulimit -v), and Node takes many. */
import { readFileSync } from 'node:fs';

/** Addresses that a worker takes, bytes, its WebAssembly memories not counted: Node 20 takes 0.9 GB, and some later. */
const WORKER = 2 ** 31;

/** Workers that have been started and have not yet taken their addresses. */
let starting = 0;

/**
 * To be called before a worker is started; the function returned, when it runs or has ended. Throws where too few
 * addresses are left: Node would end the process.
 */
export function claimAddresses(): () => void {
  if (addressesLeft() < WORKER * (starting + 1))
    throw new Error('too few addresses are left for a worker (ulimit -v)');
  starting++;
  let claimed = true;
  return () => {
    if (claimed) starting--;
    claimed = false;
  };
}

/** Bytes; Infinity where there is no limit, or the system does not tell. */
export function addressLimit(): number {
  return numberIn('/proc/self/limits', /^Max address space +(\d+)/m) ?? Number.POSITIVE_INFINITY;
}

function addressesLeft(): number {
  const limit = addressLimit();
  const used = numberIn('/proc/self/status', /^VmSize:\s+(\d+) kB/m);
  return used === undefined ? Number.POSITIVE_INFINITY : limit - 1024 * used;
}

/** Undefined where the system does not tell: Linux does, and Deno asks the user before it does. */
function numberIn(file: string, pattern: RegExp): number | undefined {
  if (process.platform !== 'linux' || 'deno' in process.versions) return undefined;
  try {
    const [, number] = pattern.exec(readFileSync(file, 'utf8')) ?? [];
    return number === undefined ? undefined : Number(number);
  } catch {
    return undefined;
  }
}
