/** What a Node binary for arm64 needs here: an emulator and Debian's arm64 libraries, unpacked beside the system. */
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
import { CACHE } from './packages.js';

export const EMULATOR = 'qemu-aarch64-static';
const LIBRARIES = ['libc6', 'libstdc++6', 'libgcc-s1', 'libatomic1'];

function run(command: string, args: readonly string[], directory: string): void {
  execFileSync(command, args, { cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] });
}

/**
 * Root directory for the emulator's -L. apt works in directories of its own, so the system gains no architecture and
 * no package. Throws where there is no apt or the packages cannot be had.
 */
export function arm64Root(): string {
  const root = join(CACHE, 'debian-arm64');
  if (existsSync(root)) return root;
  mkdirSync(CACHE, { recursive: true });
  const scratch = mkdtempSync(join(CACHE, 'fetching-'));
  try {
    for (const folder of ['state/lists/partial', 'cache/archives/partial', 'root'])
      mkdirSync(join(scratch, folder), { recursive: true });
    writeFileSync(join(scratch, 'status'), '');
    const settings = [
      'APT::Architecture=arm64',
      'APT::Architectures::=arm64',
      `Dir::State=${scratch}/state`,
      `Dir::State::status=${scratch}/status`,
      `Dir::Cache=${scratch}/cache`,
      'APT::Sandbox::User=root',
    ].flatMap((setting) => ['-o', setting]);
    run('apt-get', [...settings, 'update'], scratch);
    run('apt-get', [...settings, 'download', ...LIBRARIES], scratch);
    for (const file of readdirSync(scratch).filter((entry) => entry.endsWith('.deb')))
      run('dpkg-deb', ['-x', file, 'root'], scratch);
    renameSync(join(scratch, 'root'), root);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
  return root;
}
