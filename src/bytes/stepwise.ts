/** A generator that works in steps and returns the result. Between two steps its caller may report, wait or stop. */
export type Stepwise<T> = Generator<void, T, undefined>;

/** Bytes that a step of a transform or of detection works on: some milliseconds. */
export const STEP_BYTES = 1 << 20;
