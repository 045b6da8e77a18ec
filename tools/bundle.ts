/**
 * Makes few files of many modules. Each program that Node starts becomes a file, in the place of the module that tsc made
 * of it. What programs share becomes a few files in dist/node. To find and read a hundred modules takes Node longer than
 * to run them. What a page loads, and every worker, becomes one file that imports nothing: such a file works without a bundler, with
 * an import map (which does not reach workers), and when it is copied elsewhere.
 */
import { build } from 'vite';

/** Bundles `names`, modules in src, into files of the same names in dist. */
async function bundle(names: readonly string[], target: 'node' | 'webworker'): Promise<void> {
  const alone = names.length === 1;
  await build({
    configFile: false,
    logLevel: 'warn',
    // Only Node's own modules stay outside. Without `ssr` Vite would look for the worker and bundle it again.
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
          // The footer says that a file without imports and exports is a module.
          ...(alone && { codeSplitting: false, footer: 'export {};' }),
        },
      },
    },
  });
}

await bundle(['cli/main', 'node/index'], 'node');
await bundle(['node/foresay-worker'], 'node');
await bundle(['web/index'], 'webworker');
await bundle(['web/foresay-worker'], 'webworker');
