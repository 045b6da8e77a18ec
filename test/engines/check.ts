/** Makes and decodes the golden archives; runs in every engine, so it uses nothing but the language and foresay. */
import type { Bundle } from './bundle.js';
import { type Api, concatenate, dictionaryOf, type LoadedFrame, makeArchive } from './make.js';

/** What one engine did; the counts are of archives that came out right. */
export interface Verdict {
  made: number;
  decoded: number;
  refused: number;
  /** One line for each archive that did not. */
  failures: string[];
}

/** Without workers, and with two of them: the bytes must not know. */
const THREADS = [0, 2];

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

export async function check(api: Api, bundle: Bundle): Promise<Verdict> {
  const verdict: Verdict = { made: 0, decoded: 0, refused: 0, failures: [] };
  const attempt = async (
    count: 'made' | 'decoded' | 'refused',
    what: string,
    work: () => Promise<string | undefined>,
  ) => {
    const wrong = await work().catch((error: unknown) => String(error));
    if (wrong === undefined) verdict[count]++;
    else verdict.failures.push(`${what}: ${wrong}`);
  };
  for (const threads of THREADS) {
    for (const { name, archive, frames: packed } of bundle.valid) {
      const bytes = fromBase64(archive);
      const frames = packed.map(
        ({ plain, dictionary, ...rest }): LoadedFrame => ({
          ...rest,
          plain: fromBase64(plain),
          ...(dictionary && { dictionary: fromBase64(dictionary) }),
        }),
      );
      await attempt('made', `make ${name}, ${threads} threads`, async () =>
        difference(await makeArchive(api, frames, threads), bytes),
      );
      await attempt('decoded', `decode ${name}, ${threads} threads`, async () => {
        const plain = concatenate(frames.map((frame) => frame.plain));
        return difference(
          await api.decompress(bytes, { threads, dictionary: dictionaryOf(frames) }),
          plain,
        );
      });
    }
    for (const { name, archive, code } of bundle.invalid)
      await attempt('refused', `refuse ${name}, ${threads} threads`, async () => {
        const got = await codeOf(api.decompress(fromBase64(archive), { threads }));
        return got === code ? undefined : `${got}, not ${code}`;
      });
  }
  return verdict;
}

/** How many archives `check` tries, so that an engine that stops early is noticed. */
export function expectedCount(bundle: Bundle): number {
  return THREADS.length * (2 * bundle.valid.length + bundle.invalid.length);
}
