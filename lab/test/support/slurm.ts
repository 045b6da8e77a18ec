/** A Slurm of one node, this machine: munged, slurmctld and slurmd with a configuration of the test's own. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { sleep } from './processes.js';
import { freePort } from './redis.js';

/** Debian's slurm-wlm has all of them. The daemons run as root. */
export const HAS_SLURM =
  process.getuid?.() === 0 &&
  ['munged', 'slurmctld', 'slurmd', 'sbatch'].every(
    (program) => spawnSync('which', [program]).status === 0,
  );

export interface TestSlurm {
  /** For sbatch and the others. */
  readonly env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

/** @param folder An empty one, which all users can enter. */
export async function startSlurm(folder: string): Promise<TestSlurm> {
  for (const name of ['munge', 'state', 'spool']) mkdirSync(join(folder, name));
  chmodSync(folder, 0o755);
  chmodSync(join(folder, 'munge'), 0o755);
  const config = join(folder, 'slurm.conf');
  writeFileSync(config, configText(folder, await freePort(), await freePort()));
  // What programs keep tasks together with is chosen for this kernel; there may be no systemd.
  writeFileSync(join(folder, 'cgroup.conf'), 'IgnoreSystemd=yes\n');
  writeFileSync(join(folder, 'munge/key'), randomBytes(128), { mode: 0o600 });
  const daemons: ChildProcess[] = [];
  const log = (name: string) => join(folder, `${name}.log`);
  const start = (program: string, args: readonly string[]) => {
    const command = `exec ${[program, ...args].join(' ')} >${log(program)} 2>&1`;
    daemons.push(spawn('sh', ['-c', command], { stdio: 'ignore' }));
  };
  const stop = async () => {
    for (const daemon of daemons.reverse()) {
      if (daemon.exitCode !== null || daemon.signalCode !== null) continue;
      daemon.kill('SIGTERM');
      const late = setTimeout(() => daemon.kill('SIGKILL'), 5000);
      await once(daemon, 'exit');
      clearTimeout(late);
    }
  };
  const env = { ...process.env, SLURM_CONF: config };
  const munge = (name: string) => join(folder, 'munge', name);
  try {
    start('munged', [
      '--foreground',
      '--force',
      `--key-file=${munge('key')}`,
      `--socket=${munge('socket')}`,
      `--pid-file=${munge('pid')}`,
      `--log-file=${munge('log')}`,
      `--seed-file=${munge('seed')}`,
    ]);
    await until(() => existsSync(munge('socket')), log('munged'));
    start('slurmctld', ['-D', '-f', config]);
    start('slurmd', ['-D', '-f', config, '-N', hostname()]);
    const state = () => spawnSync('sinfo', ['-h', '-o', '%T'], { env, timeout: 5000 }).stdout;
    await until(() => /^idle$/m.test(String(state())), log('slurmd'));
    return { env, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function until(condition: () => boolean, log: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (condition()) return;
    await sleep(200);
  }
  throw new Error(`Slurm does not start: ${readFileSync(log, 'utf8')}`);
}

function configText(folder: string, controlPort: number, nodePort: number): string {
  const megabytes = Number(execFileSync('awk', ['/^MemTotal/{print $2}', '/proc/meminfo'])) / 1024;
  return `ClusterName=foresay
SlurmctldHost=${hostname()}(127.0.0.1)
SlurmctldPort=${controlPort}
SlurmdPort=${nodePort}
AuthType=auth/munge
AuthInfo=socket=${folder}/munge/socket
SlurmUser=root
SlurmdUser=root
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
ReturnToService=2
SchedulerParameters=sched_interval=1,batch_sched_delay=0
NodeName=${hostname()} NodeAddr=127.0.0.1 CPUs=2 RealMemory=${Math.floor(megabytes * 0.9)} State=UNKNOWN
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
`;
}
