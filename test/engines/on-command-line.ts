/** Entry on Node, Bun and Deno: `on-command-line.js FORESAY BUNDLE` prints the verdict as JSON on one line. */
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { check } from './check.js';

const [foresay = '', bundle = ''] = process.argv.slice(2);
const api = await import(pathToFileURL(foresay).href);
const verdict = await check(api, JSON.parse(readFileSync(bundle, 'utf8')));
console.log(JSON.stringify(verdict));
