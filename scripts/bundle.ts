/**
 * What Node starts becomes a file each, in the place of the module that tsc made of it, and what they share a few files
 * in dist/node: to find and read a hundred modules takes Node longer than to run them. Browsers get the modules, which
 * whoever serves them bundles anyway.
 */
import { build } from 'vite';

const PROGRAMS = ['cli/main', 'node/index', 'node/worker'];

await build({
  configFile: false,
  logLevel: 'warn',
  ssr: { external: true },
  build: {
    ssr: true,
    target: 'es2022',
    minify: false,
    outDir: 'dist',
    emptyOutDir: false,
    rolldownOptions: {
      input: Object.fromEntries(PROGRAMS.map((name) => [name, `src/${name}.ts`])),
      output: { entryFileNames: '[name].js', chunkFileNames: 'node/[name].js' },
    },
  },
});
