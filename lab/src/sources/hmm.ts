/** Hidden Markov models, and driven ones, whose transitions the output of another model chooses, from JSON files. */
import { readJson } from '../data/json-file.js';
import {
  type HiddenMarkovModel,
  hiddenMarkovModel,
  type Transition,
} from '../theory/hidden-markov-model.js';
import { modelMemory } from '../theory/model-memory.js';
import { monteCarlo } from '../theory/monte-carlo.js';
import { Sampler } from '../theory/sampler.js';
import { stationary } from '../theory/stationary.js';
import { DRIVEN_SCHEMA, type DrivenTables, HMM_SCHEMA, type HmmTables } from './hmm-schema.js';
import { path } from './parameter.js';
import type { Source } from './source.js';
import { sourceKind } from './source-kind.js';

export const HMM = sourceKind({
  name: 'hmm',
  summary: 'a hidden Markov model from a JSON file',
  parameters: {
    model: path({
      value: 'file',
      help: 'JSON with "transitions" and "emissions", rows of numbers',
    }),
  },
  make: ({ model }) => hmmSource(modelOf(readJson(model, HMM_SCHEMA))),
});

export const DRIVEN_HMM = sourceKind({
  name: 'driven-hmm',
  summary: 'a hidden Markov model whose transitions another one chooses, from a JSON file',
  parameters: {
    model: path({
      value: 'file',
      help: 'JSON with "driver" (a model, or a driven one), "transitions" (one table for each symbol of the driver) and "emissions"',
    }),
  },
  make: ({ model }) => hmmSource(drivenModelOf(readJson(model, DRIVEN_SCHEMA))),
});

function hmmSource(model: HiddenMarkovModel): Source {
  return {
    alphabetSize: model.symbols,
    memory: modelMemory(model),
    theory: () => monteCarlo(model),
    model: () => model,
    start: (random) => new Sampler(model).start(random),
  };
}

/** The model of one set of tables. Throws LabError if there is no stationary distribution and none is given. */
export function modelOf({ transitions, emissions, initial }: HmmTables): HiddenMarkovModel {
  const states = transitions.length;
  return hiddenMarkovModel(
    initial ?? stationary(flat(transitions), states),
    transitions.map((row) => Array.from(row, (p, target): Transition => [target, p])),
    flat(emissions),
  );
}

/** The model of all levels together: its state is the tuple of theirs. */
export function drivenModelOf(driven: DrivenTables): HiddenMarkovModel {
  return modelOf(productOf(driven));
}

/**
 * The product of driver and driven model. Its state is d * states + s for the driver's state d and the driven state s. In a
 * step the driver moves and emits a symbol; the driven state moves by the table of that symbol and emits the output.
 */
function productOf({ driver: given, transitions, emissions }: DrivenTables): HmmTables {
  const driver = 'driver' in given ? productOf(given) : given;
  const states = emissions.length;
  const all = driver.transitions.length * states;
  const table = new Float64Array(all * all);
  for (const [d, moves] of driver.transitions.entries())
    for (const [nextD, move] of moves.entries())
      for (const [symbol, emission] of (driver.emissions[nextD] as Float64Array).entries())
        for (const [s, row] of (transitions[symbol] as readonly Float64Array[]).entries())
          for (const [nextS, p] of row.entries()) {
            const at = (d * states + s) * all + nextD * states + nextS;
            table[at] = (table[at] as number) + move * emission * p;
          }
  const rows = Array.from({ length: all }, (_, state) =>
    table.subarray(state * all, (state + 1) * all),
  );
  return {
    transitions: rows,
    emissions: driver.transitions.flatMap(() => emissions),
    initial: undefined,
  };
}

function flat(rows: readonly Float64Array[]): Float64Array {
  return Float64Array.from(rows.flatMap((row) => [...row]));
}
