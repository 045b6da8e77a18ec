/** Files that tasks read. Their digests are in the plan, so that all machines work on the same bytes. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { LabError } from '../errors.js';

/** Stands for the digest of a file that does not exist, such as a JSON beside a sequence. */
const ABSENT = 'absent';

/** SHA-256 of a file, in hexadecimal. The system's error names the path. */
export async function fileDigest(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ABSENT;
    throw Object.assign(error as NodeJS.ErrnoException, { path });
  }
  return hash.digest('hex');
}

export async function digestsOf(paths: Iterable<string>): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const path of new Set(paths)) digests[path] = await fileDigest(path);
  return digests;
}

/** Throws LabError for a file that has changed since it was planned. */
export async function checkInputs(
  paths: readonly string[],
  planned: Readonly<Record<string, string>>,
): Promise<void> {
  for (const path of paths) {
    const digest = await fileDigest(path);
    if (digest === planned[path]) continue;
    throw new LabError(
      digest === ABSENT
        ? `${path}: the plan has this file, here is none`
        : `${path} is not the file of the plan`,
    );
  }
}
