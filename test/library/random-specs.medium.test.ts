/** Round trips with random valid models, on any number of threads. The slow tier tests many more. */
import { expect, it } from 'vitest';
import { Random } from '../support/random.js';
import { specTrip } from '../support/spec-trips.js';

it('thirty random models code and decode', async () => {
  const random = new Random(2);
  const outcomes: string[] = [];
  for (let i = 0; i < 30; i++) outcomes.push(await specTrip(random));
  expect(outcomes.filter((outcome) => outcome === 'coded').length).toBeGreaterThan(10);
});
