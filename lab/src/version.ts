import { readFileSync } from 'node:fs';

/** The version of foresay-lab, from its package.json, which lies one folder above both `src/` and `dist/`. */
export const VERSION: string = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
).version;
