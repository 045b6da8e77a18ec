/** A limited address space (ulimit -v), as batch systems set it. */
import { addressSpaceLimit } from '../node/address-space.js';
import { dieOf } from './signals.js';

/**
 * V8 reserves 10 GiB of addresses for each WebAssembly memory, so that it need not check bounds. This flag makes it
 * check them, and a process needs some 2 GiB. It costs 20 % of the speed.
 */
const FLAG = '--disable-wasm-trap-handler';

/** Addresses, bytes, that suffice without the flag: a memory for each of a few threads. */
const ENOUGH = 2 ** 36;

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Runs the command once more with the flag, where too few addresses are allowed, and returns its exit status.
 * Undefined where that is not needed or not possible.
 */
export async function statusUnderLimit(args: readonly string[]): Promise<number | undefined> {
  if (addressSpaceLimit() >= ENOUGH || !canRestart(args)) return undefined;
  // Loaded only here: an ordinary start does not need it.
  const { spawn } = await import('node:child_process');
  const [, script = ''] = process.argv;
  const flags = [FLAG, ...process.execArgv];
  const child = spawn(process.execPath, [...flags, script, ...args], { stdio: 'inherit' });
  for (const signal of FORWARDED) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('error', () => resolve(undefined));
    child.on('exit', (code, signal) => (signal ? dieOf(signal) : resolve(code ?? 1)));
  });
}

function canRestart(args: readonly string[]): boolean {
  return (
    !process.execArgv.includes(FLAG) &&
    !(process.env['NODE_OPTIONS'] ?? '').includes(FLAG) &&
    process.allowedNodeEnvironmentFlags.has(FLAG) &&
    // An argument that is not UTF-8 cannot be handed on: it would name another file.
    !args.some((arg) => arg.includes('\ufffd'))
  );
}
