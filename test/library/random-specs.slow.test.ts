/**
 * Round trips with random models.
 *
 * FORESAY_SPECS: how many (3000); FORESAY_SEED: which (1).
 */
import { expect, it } from 'vitest';
import { Random } from '../support/random.js';
import { specTrip } from '../support/spec-trips.js';

const { FORESAY_SPECS = '3000', FORESAY_SEED = '1' } = process.env;

it(`${FORESAY_SPECS} random models code and decode`, async () => {
  const random = new Random(Number(FORESAY_SEED));
  const outcomes = new Map<string, number>();
  for (let i = 0; i < Number(FORESAY_SPECS); i++) {
    const outcome = await specTrip(random);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  console.log([...outcomes].map(([outcome, count]) => `${outcome} ${count}`).join(', '));
  expect(outcomes.get('coded')).toBeGreaterThan(Number(FORESAY_SPECS) / 3);
});
