/** The symbols that all programs train on. */
import { writeFileSync } from 'node:fs';
import { Random } from '../../test/support/random.js';

/** One in this many symbols is random; the others follow the row's last one. */
const SURPRISE = 8;

/** Symbols [step][row]: one more than the one before, modulo their number, or a random one. */
export function trainingSymbols(rows: number, steps: number, symbols: number): Uint8Array {
  const random = new Random(1);
  const bytes = new Uint8Array(rows * steps);
  for (let i = rows; i < bytes.length; i++) {
    const next = ((bytes[i - rows] as number) + 1) % symbols;
    bytes[i] = random.below(SURPRISE) === 0 ? random.below(symbols) : next;
  }
  return bytes;
}

/** Bits a symbol of the source. */
export function entropyOf(symbols: number): number {
  const other = 1 / SURPRISE / symbols;
  const next = 1 - 1 / SURPRISE + other;
  return -next * Math.log2(next) - (symbols - 1) * other * Math.log2(other);
}

export function writeSymbols(path: string, rows: number, steps: number, symbols: number): void {
  writeFileSync(path, trainingSymbols(rows, steps, symbols));
}
