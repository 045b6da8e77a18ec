/** What was measured: one record a file, so that one file or one program can be measured again. */

/** One direction of one program on one file. */
export interface Cost {
  /** User plus system time of the whole process and its children, in seconds; the best of the runs. */
  readonly seconds: number;
  /** Wall-clock time of the same run, in seconds. */
  readonly wall: number;
  /** Largest resident set of any one process, in KiB. */
  readonly memory: number;
}

export interface Row {
  /** Program and options, unique within a file: `xz -9e`. */
  readonly program: string;
  readonly version: string;
  readonly commands: readonly [compress: string, decompress: string];
  /** ISO day of the measurement. */
  readonly date: string;
  /** Key of the machine in Benchmarks.machines. */
  readonly machine: string;
  readonly archiveBytes: number;
  readonly compress: Cost;
  readonly decompress: Cost;
}

/** A program whose output differed from the file, or that ended with an error; it is listed and never compared. */
export interface Failure {
  readonly program: string;
  readonly date: string;
  readonly reason: string;
}

export interface FileRecord {
  readonly bytes: number;
  readonly rows: readonly Row[];
  readonly failures: readonly Failure[];
  /** Programs that would take, or took, longer than the run allowed; a result from another run replaces the entry. */
  readonly skipped?: readonly Failure[];
}

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memory: string;
  readonly system: string;
  readonly node: string;
}

export interface Benchmarks {
  readonly machines: Readonly<Record<string, Machine>>;
  /** Keys are paths below the corpus directory, or as given on the command line. */
  readonly files: Readonly<Record<string, FileRecord>>;
}

export const NOTHING: Benchmarks = { machines: {}, files: {} };

const byProgram = (a: { program: string }, b: { program: string }) =>
  a.program < b.program ? -1 : 1;

/**
 * Replaces one file's old measurements by the new ones with the same program name; rows are sorted by program. A file
 * whose size has changed is another file: its old measurements are dropped. Machines that no row names are dropped too.
 */
export function merge(
  old: Benchmarks,
  name: string,
  fresh: FileRecord,
  machines: Readonly<Record<string, Machine>>,
): Benchmarks {
  const before = old.files[name];
  const known = before !== undefined && before.bytes === fresh.bytes ? before : undefined;
  const measured = new Set([...fresh.rows, ...fresh.failures].map((one) => one.program));
  const kept = <T extends { readonly program: string }>(list: readonly T[] = []) =>
    list.filter((one) => !measured.has(one.program));
  const rows = [...kept(known?.rows), ...fresh.rows].sort(byProgram);
  const failures = [...kept(known?.failures), ...fresh.failures].sort(byProgram);
  const settled = new Set([...rows, ...failures].map((one) => one.program));
  const skips = [...(known?.skipped ?? []), ...(fresh.skipped ?? [])];
  const latest = new Map(skips.map((one) => [one.program, one]));
  const skipped = [...latest.values()].filter((one) => !settled.has(one.program)).sort(byProgram);
  const file = { bytes: fresh.bytes, rows, failures, ...(skipped.length > 0 && { skipped }) };
  const files = { ...old.files, [name]: file };
  return { machines: named({ ...old.machines, ...machines }, files), files };
}

/** The machines that a row of these files names. */
export function named(
  machines: Readonly<Record<string, Machine>>,
  files: Readonly<Record<string, FileRecord>>,
): Record<string, Machine> {
  const keys = new Set(Object.values(files).flatMap(({ rows }) => rows.map((r) => r.machine)));
  return Object.fromEntries(
    Object.entries(machines)
      .filter(([key]) => keys.has(key))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
