/** A program in TypeScript that uses the installed package, and the compiler's opinion of it. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The compiler of this project. */
export const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');

export const RESOLUTIONS = ['node16', 'nodenext', 'bundler'] as const;

export interface Surroundings {
  readonly resolution: (typeof RESOLUTIONS)[number];
  /** The declarations at hand besides those of the language. */
  readonly declarations: readonly ('dom' | 'node')[];
}

/** What every program can say, whatever declarations are at hand. */
const PROGRAM = `
import {
  type ArchiveInfo, compress, CompressStream, createCompress, decompress, type ErrorCode, ForesayError, initialize,
  inspect,
} from 'foresay';
import codec from 'foresay/codec.wasm';
import { ABSENT, Trainer, type TrainerOptions, TRAINING_FIELDS } from 'foresay/train';

initialize(codec);
export const node = createCompress({ level: 1 });
export async function use(data: Uint8Array): Promise<ErrorCode | ArchiveInfo> {
  try {
    const archive: Uint8Array = await compress(data, { onProgress: ({ bytesIn }) => bytesIn });
    // @ts-expect-error a level is a number
    await compress(archive, { level: 'best' });
    // @ts-expect-error bytes are no text
    const text: string = await decompress(archive);
    return await inspect([archive]);
  } catch (error) {
    if (error instanceof ForesayError) return error.code;
    throw error;
  }
}
export const stream = new CompressStream({ level: 2 });

export async function train(options: TrainerOptions): Promise<number> {
  // @ts-expect-error there is no such cell
  const trainer = await Trainer.create({ ...options, cell: 'neuron' });
  trainer.symbols.fill(ABSENT);
  const [first] = trainer.parameters;
  const sizes: number[] = [first?.values.length ?? 0, trainer.predict(0).length, trainer.save().length];
  const cells: readonly ('rnn' | 'gru' | 'lstm' | 'rwa' | 'feature' | 'none')[] = TRAINING_FIELDS.cell.values;
  await trainer.close();
  return trainer.train(1, 0.01) + sizes.length + cells.length;
}
`;

/** What a program for pages says besides. */
const PAGE = `
export async function piped(file: File): Promise<Blob> {
  const stream: ReadableStream<Uint8Array> = file.stream().pipeThrough(new CompressStream({ level: 2 }));
  for await (const info of [await inspect(stream)]) info.originalBytes;
  return new Blob([await compress(await file.arrayBuffer())]);
}
`;

/** What a program for Node says besides. */
const NODE = `
node.on('data', (chunk) => chunk).end(Buffer.alloc(9));
`;

/**
 * Compiles the program in `project`, where the package is installed, with the compiler `tsc`; what it reports, empty
 * when all is well. The package's own declarations are checked too.
 */
export async function typeErrors(
  project: string,
  { resolution, declarations }: Surroundings,
  tsc: string = TSC,
): Promise<string> {
  const dom = declarations.includes('dom');
  const types = declarations.filter((name) => name === 'node');
  const compilerOptions = {
    module: resolution === 'bundler' ? 'esnext' : resolution,
    moduleResolution: resolution,
    target: 'es2022',
    lib: ['es2022', ...(dom ? ['dom', 'dom.iterable'] : [])],
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: false,
    typeRoots: [join(ROOT, 'node_modules/@types')],
    types,
  };
  const program = PROGRAM + (dom ? PAGE : '') + (types.length > 0 ? NODE : '');
  await writeFile(join(project, 'typed.ts'), program);
  await writeFile(
    join(project, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: ['typed.ts'] }),
  );
  const result = await run(process.execPath, [tsc, '-p', project]).catch((error) => error);
  return result.stdout;
}
