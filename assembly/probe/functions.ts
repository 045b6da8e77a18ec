import { exp4, log4, rsqrt4, sigmoid4, tanh4 } from '../numeric/elementary';

/** Elementary functions in place on n floats at p, n a multiple of 4. */

export function applyExp(p: usize, n: i32): void {
  for (const end = p + ((<usize>n) << 2); p < end; p += 16) v128.store(p, exp4(v128.load(p)));
}

export function applyLog(p: usize, n: i32): void {
  for (const end = p + ((<usize>n) << 2); p < end; p += 16) v128.store(p, log4(v128.load(p)));
}

export function applySigmoid(p: usize, n: i32): void {
  for (const end = p + ((<usize>n) << 2); p < end; p += 16) v128.store(p, sigmoid4(v128.load(p)));
}

export function applyTanh(p: usize, n: i32): void {
  for (const end = p + ((<usize>n) << 2); p < end; p += 16) v128.store(p, tanh4(v128.load(p)));
}

export function applyRsqrt(p: usize, n: i32): void {
  for (const end = p + ((<usize>n) << 2); p < end; p += 16) v128.store(p, rsqrt4(v128.load(p)));
}
