/** A limit on the address space (ulimit -v), as batch systems set it. */
import { addressSpaceLimit } from '../../node/address-space.js';
import { exitBySignal } from './signals.js';

/**
 * V8 reserves 10 GiB of addresses for each WebAssembly memory instead of checking bounds. With this flag it checks
 * them, and a process needs about 2 GiB. That costs 20 % of the speed.
 */
const FLAG = '--disable-wasm-trap-handler';

/** Bytes of address space that suffice without the flag, for a few threads. */
const ENOUGH = 2 ** 36;

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Where the address space is too small, runs the command in a second process with the flag.
 * @returns The exit status of that process; undefined where it is not needed or cannot be started.
 */
export async function statusUnderLimit(args: readonly string[]): Promise<number | undefined> {
  if (addressSpaceLimit() >= ENOUGH || !canRestart(args)) return undefined;
  // Imported only here, because it slows the start.
  const { spawn } = await import('node:child_process');
  const [, script = ''] = process.argv;
  const flags = [FLAG, ...process.execArgv];
  const child = spawn(process.execPath, [...flags, script, ...args], { stdio: 'inherit' });
  for (const signal of FORWARDED) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('error', () => resolve(undefined));
    child.on('exit', (code, signal) => (signal ? exitBySignal(signal) : resolve(code ?? 1)));
  });
}

function canRestart(args: readonly string[]): boolean {
  return (
    !process.execArgv.includes(FLAG) &&
    !(process.env['NODE_OPTIONS'] ?? '').includes(FLAG) &&
    process.allowedNodeEnvironmentFlags.has(FLAG) &&
    // spawn() cannot pass an argument that is not UTF-8: it would name another file.
    !args.some((arg) => arg.includes('\ufffd'))
  );
}
