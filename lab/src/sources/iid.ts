/** Independent symbols, each with the same distribution. */
import { LabError } from '../errors.js';
import { Choices } from '../random/choices.js';
import { distribution } from '../random/distribution.js';
import { exact } from '../theory/figure.js';
import { hiddenMarkovModel } from '../theory/hidden-markov-model.js';
import { entropy } from '../theory/information.js';
import { stepMemory } from '../theory/memory.js';
import { numbers } from './parameter.js';
import { sourceKind } from './source-kind.js';

const MAX_SYMBOLS = 256;

export const IID = sourceKind({
  name: 'iid',
  summary: 'independent symbols',
  parameters: {
    probabilities: numbers({
      value: 'p,p,...',
      help: 'probability of each symbol, 2 to 256 of them',
      fallback: '0.5,0.5',
    }),
  },
  make({ probabilities }) {
    const count = probabilities.length;
    if (count < 2 || count > MAX_SYMBOLS)
      throw new LabError(`--probabilities: ${count} given, 2 to ${MAX_SYMBOLS} are possible`);
    const row = distribution(probabilities, '--probabilities');
    const rate = entropy(row);
    const choices = new Choices(row, [0, count]);
    return {
      alphabetSize: count,
      memory: stepMemory({ order: 0, stateBits: 0, before: rate, after: rate }),
      theory: () => ({
        entropyRate: exact(rate, 'closed form, the entropy of the probabilities'),
        excessEntropy: exact(0, 'closed form, symbols are independent'),
      }),
      model: () => hiddenMarkovModel(Float64Array.of(1), [[[0, 1]]], row),
      start: (random) => () => choices.draw(0, random),
    };
  },
});
