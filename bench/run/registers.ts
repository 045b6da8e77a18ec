/** The speed of 128-bit multiply-adds on this machine, which others are compared with. */
import { Probe } from '../../test/codec/support/probe.js';

/** Milliseconds of one batch of calls, and of all batches. */
const BATCH = 2;
const ENOUGH = 400;

/** Multiply-adds of one iteration of the probe's loop without memory: twelve of four lanes. */
const REGISTERS_PER_TURN = 12 * 4;

/** Seconds that one call of `work` takes: the least of many batches. */
export function best(work: () => void): number {
  const time = (calls: number) => {
    const began = performance.now();
    for (let i = 0; i < calls; i++) work();
    return performance.now() - began;
  };
  let calls = 1;
  while (time(calls) < BATCH) calls *= 2;
  let least = Number.POSITIVE_INFINITY;
  const end = performance.now() + ENOUGH;
  while (performance.now() < end) least = Math.min(least, time(calls) / calls);
  return least / 1000;
}

/** GFLOP/s of 128-bit multiply-adds in registers, without memory, with one decimal: the best of three instances. */
export function inRegisters(): number {
  const turns = 20_000;
  const speeds = Array.from({ length: 3 }, () => {
    const { multiplyAdd } = new Probe().call;
    return (2 * REGISTERS_PER_TURN * turns) / best(() => multiplyAdd(turns, 1)) / 1e9;
  });
  return Number(Math.max(...speeds).toFixed(1));
}
