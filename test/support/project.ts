/** An empty project with the package installed, packed as the registry would get it. */
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Packs what was built into `folder`; the path of the tarball. */
export async function pack(folder: string): Promise<string> {
  // Without scripts: the package was built before, and other processes may use what was built.
  const packed = await run(
    'npm',
    ['pack', '--json', '--ignore-scripts', `--pack-destination=${folder}`],
    { cwd: ROOT },
  );
  const [{ filename }] = JSON.parse(packed.stdout);
  return join(folder, filename);
}

/** Makes `folder` a project of ES modules that depends on the tarball and nothing else, and installs it. */
export async function installInto(folder: string, tarball: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const project = { name: 'consumer', private: true, type: 'module' };
  await writeFile(join(folder, 'package.json'), JSON.stringify(project));
  await run('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', tarball], {
    cwd: folder,
  });
}
