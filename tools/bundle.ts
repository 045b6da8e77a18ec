/**
 * Bundles the entries in dist. Node takes longer to find and read a hundred modules than to run them.
 *
 * Each entry for Node replaces the module that tsc wrote; modules that entries share become a few files in dist/node.
 * The entry for pages and each worker become one file without imports. Such a file works without a bundler, with an
 * import map (import maps do not apply in workers), and when it is copied elsewhere.
 */
import { build } from 'vite';

/** Bundles `names`, modules in src, into files of the same names in dist. */
async function bundle(names: readonly string[], target: 'node' | 'webworker'): Promise<void> {
  const alone = names.length === 1;
  await build({
    configFile: false,
    logLevel: 'warn',
    // Only Node's own modules stay imports. Without `ssr` Vite would find the worker's URL and bundle it again.
    ssr: { target, noExternal: true },
    build: {
      ssr: true,
      target: 'es2022',
      minify: false,
      outDir: 'dist',
      emptyOutDir: false,
      rolldownOptions: {
        input: Object.fromEntries(names.map((name) => [name, `src/${name}.ts`])),
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: 'node/[name].js',
          // The footer makes a file without imports and exports a module.
          ...(alone && { codeSplitting: false, footer: 'export {};' }),
        },
      },
    },
  });
}

await bundle(['cli/main', 'node/index', 'node/train'], 'node');
for (const name of ['node/foresay-worker', 'node/train-worker']) await bundle([name], 'node');
for (const name of ['web/index', 'web/foresay-worker', 'web/train', 'web/train-worker'])
  await bundle([name], 'webworker');
