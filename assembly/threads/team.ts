import { add, read, set, waitWhile, write } from './atomics';

/**
 * A team of instances over one memory that do the same work side by side: each its own part, with barriers between parts.
 * The first (rank 0) belongs to the host's calls; the others wait in assist() for commands. Without helper threads the team
 * is one instance, and nothing waits.
 */

/** Each word has a cache line of its own. */
const LINE: usize = 64;
const words = memory.data(9 * 64, 64);

/** Members of the team. */
const SIZE = words;
/** Commands given so far; a command's number and its two arguments. */
const COMMANDS = words + LINE;
const COMMAND = words + 2 * LINE;
/** Members that have reached the barrier; barriers passed. */
const ARRIVED = words + 3 * LINE;
const PASSED = words + 4 * LINE;
/** Counters of tasks that are taken, one a kind. */
const TAKEN = words + 5 * LINE;
const KINDS = 4;

/** Sets the number of members; a module without threads has one. */
export function formTeam(size: i32): void {
  set(SIZE, ASC_FEATURE_THREADS ? size : 1);
}

export function teamSize(): i32 {
  return max(1, read(SIZE));
}

/** For rank 0: gives all others a command. */
export function command(code: i32, first: i32 = 0, second: f32 = 0): void {
  for (let kind = 0; kind < KINDS; kind++) set(TAKEN + <usize>kind * LINE, 0);
  if (teamSize() == 1) return;
  store<i32>(COMMAND, code);
  store<i32>(COMMAND, first, 4);
  store<f32>(COMMAND, second, 8);
  write(COMMANDS, read(COMMANDS) + 1);
}

export function commandCode(): i32 {
  return load<i32>(COMMAND);
}

export function commandFirst(): i32 {
  return load<i32>(COMMAND, 4);
}

export function commandSecond(): f32 {
  return load<f32>(COMMAND, 8);
}

/** Waits for a command after the first `last` of all. */
export function awaitCommand(last: i32): void {
  for (; read(COMMANDS) == last; ) waitWhile(COMMANDS, last);
}

/** Returns when all members have called it. */
export function barrier(): void {
  const size = teamSize();
  if (size == 1) return;
  const passed = read(PASSED);
  if (add(ARRIVED, 1) + 1 == size) {
    set(ARRIVED, 0);
    write(PASSED, passed + 1);
  } else {
    for (; read(PASSED) == passed; ) waitWhile(PASSED, passed);
  }
}

/** Takes the next task of a kind, 0 to KINDS - 1, since the last command; counts from 0. */
export function takeTask(kind: i32): i32 {
  return add(TAKEN + <usize>kind * LINE, 1);
}
