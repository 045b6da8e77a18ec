/**
 * What Node starts becomes one file each, in the place of the module that tsc made of it: to find and read a hundred
 * modules takes Node longer than to run them. Browsers are served the modules; whoever serves them bundles.
 */
import { build } from 'vite';

const PROGRAMS = ['cli/main', 'node/index', 'node/worker'];

await build({
  configFile: false,
  logLevel: 'warn',
  ssr: { external: true },
  build: {
    ssr: true,
    target: 'node20',
    minify: false,
    outDir: 'dist',
    emptyOutDir: false,
    rolldownOptions: {
      input: Object.fromEntries(PROGRAMS.map((name) => [name, `src/${name}.ts`])),
      output: { entryFileNames: '[name].js', chunkFileNames: 'node/[name].js' },
    },
  },
});
