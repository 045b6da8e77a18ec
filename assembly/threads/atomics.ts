/**
 * Atomic operations on i32 and i64 in memory that two instances share. Compiled without threads they are ordinary loads
 * and stores: there is one instance, and nothing to wait for.
 */

/**
 * Loads in a spin before a thread sleeps: some hundreds of microseconds, as long as a segment takes. Waking a thread
 * takes longer than that: with 256 cells two threads have 1.65 times one thread's throughput with the spin, 1.4 without.
 */
const SPINS = 600000;

/** Longest sleep in nanoseconds; then the word is loaded again. */
const SLEEP: i64 = 100000000;

/** Loads the word. */
export function read(word: usize): i32 {
  if (ASC_FEATURE_THREADS) return atomic.load<i32>(word);
  return load<i32>(word);
}

/** Stores without a wake-up. */
export function set(word: usize, value: i32): void {
  if (ASC_FEATURE_THREADS) atomic.store<i32>(word, value);
  else store<i32>(word, value);
}

/** Stores and wakes all threads that wait for the word. */
export function write(word: usize, value: i32): void {
  if (ASC_FEATURE_THREADS) {
    atomic.store<i32>(word, value);
    atomic.notify(word, -1);
  } else {
    store<i32>(word, value);
  }
}

/** Adds without a wake-up; returns the old value. */
export function add(word: usize, value: i32): i32 {
  if (ASC_FEATURE_THREADS) return atomic.add<i32>(word, value);
  const old = load<i32>(word);
  store<i32>(word, old + value);
  return old;
}

/** Stores `value` if the word is `expected`, else returns false. */
export function exchange(word: usize, expected: i64, value: i64): bool {
  if (ASC_FEATURE_THREADS) return atomic.cmpxchg<i64>(word, expected, value) == expected;
  if (load<i64>(word) != expected) return false;
  store<i64>(word, value);
  return true;
}

/** Wakes all threads that wait for the word. */
export function wake(word: usize): void {
  if (ASC_FEATURE_THREADS) atomic.notify(word, -1);
}

/**
 * Sleeps until the word is written, if it is `value`. The first compiler of V8 11 (Node 20) clears the low 32 bits of what
 * is below the operands of memory.atomic.wait32: of the last local, or of the newest value on the stack. Here that is
 * `value`, which is not used again. So this function must not be inlined.
 */
function sleep(word: usize, value: i32): void {
  atomic.wait<i32>(word, value, SLEEP);
}

/** Returns when the word is no longer `value`: spins, then sleeps, so that other threads get the core. */
export function waitWhile(word: usize, value: i32): void {
  if (ASC_FEATURE_THREADS) {
    for (let i = 0; i < SPINS; i++) if (atomic.load<i32>(word) != value) return;
    // A call through the table is not inlined.
    const sleeping: (word: usize, value: i32) => void = sleep;
    while (atomic.load<i32>(word) == value) sleeping(word, value);
  }
}
