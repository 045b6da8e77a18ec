/** Worker of the second page: receives a verdict, adds the training runs to it, and sends it back. */
import * as train from '../../dist/web/train.js';
import { checkTraining, type Verdict } from './check.js';

async function run(verdict: Verdict): Promise<void> {
  try {
    const bundle = await (await fetch('/bundle.json')).json();
    await checkTraining(verdict, train, bundle);
  } catch (error) {
    verdict.failures.push(String(error));
  }
  postMessage(verdict);
}

addEventListener('message', ({ data }) => void run(data));
