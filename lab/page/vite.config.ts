/** Builds the page of `serve` into the lab's dist, where the server and the package have it. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const inLab = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: inLab('.'),
  logLevel: 'warn',
  build: {
    outDir: inLab('../dist/page'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    // Observable Plot and d3 are half a megabyte.
    chunkSizeWarningLimit: 800,
  },
});
