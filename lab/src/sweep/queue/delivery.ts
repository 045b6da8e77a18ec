/** A result on its way through the queue: workers need no disk in common with the sweep. */
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import * as v from 'valibot';
import { QueueError } from '../../errors.js';
import { FAILURE, RESULT, type TaskFolder } from '../task-folder.js';

/** Bytes of files that a result may have: Redis takes values of up to 512 MiB, base64 makes them longer by a third. */
const MAX_BYTES = 2 ** 27;

const FILE_NAME = v.pipe(
  v.string(),
  v.check(
    (name) => posix.normalize(name) === name && !name.startsWith('..') && !posix.isAbsolute(name),
    'the name of a file leaves its folder',
  ),
);

const DELIVERY = v.union([
  v.object({
    result: RESULT,
    /** Contents in base64 by paths in the task's folder. */
    files: v.record(FILE_NAME, v.string()),
  }),
  v.object({ failure: FAILURE }),
]);

export type Delivery = v.InferOutput<typeof DELIVERY>;

/** The finished task of a folder. Throws QueueError if it is too large. */
export function packed(folder: TaskFolder): Delivery {
  const result = folder.result();
  if (result === undefined) throw new Error(`${folder.path} has no result`);
  const paths = folder.files().flatMap((name) => filesBelow(folder.path, name));
  const bytes = paths.reduce((sum, path) => sum + statSync(join(folder.path, path)).size, 0);
  if (bytes > MAX_BYTES)
    throw new QueueError(
      `the result has ${bytes} bytes, a queue takes ${MAX_BYTES}; plan and task have no limit`,
    );
  const contents = paths.map((path) => [
    path,
    readFileSync(join(folder.path, path)).toString('base64'),
  ]);
  return { result, files: Object.fromEntries(contents) };
}

/** Puts what was delivered into the folder of the task. Throws QueueError for what no worker sends. */
export function unpack(delivery: unknown, folder: TaskFolder): Delivery {
  const parsed = v.safeParse(DELIVERY, delivery);
  if (!parsed.success)
    throw new QueueError(`the queue has a result that is none: ${parsed.issues[0].message}`);
  const { output } = parsed;
  if ('failure' in output) {
    folder.fail(output.failure);
    return output;
  }
  const work = folder.open();
  for (const [name, content] of Object.entries(output.files)) {
    const path = join(work, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content, 'base64');
  }
  folder.finish(work, output.result);
  return output;
}

/** Paths of all files, with `/` between their names. */
function filesBelow(root: string, path: string): string[] {
  if (!statSync(join(root, path)).isDirectory()) return [path];
  return readdirSync(join(root, path)).flatMap((name) => filesBelow(root, `${path}/${name}`));
}
