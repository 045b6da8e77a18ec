/**
 * Words through which two instances over one memory speak. Compiled without threads they are plain words: there is
 * one instance, and nothing to wait for.
 */

/**
 * Looks at a word that is about to change, before it is worth sleeping: some hundreds of microseconds, as long as a
 * segment takes. Whoever slept is awake too late to be of use (256 cells: 1.65 times one thread's throughput, not 1.4).
 */
const SPINS = 600000;

/** Longest sleep in nanoseconds, after which the word is looked at again. */
const SLEEP: i64 = 100000000;

export function read(word: usize): i32 {
  if (ASC_FEATURE_THREADS) return atomic.load<i32>(word);
  return load<i32>(word);
}

/** Writes where nobody waits. */
export function set(word: usize, value: i32): void {
  if (ASC_FEATURE_THREADS) atomic.store<i32>(word, value);
  else store<i32>(word, value);
}

/** Writes and wakes whoever waits for the word. */
export function write(word: usize, value: i32): void {
  if (ASC_FEATURE_THREADS) {
    atomic.store<i32>(word, value);
    atomic.notify(word, -1);
  } else {
    store<i32>(word, value);
  }
}

/** Adds and returns what was there. Wakes nobody. */
export function add(word: usize, value: i32): i32 {
  if (ASC_FEATURE_THREADS) return atomic.add<i32>(word, value);
  const old = load<i32>(word);
  store<i32>(word, old + value);
  return old;
}

/** Puts `value` in the place of `expected`; false when something else is there. */
export function exchange(word: usize, expected: i64, value: i64): bool {
  if (ASC_FEATURE_THREADS) return atomic.cmpxchg<i64>(word, expected, value) == expected;
  if (load<i64>(word) != expected) return false;
  store<i64>(word, value);
  return true;
}

/** Wakes whoever waits for the word. */
export function wake(word: usize): void {
  if (ASC_FEATURE_THREADS) atomic.notify(word, -1);
}

/** Returns when the word is no longer `value`: looks for a while, then sleeps, as others may need the core. */
export function waitWhile(word: usize, value: i32): void {
  if (ASC_FEATURE_THREADS) {
    for (let i = 0; i < SPINS; i++) if (atomic.load<i32>(word) != value) return;
    while (atomic.load<i32>(word) == value) atomic.wait<i32>(word, value, SLEEP);
  }
}
