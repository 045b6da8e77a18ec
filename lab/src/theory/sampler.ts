/** Sequences drawn from a hidden Markov model. */
import { Choices } from '../random/choices.js';
import type { Random } from '../random/random.js';
import type { HiddenMarkovModel } from './hidden-markov-model.js';

/** Draws sequences of one model; it holds the model's probabilities as integer thresholds. */
export class Sampler {
  readonly #model: HiddenMarkovModel;
  readonly #initial: Choices;
  readonly #transitions: Choices;
  readonly #emissions: Choices;

  constructor(model: HiddenMarkovModel) {
    const { states, symbols, initial, firsts, probabilities, emissions } = model;
    this.#model = model;
    this.#initial = new Choices(initial, [0, states]);
    this.#transitions = new Choices(probabilities, firsts);
    const rows = Uint32Array.from({ length: states + 1 }, (_, state) => state * symbols);
    this.#emissions = new Choices(emissions, rows);
  }

  /** Begins a sequence. @returns A function that gives the next symbol. */
  start(random: Random): () => number {
    const { symbols, targets } = this.#model;
    let state = this.#initial.draw(0, random);
    return () => {
      state = targets[this.#transitions.draw(state, random)] as number;
      return this.#emissions.draw(state, random) - state * symbols;
    };
  }
}
