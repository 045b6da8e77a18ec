import { arch, availableParallelism, cpus, platform } from 'node:os';

/** What times depend on: `Intel Xeon, 2 threads, linux x64, Node 22.1.0`. */
export function machineText(): string {
  const model = cpus()[0]
    ?.model.replaceAll(/\((?:R|TM)\)/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return `${model || 'unknown processor'}, ${availableParallelism()} threads, ${platform()} ${arch()}, Node ${process.versions.node}`;
}
