/** Entry in browsers: fetches the bundle, checks, and posts the verdict back to the server that sent the page. */
import * as foresay from '../../dist/web/index.js';
import { check, type Verdict } from './check.js';

async function run(): Promise<Verdict> {
  const bundle = await (await fetch('/bundle.json')).json();
  return check(foresay, bundle);
}

const verdict = await run().catch(
  (error: unknown): Verdict => ({ made: 0, decoded: 0, refused: 0, failures: [String(error)] }),
);
await fetch('/verdict', { method: 'POST', body: JSON.stringify(verdict) });
