/** Recurrences of bits as hidden Markov models whose state is the last bits. */
import { type HiddenMarkovModel, hiddenMarkovModel } from '../theory/hidden-markov-model.js';

/** Longest register that becomes a model: 2^order states. */
export const MAX_MODEL_ORDER = 16;

export interface Register {
  /** How many bits the state holds: 1 to MAX_MODEL_ORDER. */
  readonly order: number;
  /** The next bit without noise, from a state whose bit i is the symbol i + 1 places ago. */
  readonly next: (state: number) => number;
  /** Probability that the next bit is flipped before it enters the register. */
  readonly feedbackNoise: number;
  /** Probability that a bit is flipped where it is observed only. */
  readonly observationNoise: number;
  /** Whether the register may begin with zeros only. */
  readonly allowZeros: boolean;
}

/** The model, with all allowed states equally likely at the start. */
export function registerModel(register: Register): HiddenMarkovModel {
  const { order, next, feedbackNoise, observationNoise, allowZeros } = register;
  const states = 2 ** order;
  const initial = new Float64Array(states).fill(1 / (allowZeros ? states : states - 1));
  if (!allowZeros) initial[0] = 0;
  const rows = Array.from({ length: states }, (_, state) => {
    const bit = next(state);
    const shifted = (state << 1) & (states - 1);
    return [
      [shifted | bit, 1 - feedbackNoise],
      [shifted | (1 - bit), feedbackNoise],
    ] as const;
  });
  const emissions = new Float64Array(2 * states);
  for (let state = 0; state < states; state++) {
    emissions[2 * state + (state & 1)] = 1 - observationNoise;
    emissions[2 * state + 1 - (state & 1)] = observationNoise;
  }
  return hiddenMarkovModel(initial, rows, emissions);
}
