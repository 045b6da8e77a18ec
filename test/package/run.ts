/**
 * `npm run test:package`: the tarball as TypeScript sees it. attw and publint look at it, and a program that uses it
 * compiles under every version of TypeScript, every resolution, and with fewer declarations than usual.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromPackage, withPackages } from '../engines/packages.js';
import { installInto, pack } from '../support/project.js';
import { RESOLUTIONS, type Surroundings, typeErrors } from '../support/typed-consumer.js';

const TYPESCRIPT = ['5.0.4', '5.4.5', '5.6.3', '5.9.3', '6.0.3'];
const ATTW = { '@arethetypeswrong/cli': '0.18.5' };
const PUBLINT = { publint: '0.3.25' };

/** One of the two web APIs is always at hand: streams and AbortSignal are named by the DOM library or @types/node. */
const DECLARATIONS: readonly Surroundings['declarations'][] = [['dom', 'node'], ['dom'], ['node']];

let failed = 0;

function report(what: string, problem: string): void {
  console.log(`${problem === '' ? 'ok    ' : 'FAILED'} ${what}`);
  if (problem === '') return;
  failed++;
  console.log(problem.trim().replaceAll(/^/gm, '    '));
}

/** Runs a linter of packages; its output when it objects. */
function objection(script: string, args: readonly string[]): string {
  try {
    execFileSync(process.execPath, [script, ...args], { encoding: 'utf8', stdio: 'pipe' });
    return '';
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    return `${stdout ?? ''}${stderr ?? ''}` || String(error);
  }
}

async function main(scratch: string): Promise<void> {
  const tarball = await pack(scratch);
  const project = join(scratch, 'project');
  await installInto(project, tarball);
  const attw = join(withPackages(ATTW), 'node_modules/@arethetypeswrong/cli/dist/index.js');
  // The package has ES modules only, and the resolution of Node 10 knows no exports.
  report('attw', objection(attw, ['--profile', 'esm-only', tarball]));
  const publint = join(withPackages(PUBLINT), 'node_modules/publint/src/cli.js');
  report('publint', objection(publint, ['--strict', tarball]));
  for (const version of TYPESCRIPT) {
    const tsc = fromPackage('typescript', version, 'bin/tsc');
    for (const resolution of RESOLUTIONS)
      for (const declarations of DECLARATIONS) {
        const problem = await typeErrors(project, { resolution, declarations }, tsc);
        report(`TypeScript ${version}, ${resolution}, ${declarations.join(' and ')}`, problem);
      }
  }
  console.log(failed === 0 ? 'all passed' : `${failed} failed`);
}

const scratch = mkdtempSync(join(tmpdir(), 'foresay-package-'));
try {
  await main(scratch);
  process.exitCode = failed === 0 ? 0 : 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
