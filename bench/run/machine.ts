/** The machine on which a measurement runs. */
import { readFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import type { Machine } from './record.js';

function field(path: string, pattern: RegExp): string | undefined {
  try {
    return pattern.exec(readFileSync(path, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

export function thisMachine(): Machine {
  const model = field('/proc/cpuinfo', /^model name\s*:\s*(.+)$/m) ?? cpus()[0]?.model ?? 'unknown';
  const family = field('/proc/cpuinfo', /^cpu family\s*:\s*(.+)$/m);
  const number = field('/proc/cpuinfo', /^model\s*:\s*(.+)$/m);
  return {
    cpu: family && number ? `${model} (family ${family}, model ${number})` : model,
    cores: cpus().length,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: field('/etc/os-release', /^PRETTY_NAME="(.+)"$/m) ?? process.platform,
    node: process.versions.node,
  };
}

/** The key of a machine in the results: its distinguishing features in words. */
export function machineKey(machine: Machine): string {
  return `${machine.cpu}, ${machine.cores} cores, ${machine.system}, Node ${machine.node}`;
}
