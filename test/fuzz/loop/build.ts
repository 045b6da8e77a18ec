/** Builds what is fuzzed, with counters, into build/fuzz: the codec, and the targets and the library as scripts. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { instrumentedCodec } from './counted-codec.js';
import { countedScript } from './counted-script.js';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
export const FOLDER = join(ROOT, 'build/fuzz');

export interface Built {
  readonly codec: string;
  readonly targets: string;
  /** The program of the thread that fuzzes. */
  readonly worker: string;
  /** Counters of the codec, and of the library. */
  readonly codecEdges: number;
  readonly scriptEdges: number;
}

/** Takes some twenty seconds. */
export async function buildCounted(): Promise<Built> {
  mkdirSync(FOLDER, { recursive: true });
  const { wasm, edges } = await instrumentedCodec();
  const codec = join(FOLDER, 'codec.wasm');
  writeFileSync(codec, wasm);
  let scriptEdges = 0;
  await build({
    configFile: false,
    logLevel: 'warn',
    resolve: { alias: { '#dist': join(ROOT, 'dist') } },
    plugins: [
      {
        name: 'count-edges',
        transform(code, id) {
          if (!id.startsWith(join(ROOT, 'dist')) || /generated/.test(id)) return null;
          const counted = countedScript(code, scriptEdges);
          scriptEdges = counted.next;
          return { code: counted.code, map: null };
        },
      },
    ],
    ssr: { noExternal: true },
    build: {
      ssr: true,
      copyPublicDir: false,
      target: 'es2022',
      minify: false,
      outDir: FOLDER,
      emptyOutDir: false,
      rolldownOptions: {
        // Counting takes most of the build's time, which is no news.
        checks: { pluginTimings: false },
        input: {
          targets: join(ROOT, 'test/fuzz/targets.ts'),
          worker: join(ROOT, 'test/fuzz/loop/worker.ts'),
        },
      },
    },
  });
  const file = (name: string) => join(FOLDER, `${name}.js`);
  return {
    codec,
    targets: file('targets'),
    worker: file('worker'),
    codecEdges: edges,
    scriptEdges,
  };
}
