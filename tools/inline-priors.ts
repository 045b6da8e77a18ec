/** Writes the texts of src/priors as one TypeScript constant, so that the package reads no files. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const FOLDER = 'src/priors';

function read(file: string): string {
  const text = readFileSync(`${FOLDER}/${file}`, 'latin1');
  if (/^[\t\n -~]*$/.test(text)) return text;
  throw new Error(`${FOLDER}/${file} is not plain ASCII with line feeds: something has changed it`);
}

const files = readdirSync(FOLDER).filter((file) => file.endsWith('.txt'));
const samples = Object.fromEntries(files.sort().map((file) => [file.slice(0, -4), read(file)]));
writeFileSync(
  `${FOLDER}/samples.generated.ts`,
  '/** The samples in this folder, by the names of their files. Made by tools/inline-priors.ts. */\n' +
    `export const SAMPLES = ${JSON.stringify(samples)};\n`,
);
