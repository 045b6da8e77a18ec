/** Writes the samples of src/priors as one TypeScript constant, so that the package needs no file access to start. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const FOLDER = 'src/priors';

const samples = Object.fromEntries(
  readdirSync(FOLDER)
    .filter((file) => file.endsWith('.txt'))
    .map((file) => [file.slice(0, -4), readFileSync(`${FOLDER}/${file}`, 'ascii')]),
);
writeFileSync(
  `${FOLDER}/samples.generated.ts`,
  '/** The samples in this folder, by the names of their files. Made by scripts/inline-priors.ts. */\n' +
    `export const SAMPLES = ${JSON.stringify(samples)};\n`,
);
