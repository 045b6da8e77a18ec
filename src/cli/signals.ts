/** Leaving early: whatever ends the process, no half-made file stays behind. */
import { constants as fsConstants, readFileSync, unlinkSync } from 'node:fs';
import { constants } from 'node:os';
import { systemPath } from './io/path.js';

const DEADLY = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The bits of a file's flags that say whether it may be read, written or both. */
const ACCESS_MODE = 3;

/** What must be undone when the process ends now. */
const undo = new Set<() => void>();

/** Registers a step to be taken if the process ends early; returns what takes it back. Steps must be synchronous. */
export function onEarlyEnd(step: () => void): () => void {
  undo.add(step);
  return () => undo.delete(step);
}

/** Removes a file, whether or not it is still there. */
export function removeQuietly(path: string): void {
  try {
    unlinkSync(systemPath(path));
  } catch {
    // Nothing to remove, or nothing that could be done about it.
  }
}

export function catchSignals(): void {
  for (const signal of DEADLY) process.on(signal, dieOf);
  if (underNohup()) process.on('SIGHUP', () => {}).off('SIGHUP', dieOf);
  process.on('exit', undoAll);
}

/**
 * Whether nohup started us. Node forgets that it was told to ignore SIGHUP; what remains to be seen is that nohup puts
 * a file that cannot be read in the place of a terminal's standard input (Linux only).
 */
function underNohup(): boolean {
  try {
    const flags = /^flags:\s*(\d+)/m.exec(readFileSync('/proc/self/fdinfo/0', 'utf8'))?.[1];
    return (Number.parseInt(flags ?? '', 8) & ACCESS_MODE) === fsConstants.O_WRONLY;
  } catch {
    return false;
  }
}

/** Cleans up, then dies of the signal, so that a shell sees 128 + signal and a loop around us stops too. */
export function dieOf(signal: NodeJS.Signals): never {
  undoAll();
  process.on(signal, () => {}); // Node ignores SIGPIPE; having listened once restores its default
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  process.exit(128 + constants.signals[signal]); // where the signal is blocked or unknown
}

function undoAll(): void {
  for (const step of undo) step();
  undo.clear();
}
