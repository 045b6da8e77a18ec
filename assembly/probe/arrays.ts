import { allocate, commitArena, resetArena } from '../memory/arena';

/** Arrays for a caller: release, then reserve as many as wanted, then commit, which makes them zero. */

export function release(): void {
  __reset();
  resetArena();
}

export function reserve(bytes: u32): usize {
  return allocate(bytes);
}

export function commit(): bool {
  return commitArena();
}
