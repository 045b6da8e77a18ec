/**
 * The exports of the training module. A host writes the configuration (src/train/fields.ts), opens, writes the symbols of a
 * batch and trains. Helper threads are instances over the same memory that call assist().
 */

import { allocate, arenaSize, commitArena, resetArena, skipObjects } from './memory/arena';
import { SCRATCH, useScratch } from './numeric/multiply';
import { STATUS } from './spec.generated';
import {
  awaitCommand,
  barrier,
  command,
  commandCode,
  commandFirst,
  commandSecond,
  formTeam,
} from './threads/team';
import { describeParameter } from './train/describe';
import { Shape } from './train/shape';
import { Trainer } from './train/trainer';

// Exported so that the optimiser keeps the kernels functions of their own (numeric/panel.ts).
export { multiply, multiplyFour, multiplyOne } from './numeric/multiply';
export { addOuter, outerMany, outerOne } from './numeric/outer';
export { multiplyTransposed, transposedOne, transposedTwo } from './numeric/transpose';
export { configAddress } from './train/shape';

/** Commands to the helper threads. */
enum COMMAND {
  OPEN,
  PREDICT,
  PREDICT_TRAINING,
  LEARN,
  CARRY,
  TRAIN,
  EVALUATE,
  DISMISS,
}

/** Result of learn and carry when a number is not finite. */
const DIVERGED: f64 = -1;

let trainer: Trainer | null = null;

/** Lays the trainer out in the arena, as seen by the thread of this rank; every thread gets the same addresses. */
function layOut(shape: Shape, rank: i32): Trainer {
  resetArena(shape.threads);
  const scratch = allocate(u64(shape.threads) * SCRATCH);
  useScratch(scratch + <usize>rank * SCRATCH);
  return new Trainer(shape, rank);
}

/** Bytes of memory for the configuration, or STATUS.INVALID_PLAN. */
export function measure(): f64 {
  __reset();
  trainer = null;
  const shape = new Shape();
  if (!shape.valid) return STATUS.INVALID_PLAN;
  formTeam(shape.threads);
  layOut(shape, 0);
  return arenaSize();
}

/**
 * Builds the trainer and sets initial weights; 0, or a STATUS. Memory may grow: the host's views must be made anew. With
 * several threads all helper threads must be in assist(), or on the way there.
 */
export function open(): i32 {
  __reset();
  trainer = null;
  const shape = new Shape();
  if (!shape.valid) return STATUS.INVALID_PLAN;
  formTeam(shape.threads);
  const next = layOut(shape, 0);
  if (!commitArena()) return STATUS.NO_MEMORY;
  next.initialise();
  trainer = next;
  command(COMMAND.OPEN);
  barrier();
  return 0;
}

/** Where the host writes the symbols of a batch, u16 [step][row]; ABSENT (0xffff) where a row has ended. */
export function symbolsAddress(): usize {
  return trainer!.symbols;
}

/**
 * Computes the probabilities of the next symbol of all rows at `step` of the batch; steps follow each other from 0 on, and
 * the symbols of those before must be written. `training`: 1 = with dropout and zoneout. Returns the address of f32 [row],
 * probabilityStride() bytes apart; 0 when a number is not finite.
 */
export function predict(step: i32, training: i32): usize {
  run(training ? COMMAND.PREDICT_TRAINING : COMMAND.PREDICT, step, 0);
  return trainer!.hasDiverged ? 0 : trainer!.output.probabilities(step);
}

export function probabilityStride(): usize {
  return trainer!.output.rowBytes;
}

/**
 * After predict of `steps` steps with training = 1: updates the parameters and carries the state. Returns the cost in bits
 * of the batch as it was predicted; -1 when a number is not finite: nothing is updated then.
 */
export function learn(steps: i32, rate: f32): f64 {
  return run(COMMAND.LEARN, steps, rate);
}

/** The same without an update. */
export function carry(steps: i32): f64 {
  return run(COMMAND.CARRY, steps, 0);
}

/** predict of all steps and learn. */
export function train(steps: i32, rate: f32): f64 {
  return run(COMMAND.TRAIN, steps, rate);
}

/** predict of all steps and carry, without dropout and zoneout. */
export function evaluate(steps: i32): f64 {
  return run(COMMAND.EVALUATE, steps, 0);
}

/** Forgets what the rows have read. */
export function resetState(): void {
  trainer!.resetState();
}

/**
 * From now on the network reads weights quantised with this dead zone, or as they are where it is 0: so it is at first.
 * Between two batches. The host has the configured dead zone too, and gives it to a network file as the same f32.
 */
export function quantise(deadZone: f32): void {
  trainer!.quantise(deadZone);
}

/** What is carried from batch to batch. A host may copy it, and write it back. */
export function stateAddress(): usize {
  return trainer!.state;
}

export function stateSize(): usize {
  return trainer!.stateBytes;
}

/** What else decides the results of all further calls: parameters, moments, the number of updates. */
export function modelAddress(): usize {
  return trainer!.model;
}

export function modelSize(): usize {
  return trainer!.modelBytes;
}

/** Address of the description of parameter i (net/description.ts); 0 behind the last. */
export function parameter(i: i32): usize {
  return describeParameter(trainer!, i);
}

/** Does a command on all threads; returns the cost of the batch where there is one. */
function run(code: i32, first: i32, second: f32): f64 {
  // After a batch that diverged, the host may have loaded other parameters.
  if (first == 0 || code == COMMAND.TRAIN || code == COMMAND.EVALUATE) trainer!.begin();
  command(code, first, second);
  execute(code, first, second, 0);
  barrier();
  return trainer!.hasDiverged ? DIVERGED : trainer!.output.cost;
}

/** The part of a command that falls to the thread of this rank. */
function execute(code: i32, first: i32, second: f32, rank: i32): void {
  const own = trainer!;
  const training = code == COMMAND.TRAIN;
  if (code == COMMAND.PREDICT || code == COMMAND.PREDICT_TRAINING) {
    own.predict(first, code == COMMAND.PREDICT_TRAINING);
    return;
  }
  if (training || code == COMMAND.EVALUATE) {
    for (let t = 0; t < first; t++) own.predict(t, training);
  }
  if (training || code == COMMAND.LEARN) own.learn(first, second, rank);
  else own.carry(first, rank);
}

/** Serves as thread `rank`, 1 to threads - 1, of another instance over the same memory, until dismiss(). */
export function assist(rank: i32): void {
  let known = 0;
  while (true) {
    awaitCommand(known);
    known++;
    const code = commandCode();
    if (code == COMMAND.DISMISS) {
      barrier();
      return;
    }
    if (code == COMMAND.OPEN) {
      __reset();
      skipObjects(rank);
      trainer = layOut(new Shape(), rank);
    } else {
      execute(code, commandFirst(), commandSecond(), rank);
    }
    barrier();
  }
}

/** Makes all helper threads return from assist(). */
export function dismiss(): void {
  command(COMMAND.DISMISS);
  barrier();
}
