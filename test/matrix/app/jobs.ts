/** What the application does in every cell. It uses nothing but the language and foresay. */
import { type CompressOptions, compress, decompress, ForesayError } from 'foresay';

/** One round trip. */
export interface Outcome {
  readonly job: string;
  /** How it ended: `right`, `wrong` bytes, `hangs`, the code of a ForesayError, or `throws` something else. */
  readonly end: string;
  /** What was thrown, in words. */
  readonly message?: string;
  /** A sum of the archive (FNV-1a): those of equal archives are equal. */
  readonly sum?: number | undefined;
  /** Workers that sent at least one message. */
  readonly workers: number;
  /** Codes of the warnings. */
  readonly warnings: readonly string[];
  /** Longest time between two turns of the event loop while it ran, milliseconds. */
  readonly gap: number;
  readonly seconds: number;
}

/** Counts the workers that have run since the last call. */
export type WorkerCount = () => number;

interface Job {
  readonly name: string;
  readonly bytes: number;
  readonly options: CompressOptions;
}

/** A job that takes longer hangs, milliseconds. */
const LIMIT_MS = 45_000;

const MODELS: readonly Job[] = [
  // Several blocks, so that more than one worker has something to do.
  { name: 'level 1', bytes: 200_000, options: { level: 1, blockSize: 64_000 } },
  // One block that two threads can share, where memory can be shared.
  { name: 'lstm', bytes: 200_000, options: { model: 'lstm(32x1,lag=1)' } },
  // Few symbols that take long each: a slice must end by time, not by symbols.
  { name: 'wide lstm', bytes: 800, options: { model: 'lstm(512x2,horizon=64)' } },
];

/** With workers first: the pool starts, and the codec is compiled, while the gap is measured. */
const JOBS: readonly Job[] = [undefined, 0].flatMap((threads) =>
  MODELS.map(({ name, bytes, options }) => ({
    name: threads === 0 ? `${name}, threads 0` : name,
    bytes,
    options: threads === 0 ? { ...options, threads } : options,
  })),
);

/** Text of invented words, the same everywhere. */
function text(bytes: number): Uint8Array {
  let state = 1;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 16) % limit;
  };
  const word = () =>
    String.fromCharCode(...Array.from({ length: 2 + below(7) }, () => 97 + below(26)));
  const words = Array.from({ length: 2000 }, word);
  let all = '';
  while (all.length < bytes) all += `${words[below(1 + below(2000))]}${below(9) ? ' ' : '.\n'}`;
  return new TextEncoder().encode(all.slice(0, bytes));
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

function sumOf(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => (Math.imul(sum, 16_777_619) ^ byte) >>> 0, 2_166_136_261);
}

/** Measures the event loop until it is told to stop; returns the longest gap then, milliseconds. */
function watchGaps(): () => number {
  let last = performance.now();
  let longest = 0;
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(look, 0);
  return () => {
    look();
    clearInterval(timer);
    return Math.round(longest);
  };
}

async function roundTrip(data: Uint8Array, options: CompressOptions) {
  const archive = await compress(data, options);
  const { threads, onWarning } = options;
  const back = await decompress(archive, { threads, onWarning });
  return { end: same(back, data) ? 'right' : 'wrong', sum: sumOf(archive) };
}

function failure(error: unknown) {
  const end = error instanceof ForesayError ? error.code : 'throws';
  return { end, message: String(error) };
}

async function run({ name, bytes, options }: Job, workers: WorkerCount): Promise<Outcome> {
  const data = text(bytes);
  const warnings: string[] = [];
  const start = performance.now();
  const longest = watchGaps();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onWarning: CompressOptions['onWarning'] = ({ code }) => warnings.push(code);
  const outcome = await Promise.race([
    roundTrip(data, { ...options, onWarning }).catch(failure),
    new Promise<{ end: string }>((resolve) => {
      timer = setTimeout(() => resolve({ end: 'hangs' }), LIMIT_MS);
    }),
  ]);
  clearTimeout(timer);
  const gap = longest();
  const seconds = Math.round(performance.now() - start) / 1000;
  return { job: name, ...outcome, workers: workers(), warnings, gap, seconds };
}

/** Does all jobs, one after the other. Resolves in any case: outcomes say what failed. */
export async function runJobs(workers: WorkerCount): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const job of JOBS) outcomes.push(await run(job, workers));
  return outcomes;
}
