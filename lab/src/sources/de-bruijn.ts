/** De Bruijn sequences: every block of `order` bits once in a period of 2^order. */
import type { Random } from '../random/random.js';
import { exact, unknown } from '../theory/figure.js';
import { stepMemory } from '../theory/memory.js';
import { lagsOf, smallestPrimitive } from '../theory/primitive.js';
import { recurrence } from './bit-history.js';
import { integer } from './parameter.js';
import { MAX_MODEL_ORDER, registerModel } from './register-model.js';
import { sourceKind } from './source-kind.js';

/** Longest blocks of a random sequence: it takes 1.5 bytes of memory for each of its 2^order symbols. */
const MAX_RANDOM_ORDER = 26;

const MAX_MAXIMAL_ORDER = 32;

export const DE_BRUIJN = sourceKind({
  name: 'de-bruijn',
  summary: 'a random De Bruijn sequence, all of them equally likely',
  parameters: {
    order: integer(2, MAX_RANDOM_ORDER, {
      value: 'n',
      help: `bits of a block, 2 to ${MAX_RANDOM_ORDER}`,
    }),
  },
  make: ({ order }) => ({
    alphabetSize: 2,
    length: 2 ** order,
    // The place among the blocks of n - 1 bits, and for each of them the bit that follows it next.
    memory: { stateBits: order - 1 + 2 ** (order - 1) },
    theory: () => ({
      entropyRate: exact(
        0.5,
        'closed form, over one period: there are 2^(2^(n-1) - n) sequences, each with 2^n starts',
      ),
      excessEntropy: unknown('one period only: the sequence has no endless future'),
      notes: [
        `A block of ${order - 1} bits comes twice a period: a nearly fair bit follows it, then the other bit.`,
      ],
    }),
    start: (random) => randomCircuit(order, random),
  }),
});

export const DE_BRUIJN_MAXIMAL = sourceKind({
  name: 'de-bruijn-maximal',
  summary: 'a De Bruijn sequence made of a maximal-length sequence and one zero more',
  parameters: {
    order: integer(2, MAX_MAXIMAL_ORDER, {
      value: 'n',
      help: `bits of a block, 2 to ${MAX_MAXIMAL_ORDER}`,
    }),
  },
  make({ order }) {
    const lags = lagsOf(smallestPrimitive(order));
    // Exclusive or of the lags. Where the newest order - 1 bits are 0 it is inverted: that puts in the state of zeros.
    const next = (at: (lag: number) => number): number => {
      let sum = 0;
      for (const lag of lags) sum ^= at(lag);
      for (let lag = 1; lag < order; lag++) if (at(lag) === 1) return sum;
      return 1 - sum;
    };
    return {
      alphabetSize: 2,
      memory: stepMemory({ order, stateBits: order, before: 1, after: 0 }),
      theory: () => ({
        entropyRate: exact(0, 'closed form, the last bits determine the next'),
        excessEntropy: exact(order, 'closed form, the entropy of the first state'),
        notes: [
          `The sequence is the exclusive or of the lags ${lags.join(', ')}, but for two bits a period.`,
          `The period is 2^${order}.`,
        ],
      }),
      ...(order <= MAX_MODEL_ORDER && {
        model: () =>
          registerModel({
            order,
            next: (state) => next((lag) => (state >>> (lag - 1)) & 1),
            feedbackNoise: 0,
            observationNoise: 0,
            allowZeros: true,
          }),
      }),
      start: (random) =>
        recurrence(order, (history) => next((lag) => history.at(lag)), random, true),
    };
  },
});

/**
 * A uniformly random Eulerian circuit of the graph whose nodes are the last order - 1 bits, from a uniformly random place.
 * By the theorem of de Bruijn, van Aardenne-Ehrenfest, Smith and Tutte, a random spanning tree gives each node's last exit;
 * the other exit is taken at the first visit. So each node's exits alternate, and after a period all stand as at its
 * beginning.
 */
function randomCircuit(order: number, random: Random): () => number {
  const nodes = 1 << (order - 1);
  const mask = nodes - 1;
  const lastExit = randomSpanningTree(nodes, random);
  const nextExit = lastExit.map((bit) => 1 - bit);
  nextExit[0] = random.bit();
  let node = 0;
  const step = (): number => {
    const bit = nextExit[node] as number;
    nextExit[node] = 1 - bit;
    node = ((node << 1) | bit) & mask;
    return bit;
  };
  for (let skipped = random.below(2 * nodes); skipped > 0; skipped--) step();
  return step;
}

/**
 * Wilson's algorithm: random walks to the tree, without their loops, are its branches.
 *
 * @returns The exit of each node on its way to node 0; node 0 has none, and its entry means nothing.
 */
function randomSpanningTree(nodes: number, random: Random): Uint8Array {
  const mask = nodes - 1;
  const exits = new Uint8Array(nodes);
  const inTree = new Uint8Array(nodes);
  inTree[0] = 1;
  for (let start = 1; start < nodes; start++) {
    // A later exit from the same node replaces the earlier one: that drops the loop between them.
    for (let node = start; inTree[node] === 0; ) {
      const bit = random.bit();
      exits[node] = bit;
      node = ((node << 1) | bit) & mask;
    }
    for (let node = start; inTree[node] === 0; ) {
      inTree[node] = 1;
      node = ((node << 1) | (exits[node] as number)) & mask;
    }
  }
  return exits;
}
