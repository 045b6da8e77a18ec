/** Leaving early: whatever ends the process, no half-made file stays behind. */
import { unlinkSync } from 'node:fs';
import { constants } from 'node:os';

const DEADLY = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

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
    unlinkSync(path);
  } catch {
    // Nothing to remove, or nothing that could be done about it.
  }
}

export function catchSignals(): void {
  for (const signal of DEADLY) process.on(signal, dieOf);
  process.on('exit', undoAll);
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
