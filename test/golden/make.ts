/**
 * `npm run golden`: makes test/golden anew with the code as it is. For a change of the format or the arithmetic, never
 * to silence a failing test: archives that users have must go on decoding.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { loadChecksum } from '#dist/codec/idle-codec.js';
import * as foresay from '#dist/node/index.js';
import { type GoldenTable, goldenPath } from './table.js';
import { filesOf, load, makeArchive } from '../engines/make.js';
import { goldenInputs } from './source/inputs.js';
import { goldenNetworks } from './source/networks.js';
import { invalidArchives } from './source/invalid.js';
import { validGoldens } from './source/valid.js';

function write(name: string, bytes: Uint8Array | string): void {
  mkdirSync(dirname(goldenPath(name)), { recursive: true });
  writeFileSync(goldenPath(name), bytes);
}

/** How decoding an archive that must not decode ends. */
async function codeOf(bytes: Uint8Array): Promise<string> {
  try {
    await foresay.decompress(bytes, { threads: 0 });
    return 'no error';
  } catch (error) {
    return error instanceof foresay.ForesayError ? error.code : String(error);
  }
}

await loadChecksum();
for (const folder of ['plain', 'valid', 'invalid'])
  rmSync(goldenPath(folder), { recursive: true, force: true });

const inputs = new Map([...goldenInputs(), ...(await goldenNetworks())]);
for (const [name, bytes] of inputs) write(`plain/${name}`, bytes);

const valid = validGoldens();
const archives = new Map<string, Uint8Array>();
for (const { name, frames } of valid) {
  const input = (file: string) => {
    const bytes = inputs.get(file);
    if (bytes === undefined) throw new Error(`${name} needs ${file}, which is no input`);
    return bytes;
  };
  const loaded = frames.map((frame) => load(frame, input));
  if (archives.has(name)) throw new Error(`two archives are called ${name}`);
  const archive = await makeArchive(foresay, loaded, 0);
  const back = await foresay.decompress(archive, { threads: 0, ...filesOf(loaded) });
  const plain = Buffer.concat(loaded.map((frame) => frame.plain));
  if (!Buffer.from(back).equals(plain)) throw new Error(`${name} does not decode to what it holds`);
  archives.set(name, archive);
  write(`valid/${name}.fsy`, archive);
}

const invalid = await invalidArchives((name) => {
  const archive = archives.get(name);
  if (archive === undefined) throw new Error(`there is no valid archive called ${name}`);
  return archive;
});
let wrong = 0;
for (const { name, code, bytes } of invalid) {
  write(`invalid/${name}.fsy`, bytes);
  const got = await codeOf(bytes);
  if (got === code) continue;
  console.error(`${name} is refused with ${got}, not ${code}`);
  wrong++;
}

const table: GoldenTable = {
  valid,
  invalid: invalid.map(({ name, about, code }) => ({ name, about, code })),
};
write('table.json', `${JSON.stringify(table, null, 2)}\n`);
console.log(`${valid.length} valid archives, ${invalid.length} invalid ones`);
process.exitCode = wrong > 0 ? 1 : 0;
