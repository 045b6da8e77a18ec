/**
 * Hidden Markov models with sparse transitions. A step moves to a new state and then emits a symbol that depends on the
 * new state alone: S[n] is drawn from the row of S[n-1], X[n] from the emissions of S[n].
 */

export interface HiddenMarkovModel {
  readonly states: number;
  /** Symbols are 0 to symbols - 1. */
  readonly symbols: number;
  /** P(S[0] = s), `states` of them. */
  readonly initial: Float64Array;
  /** The transitions of state s are entries firsts[s] to firsts[s + 1] - 1; `states` + 1 of them. */
  readonly firsts: Uint32Array;
  /** The state that a transition leads to. */
  readonly targets: Uint32Array;
  /** The probability of a transition. */
  readonly probabilities: Float64Array;
  /** P(X = x | S = s) at s * symbols + x. */
  readonly emissions: Float64Array;
}

/** One transition: the state that it leads to, and its probability. */
export type Transition = readonly [target: number, probability: number];

/** Builds a model from its transitions, row by row. Transitions of probability 0 are left out. */
export function hiddenMarkovModel(
  initial: Float64Array,
  rows: Iterable<readonly Transition[]>,
  emissions: Float64Array,
): HiddenMarkovModel {
  const states = initial.length;
  const firsts = new Uint32Array(states + 1);
  const targets: number[] = [];
  const probabilities: number[] = [];
  let state = 0;
  for (const row of rows) {
    for (const [target, probability] of row) {
      if (probability === 0) continue;
      targets.push(target);
      probabilities.push(probability);
    }
    firsts[++state] = targets.length;
  }
  return {
    states,
    symbols: emissions.length / states,
    initial,
    firsts,
    targets: Uint32Array.from(targets),
    probabilities: Float64Array.from(probabilities),
    emissions,
  };
}

/** Multiply-adds of one step of the forward algorithm. */
export function stepCost(model: HiddenMarkovModel): number {
  return model.targets.length + model.states;
}
