/** The normalised forward algorithm: the exact probability of a sequence under a hidden Markov model, symbol by symbol. */
import type { HiddenMarkovModel } from './hidden-markov-model.js';
import { entropy } from './information.js';

/** Follows one sequence. Holds P(S[n] = s | X[1..n]) and gives the cost of each next symbol. */
export class ForwardFilter {
  readonly #model: HiddenMarkovModel;
  #state: Float64Array;
  #next: Float64Array;

  /** @param start Distribution of the state before the first symbol, `states` of them. Default: the model's own. */
  constructor(model: HiddenMarkovModel, start: Float64Array = model.initial) {
    this.#model = model;
    this.#state = start.slice();
    this.#next = new Float64Array(model.states);
  }

  /** @returns -log2 P(X[n] = symbol | X[1..n-1]); Infinity if the model cannot emit the symbol here. */
  update(symbol: number): number {
    const probability = advance(this.#model, this.#state, symbol, this.#next);
    const scale = 1 / probability;
    for (let s = 0; s < this.#next.length; s++) this.#next[s] = (this.#next[s] as number) * scale;
    [this.#state, this.#next] = [this.#next, this.#state];
    return -Math.log2(probability);
  }

  /** @returns H(X[n] | X[1..n-1] as they were), the entropy of the next symbol in bits. */
  nextEntropy(): number {
    const { states, symbols, emissions } = this.#model;
    move(this.#model, this.#state, this.#next);
    const probabilities = new Float64Array(symbols);
    for (let s = 0, at = 0; s < states; s++) {
      const weight = this.#next[s] as number;
      for (let symbol = 0; symbol < symbols; symbol++, at++)
        probabilities[symbol] =
          (probabilities[symbol] as number) + weight * (emissions[at] as number);
    }
    return entropy(probabilities);
  }
}

/**
 * One step without normalising: to[s'] = sum over s of from[s] P(s' | s) P(symbol | s').
 *
 * @param from Weights of the states, `states` of them.
 * @param to Where the result goes; another array than `from`.
 * @returns The sum of the result: P(symbol) if `from` adds up to 1.
 */
export function advance(
  model: HiddenMarkovModel,
  from: Float64Array,
  symbol: number,
  to: Float64Array,
): number {
  const { states, symbols, emissions } = model;
  move(model, from, to);
  let total = 0;
  for (let s = 0, at = symbol; s < states; s++, at += symbols) {
    const weight = (to[s] as number) * (emissions[at] as number);
    to[s] = weight;
    total += weight;
  }
  return total;
}

/** @returns The distribution of the state after `steps` steps, whatever was emitted. */
export function stateAfter(model: HiddenMarkovModel, steps: number): Float64Array {
  let now = model.initial.slice();
  let next = new Float64Array(model.states);
  for (let i = 0; i < steps; i++) {
    move(model, now, next);
    [now, next] = [next, now];
  }
  return now;
}

/** to[s'] = sum over s of from[s] P(s' | s). */
function move(model: HiddenMarkovModel, from: Float64Array, to: Float64Array): void {
  const { states, firsts, targets, probabilities } = model;
  to.fill(0);
  for (let s = 0; s < states; s++) {
    const weight = from[s] as number;
    if (weight === 0) continue;
    const end = firsts[s + 1] as number;
    for (let i = firsts[s] as number; i < end; i++) {
      const target = targets[i] as number;
      to[target] = (to[target] as number) + weight * (probabilities[i] as number);
    }
  }
}
