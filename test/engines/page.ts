/**
 * Entry in browsers: fetches the bundle, checks the archives, and goes on to the second page, which is cross-origin
 * isolated: only there can threads share memory.
 */
import * as foresay from '../../dist/web/index.js';
import { checkArchives, newVerdict, VERDICT } from './check.js';

const verdict = newVerdict();
try {
  const bundle = await (await fetch('/bundle.json')).json();
  await checkArchives(verdict, foresay, bundle);
} catch (error) {
  verdict.failures.push(String(error));
}
sessionStorage.setItem(VERDICT, JSON.stringify(verdict));
location.href = './isolated.html';
