import { add, exchange, read, set, waitWhile, wake, write } from './atomics';

/**
 * How two instances over one memory, the coding thread and a helper thread, share the work of a block. A job is a
 * back-propagation, which one of them does alone, and units. The back-propagation makes the units ready in their order;
 * both threads take ready units. Jobs are numbered from 0 within a block; a job is posted when all units of the one
 * before are done. Without a helper thread one instance does everything, through the same calls.
 */

/** Each word has a cache line of its own, so that a write to one does not slow a thread that spins on another. */
const LINE: usize = 64;
const words = memory.data(10 * 64, 64);

/** Counts the events that wake the helper thread. The host increments it too, to dismiss the helper thread. */
const BELL = words;
/** Set by the host: not 0 makes assist return. */
const DISMISSED = words + LINE;
/** Number of the open block, from 1; 0 = none. */
const OPEN = words + 2 * LINE;
/** Blocks opened so far. */
const BLOCKS = words + 3 * LINE;
/** 1 while the helper thread uses the block's memory. */
const BUSY = words + 4 * LINE;
/** Jobs posted. */
const JOBS = words + 5 * LINE;
/** What of the last job is taken: see claim. */
const TAKEN = words + 6 * LINE;
/** Its units that are ready: 0 .. READY - 1. */
const READY = words + 7 * LINE;
/** Its units that are done. */
const DONE = words + 8 * LINE;
/** Jobs whose late units may be done, or ABANDONED: the block was closed. */
const RELEASED = words + 9 * LINE;

const ABANDONED = -1;

/**
 * The value of TAKEN: the job in the upper half, so that a delayed thread takes nothing of the next job; in the lower,
 * 0 = nothing is taken, 1 = the back-propagation, n + 1 = also the first n units.
 */
function claim(job: i32, index: i32): i64 {
  return (i64(job) << 32) | i64(index);
}

/** Address of BELL; DISMISSED is 64 bytes behind it. */
export function bellAddress(): usize {
  return BELL;
}

/** Wakes the helper thread. */
function ring(): void {
  add(BELL, 1);
  wake(BELL);
}

/** Opens a block for the helper thread. Its memory must be laid out. */
export function openJobs(): void {
  set(JOBS, 0);
  set(RELEASED, 0);
  set(OPEN, add(BLOCKS, 1) + 1);
  ring();
}

/** Closes the block; returns when the helper thread no longer uses it. */
export function closeJobs(): void {
  if (read(OPEN) == 0) return;
  set(OPEN, 0);
  write(RELEASED, ABANDONED);
  // The helper thread may wait for units of a back-propagation that will not be finished.
  write(READY, i32.MAX_VALUE);
  for (; read(BUSY) != 0; ) waitWhile(BUSY, 1);
}

/** Posts a job, and wakes the helper thread. */
export function post(job: i32): void {
  set(READY, 0);
  set(DONE, 0);
  if (ASC_FEATURE_THREADS) atomic.store<i64>(TAKEN, claim(job, 0));
  else store<i64>(TAKEN, claim(job, 0));
  set(JOBS, job + 1);
  ring();
}

/** The last job posted; -1 before the first. */
export function lastJob(): i32 {
  return read(JOBS) - 1;
}

/** Takes the job's back-propagation; false when it is taken already. */
export function takeBackpropagation(job: i32): bool {
  return exchange(TAKEN, claim(job, 0), claim(job, 1));
}

/** Takes the next of the job's `total` units; returns its index, or -1 when all are taken or the job is over. */
export function takeUnit(job: i32, total: i32): i32 {
  for (let i = 0; i < total; ) {
    if (exchange(TAKEN, claim(job, i + 1), claim(job, i + 2))) return i;
    const taken = ASC_FEATURE_THREADS ? atomic.load<i64>(TAKEN) : load<i64>(TAKEN);
    if (i32(taken >> 32) != job) return -1;
    i = i32(taken) - 1;
    if (i < 0) return -1;
  }
  return -1;
}

/** Makes the first `count` units ready. */
export function makeReady(count: i32): void {
  write(READY, count);
}

/** Waits until the unit is ready; false when the block was closed. */
export function awaitReady(index: i32): bool {
  for (let ready = read(READY); ready <= index; ready = read(READY)) waitWhile(READY, ready);
  return read(RELEASED) != ABANDONED;
}

/** Allows the job's late units. */
export function release(job: i32): void {
  write(RELEASED, job + 1);
}

/** Waits for release of the job; false when the block was closed. */
export function awaitRelease(job: i32): bool {
  let released = read(RELEASED);
  for (; released != ABANDONED && released <= job; released = read(RELEASED)) {
    waitWhile(RELEASED, released);
  }
  return released != ABANDONED;
}

/** Counts a unit as done. */
export function unitDone(total: i32): void {
  if (add(DONE, 1) + 1 == total) wake(DONE);
}

/** Waits until all `total` units of the job are done. */
export function awaitDone(total: i32): void {
  for (let done = read(DONE); done < total; done = read(DONE)) waitWhile(DONE, done);
}

/** For the helper thread: the count of events so far, for awaitBell. */
export function bellCount(): i32 {
  return read(BELL);
}

/** Waits for an event after the first `last`. */
export function awaitBell(last: i32): void {
  waitWhile(BELL, last);
}

/** Whether the helper thread must leave. */
export function dismissed(): bool {
  return read(DISMISSED) != 0;
}

/** Begins to use the open block; returns its number, or 0 when none is open. leaveBlock() must follow in either case. */
export function enterBlock(): i32 {
  set(BUSY, 1);
  return read(OPEN);
}

/** Ends what enterBlock began. */
export function leaveBlock(): void {
  write(BUSY, 0);
}
