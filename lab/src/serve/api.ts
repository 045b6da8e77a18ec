/** What the server sends to the page, as JSON. Paths begin in the served folder and have `/` between names. */

/**
 * `running`: a file of the run changed a short time ago. `stopped`: none did, and there is no result. `damaged`: nothing of its
 * curve can be read.
 */
export type RunState = 'running' | 'finished' | 'stopped' | 'damaged';

/** A training or a case of an experiment: a folder with a curve. */
export interface RunEntry {
  readonly type: 'run';
  /** `.` stands for the served folder. No two entries have the same path. */
  readonly path: string;
  readonly name: string;
  /** Path of the folder that the run is part of: an experiment or a sweep. */
  readonly group?: string;
  /** Cell, layers x width and learning rate, such as `gru 2 x 32, rate 0.001`; or the coder. */
  readonly model?: string;
  readonly state: RunState;
  /** Symbols learned or coded so far. */
  readonly symbols?: number;
  /** Bits a symbol: of the result, else of the last validation, else of the last report. */
  readonly bits?: number;
  /** What the bits are: `validation`, `training`, `one pass`, `archive`. */
  readonly measured?: string;
  /** Entropy rate of the source, bits a symbol. */
  readonly entropy?: number;
  /** When its files changed last, milliseconds since 1970. */
  readonly changed: number;
  /** What of it cannot be read. */
  readonly problem?: string;
}

/** A `results.jsonl`, or a report: a file whose name ends in `report.html`. */
export interface FileEntry {
  readonly type: 'table' | 'report';
  readonly path: string;
  readonly changed: number;
}

export type Entry = RunEntry | FileEntry;

/** What has changed since the message before; the first one has all. */
export interface Changes {
  /** The served folder, as given on the command line. */
  readonly folder: string;
  readonly changed: readonly Entry[];
  /** Paths of entries that are gone. */
  readonly removed: readonly string[];
  /** What of the folder cannot be read or is left out. */
  readonly problem?: string;
}

export type CurveScale = 'linear' | 'log';

/** Symbols so far, bits a symbol since the report before, bits a symbol of validation. */
export type CurvePoint = readonly [symbols: number, bits: number, validation: number | null];

export interface Curve {
  readonly points: readonly CurvePoint[];
  /** Reports in the file, of which the points are some. */
  readonly reports: number;
  /** Lines that are no report. */
  readonly damaged: number;
}

export type Value = string | number | boolean | null;

export interface RunDetails {
  /** Options and settings by name; those of nested objects have dots. */
  readonly settings: Readonly<Record<string, Value>>;
  /** The command line that makes the run again. */
  readonly command?: string;
}

export interface Column {
  readonly name: string;
  /** Whether all its values are numbers. */
  readonly numeric: boolean;
}

/** A `results.jsonl`: a column for each member whose values differ. */
export interface ResultsTable {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Value[])[];
  /** Members that are equal in all rows. */
  readonly equal: readonly (readonly [name: string, value: Value])[];
  /** Lines that are no JSON object, and rows beyond the largest number. */
  readonly leftOut: number;
}
