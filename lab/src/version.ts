import { createRequire } from 'node:module';

/** The version of foresay-lab. The package asks for its own package.json by name, as it lies elsewhere seen from dist. */
export const VERSION: string = createRequire(import.meta.url)('foresay-lab/package.json').version;
