/**
 * Makes and decodes the golden archives, and does the training runs; runs in every engine, so it uses nothing but the
 * language and foresay.
 */
import type { Bundle } from './bundle.js';
import { type Api, concatenate, filesOf, type LoadedFrame, makeArchive } from './make.js';
import { runDigest, TRAINING_RUNS, type TrainApi } from './training.js';

/** What one engine did; the counts are of archives and training runs that came out right. */
export interface Verdict {
  made: number;
  decoded: number;
  refused: number;
  trained: number;
  /** One line for each that did not. */
  failures: string[];
}

/** Without workers, and with two of them: the bytes must be the same. */
const THREADS = [0, 2];

/** One thread, and two. */
const TRAINING_THREADS = [1, 2];

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** undefined when equal, else where they part. */
function difference(got: Uint8Array, want: Uint8Array): string | undefined {
  const shorter = Math.min(got.length, want.length);
  for (let at = 0; at < shorter; at++)
    if (got[at] !== want[at]) return `byte ${at} of ${want.length} differs`;
  return got.length === want.length ? undefined : `${got.length} bytes, not ${want.length}`;
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'no error';
  } catch (error) {
    return String((error as { code?: unknown }).code ?? error);
  }
}

/** Key under which a page keeps its verdict for the next page, in the session's storage. */
export const VERDICT = 'verdict';

export function newVerdict(failures: string[] = []): Verdict {
  return { made: 0, decoded: 0, refused: 0, trained: 0, failures };
}

/** Counts the work in the verdict: `work` resolves to undefined when all is right, else to what is wrong. */
async function attempt(
  verdict: Verdict,
  count: Exclude<keyof Verdict, 'failures'>,
  what: string,
  work: () => Promise<string | undefined>,
): Promise<void> {
  const wrong = await work().catch((error: unknown) => String(error));
  if (wrong === undefined) verdict[count]++;
  else verdict.failures.push(`${what}: ${wrong}`);
}

/** Tries the archives, and adds to the verdict what came of them. */
export async function checkArchives(verdict: Verdict, api: Api, bundle: Bundle): Promise<void> {
  for (const threads of THREADS) {
    for (const { name, archive, frames: packed } of bundle.valid) {
      const bytes = fromBase64(archive);
      const frames = packed.map(
        ({ plain, dictionary, network, ...rest }): LoadedFrame => ({
          ...rest,
          plain: fromBase64(plain),
          ...(dictionary && { dictionary: fromBase64(dictionary) }),
          ...(network && { network: fromBase64(network) }),
        }),
      );
      await attempt(verdict, 'made', `make ${name}, ${threads} threads`, async () =>
        difference(await makeArchive(api, frames, threads), bytes),
      );
      await attempt(verdict, 'decoded', `decode ${name}, ${threads} threads`, async () => {
        const plain = concatenate(frames.map((frame) => frame.plain));
        return difference(await api.decompress(bytes, { threads, ...filesOf(frames) }), plain);
      });
    }
    for (const { name, archive, code } of bundle.invalid)
      await attempt(verdict, 'refused', `refuse ${name}, ${threads} threads`, async () => {
        const got = await codeOf(api.decompress(fromBase64(archive), { threads }));
        return got === code ? undefined : `${got}, not ${code}`;
      });
  }
}

/** Does the training runs, and adds to the verdict what came of them. In a page it must run in a worker. */
export async function checkTraining(
  verdict: Verdict,
  api: TrainApi,
  { training }: Bundle,
): Promise<void> {
  for (const threads of TRAINING_THREADS)
    for (const run of TRAINING_RUNS)
      await attempt(verdict, 'trained', `train ${run.name}, ${threads} threads`, async () => {
        const digest = await runDigest(api, run, threads);
        return digest === training[run.name] ? undefined : `${digest}, not ${training[run.name]}`;
      });
}

/** How many things are tried, so that an engine that stops early is noticed. */
export function expectedCount(bundle: Bundle): number {
  const archives = THREADS.length * (2 * bundle.valid.length + bundle.invalid.length);
  return archives + TRAINING_THREADS.length * TRAINING_RUNS.length;
}
