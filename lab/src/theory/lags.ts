/** The two lags of a recurrence X[n] = X[n - short] xor X[n - long], 1 <= short < long. */
export interface Lags {
  readonly short: number;
  readonly long: number;
}
