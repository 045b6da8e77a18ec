/** Lanes share weights and nothing else: until the first update a lane is what it would be alone, bit for bit. */
import { expect, it } from 'vitest';
import { type ModelSpec, parseSpec } from '#dist/model/model-spec.js';
import { get } from '../reference/float32.js';
import { Random } from '../support/random.js';
import { TestNetwork } from './support/network.js';
import { uniform } from './support/numbers.js';

const LANES = 4;
const SYMBOLS = 7;
const HORIZON = 12;

/** A network whose weights are random everywhere, the head's too, and the same whatever the lanes. */
function network(spec: ModelSpec): TestNetwork {
  const made = new TestNetwork(spec, SYMBOLS);
  const random = new Random(2);
  for (const name of made.names) {
    const values = made.parameter(name);
    values.set(uniform(random, values.length, 0.5));
  }
  return made;
}

it.each(['rnn(24x1)', 'gru(16x2)', 'lstm(8x3,norm=none)', 'lstm(40x2,optimizer=adam)'])(
  '%s',
  (text) => {
    const spec = { ...parseSpec(text), horizon: HORIZON, headEvery: HORIZON, ngramBits: 5 };
    const random = new Random(1);
    const symbols = Array.from({ length: HORIZON * LANES }, () => random.below(SYMBOLS));
    const together = network({ ...spec, lanes: LANES });
    expect(together.run(symbols)).toBe(HORIZON);
    const rows = Array.from({ length: HORIZON }, (_, t) => t);
    const all = Array.from({ length: SYMBOLS }, (_, symbol) => symbol);
    const seen = new Set<number>();
    for (let lane = 0; lane < LANES; lane++) {
      const alone = network({ ...spec, lanes: 1 });
      expect(alone.run(rows.map((t) => get(symbols, t * LANES + lane)))).toBe(HORIZON);
      for (const t of rows) {
        const row = t * LANES + lane;
        const shared = all.map((symbol) => together.probability(row, symbol));
        expect(shared).toEqual(all.map((symbol) => alone.probability(t, symbol)));
        seen.add(get(shared, 0));
      }
    }
    // Predictions that were all the same would prove nothing.
    expect(seen.size).toBeGreaterThan(HORIZON);
  },
);
