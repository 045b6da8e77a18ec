/** Signals, and cleaning up when one of them ends the process. */
import { constants as fsConstants, readFileSync } from 'node:fs';
import { constants } from 'node:os';

const TERMINATING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The bits of a descriptor's flags that hold its access mode (O_RDONLY, O_WRONLY, O_RDWR). */
const ACCESS_MODE = 3;

const cleanups = new Set<() => void>();

/**
 * Registers a synchronous function that runs if a signal, an error or process.exit() ends the process.
 * @returns A function that removes it again.
 */
export function onEarlyExit(cleanup: () => void): () => void {
  cleanups.add(cleanup);
  return () => cleanups.delete(cleanup);
}

/** Installs the handlers. */
export function catchSignals(): void {
  for (const signal of TERMINATING) process.on(signal, exitBySignal);
  if (underNohup()) process.on('SIGHUP', () => {}).off('SIGHUP', exitBySignal);
  process.on('exit', cleanUp);
}

/**
 * Whether nohup started the process, so that SIGHUP is to be ignored. Node resets that signal when it starts. But nohup
 * replaces a terminal's standard input by a file that cannot be read, which Linux shows in /proc.
 */
function underNohup(): boolean {
  try {
    const flags = /^flags:\s*(\d+)/m.exec(readFileSync('/proc/self/fdinfo/0', 'utf8'))?.[1];
    return (Number.parseInt(flags ?? '', 8) & ACCESS_MODE) === fsConstants.O_WRONLY;
  } catch {
    return false;
  }
}

/** Cleans up, then ends the process by the signal itself. A shell reports 128 + its number and ends its loop too. */
export function exitBySignal(signal: NodeJS.Signals): never {
  cleanUp();
  process.on(signal, () => {}); // Node ignores SIGPIPE; adding and removing a handler restores the default action
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  process.exit(128 + constants.signals[signal]); // if the signal is blocked or unknown
}

function cleanUp(): void {
  for (const cleanup of cleanups) cleanup();
  cleanups.clear();
}
