/** The JSON of hidden Markov models. */
import * as v from 'valibot';
import { distribution } from '../random/distribution.js';

/** Most states of a model: its stationary distribution takes states^3 operations. */
const MAX_STATES = 512;
const MAX_SYMBOLS = 256;

/** Tables of a model, each row a distribution. */
export interface HmmTables {
  /** P(next state | state), a row for each state. */
  readonly transitions: readonly Float64Array[];
  /** P(symbol | state), a row for each state. */
  readonly emissions: readonly Float64Array[];
  /** P(first state). Undefined: the stationary distribution. */
  readonly initial: Float64Array | undefined;
}

/** Tables of a model that another one drives; the driver may be driven in turn. */
export interface DrivenTables {
  readonly driver: HmmTables | DrivenTables;
  /** For each symbol of the driver the transitions between the states. */
  readonly transitions: readonly (readonly Float64Array[])[];
  /** P(symbol | state), a row for each state. */
  readonly emissions: readonly Float64Array[];
}

const ROW = v.pipe(
  v.array(v.number()),
  v.minLength(1, 'a row is empty'),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return distribution(dataset.value, 'a row');
    } catch (error) {
      addIssue({ message: (error as Error).message });
      return NEVER;
    }
  }),
);

const ROWS = v.pipe(
  v.array(ROW),
  v.minLength(1, 'there are no states'),
  v.maxLength(MAX_STATES, `there are more than ${MAX_STATES} states`),
);

const TRANSITIONS = v.pipe(
  ROWS,
  v.check((rows) => rows.every((row) => row.length === rows.length), 'the table is not square'),
);

const EMISSIONS = v.pipe(
  ROWS,
  v.check(
    (rows) => rows.every((row) => row.length === rows[0]?.length),
    'rows have different lengths',
  ),
  v.check(
    (rows) => (rows[0]?.length ?? 0) <= MAX_SYMBOLS,
    `there are more than ${MAX_SYMBOLS} symbols`,
  ),
);

const TABLES = v.pipe(
  v.strictObject({ transitions: TRANSITIONS, emissions: EMISSIONS, initial: v.optional(ROW) }),
  v.check(
    ({ transitions, emissions }) => transitions.length === emissions.length,
    '"transitions" and "emissions" have different numbers of states',
  ),
  v.check(
    ({ transitions, initial }) => initial === undefined || initial.length === transitions.length,
    '"initial" has another number of states',
  ),
  v.transform(
    ({ transitions, emissions, initial }): HmmTables => ({ transitions, emissions, initial }),
  ),
);

/** What drives a model. The schema refers to itself, so its type has to be written down. */
const DRIVER: v.GenericSchema<unknown, HmmTables | DrivenTables> = v.lazy((input) =>
  typeof input === 'object' && input !== null && 'driver' in input ? drivenSchema() : UNDRIVEN,
);

const UNDRIVEN = v.pipe(
  TABLES,
  v.check(
    ({ initial }) => initial === undefined,
    '"initial" has no meaning here: all levels begin in the stationary distribution',
  ),
);

/** A model whose output has 2 symbols or more. */
export const HMM_SCHEMA = v.pipe(
  TABLES,
  v.check(({ emissions }) => symbolsIn(emissions) >= 2, 'there are fewer than 2 symbols'),
);

/** A model whose output has 2 symbols or more, with a driver of any alphabet. */
export const DRIVEN_SCHEMA = v.pipe(
  drivenSchema(),
  v.check(({ emissions }) => symbolsIn(emissions) >= 2, 'there are fewer than 2 symbols'),
);

function drivenSchema() {
  return v.pipe(
    v.strictObject({ driver: DRIVER, transitions: v.array(TRANSITIONS), emissions: EMISSIONS }),
    v.check(
      ({ driver, transitions }) => transitions.length === symbolsIn(driver.emissions),
      '"transitions" needs one table for each symbol of the driver',
    ),
    v.check(
      ({ transitions, emissions }) =>
        transitions.every((table) => table.length === emissions.length),
      '"transitions" and "emissions" have different numbers of states',
    ),
    v.check(
      (tables) => statesIn(tables) <= MAX_STATES,
      `there are more than ${MAX_STATES} combined states`,
    ),
  );
}

function statesIn(tables: HmmTables | DrivenTables): number {
  const own = tables.emissions.length;
  return 'driver' in tables ? own * statesIn(tables.driver) : own;
}

function symbolsIn(emissions: readonly Float64Array[]): number {
  return emissions[0]?.length ?? 0;
}
