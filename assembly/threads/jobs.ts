import { add, exchange, read, set, waitWhile, wake, write } from './atomics';

/**
 * Who does what of a job that two instances share, or one does alone. A job is a walk, which one of them does from its
 * beginning to its end, and units, which the walk makes ready in their order and anyone may take. Jobs are numbered
 * from 0 within a block; the next is posted when all units of the one before are done.
 */

/** Words lie a cache line apart: each is written by one side while the other watches another. */
const LINE: usize = 64;
const words = memory.data(10 * 64, 64);

/** Counts the events that the helper thread must see. The host rings it too, to dismiss. */
const BELL = words;
/** Not 0: the helper thread is to leave. */
const DISMISSED = words + LINE;
/** Number of the block that is open, 0 while none is. */
const OPEN = words + 2 * LINE;
/** Blocks so far. */
const BLOCKS = words + 3 * LINE;
/** 1 while the helper thread touches the block's memory. */
const BUSY = words + 4 * LINE;
/** Jobs posted; the last one's walk, as `claim`; its units taken, ready and done. */
const JOBS = words + 5 * LINE;
const TAKEN = words + 6 * LINE;
const READY = words + 7 * LINE;
const DONE = words + 8 * LINE;
/** Jobs whose late units may be done, or ABANDONED. */
const RELEASED = words + 9 * LINE;

const ABANDONED = -1;

/** TAKEN holds the job in its upper half, so that a late comer takes nothing of the next: index + 1, 0 = the walk. */
function claim(job: i32, index: i32): i64 {
  return (i64(job) << 32) | i64(index);
}

/** Where the host finds BELL, and DISMISSED a line behind it. */
export function bellAddress(): usize {
  return BELL;
}

function ring(): void {
  add(BELL, 1);
  wake(BELL);
}

/** Says that a block is laid out and its memory there. */
export function openJobs(): void {
  set(JOBS, 0);
  set(RELEASED, 0);
  set(OPEN, add(BLOCKS, 1) + 1);
  ring();
}

/** Says that the block is over, and waits until the helper thread has let go of it. */
export function closeJobs(): void {
  if (read(OPEN) == 0) return;
  set(OPEN, 0);
  write(RELEASED, ABANDONED);
  // The walk may have been left in the middle, and the helper thread be waiting for it.
  write(READY, i32.MAX_VALUE);
  for (; read(BUSY) != 0; ) waitWhile(BUSY, 1);
}

/** Posts a job. */
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

/** Takes the job's walk; false when it is taken. */
export function takeBackpropagation(job: i32): bool {
  return exchange(TAKEN, claim(job, 0), claim(job, 1));
}

/** Takes one of the job's `total` units: its index, or -1 when there is none left. */
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

/** The first `count` units are ready. */
export function makeReady(count: i32): void {
  write(READY, count);
}

/** Waits until the unit is ready; false when the block is over instead. */
export function awaitReady(index: i32): bool {
  for (let ready = read(READY); ready <= index; ready = read(READY)) waitWhile(READY, ready);
  return read(RELEASED) != ABANDONED;
}

/** The job's late units may be done. */
export function release(job: i32): void {
  write(RELEASED, job + 1);
}

/** Waits for it; false when the block is over instead. */
export function awaitRelease(job: i32): bool {
  let released = read(RELEASED);
  for (; released != ABANDONED && released <= job; released = read(RELEASED)) {
    waitWhile(RELEASED, released);
  }
  return released != ABANDONED;
}

export function unitDone(total: i32): void {
  if (add(DONE, 1) + 1 == total) wake(DONE);
}

export function awaitDone(total: i32): void {
  for (let done = read(DONE); done < total; done = read(DONE)) waitWhile(DONE, done);
}

/** The helper thread's side: what it last bellCount. */
export function bellCount(): i32 {
  return read(BELL);
}

export function awaitBell(last: i32): void {
  waitWhile(BELL, last);
}

export function dismissed(): bool {
  return read(DISMISSED) != 0;
}

/** Begins to work on the open block: its number, or 0 when there is none. leaveBlock() must follow. */
export function enterBlock(): i32 {
  set(BUSY, 1);
  return read(OPEN);
}

export function leaveBlock(): void {
  write(BUSY, 0);
}
