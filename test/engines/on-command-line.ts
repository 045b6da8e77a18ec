/** Entry on Node, Bun and Deno: `on-command-line.js DIST BUNDLE` prints the verdict as JSON on one line. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { checkArchives, checkTraining, newVerdict } from './check.js';

const [dist = '', file = ''] = process.argv.slice(2);
const entry = (name: string) => import(pathToFileURL(`${dist}/${name}`).href);
const bundle = JSON.parse(readFileSync(file, 'utf8'));
const verdict = newVerdict();
await checkArchives(verdict, await entry('node/index.js'), bundle);
await checkTraining(verdict, await entry('node/train.js'), bundle);
console.log(JSON.stringify(verdict));
