/** The example files for clusters: what they call is what the command line takes. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../test/support/imports.js';
import { printed } from './support/printed.js';

const text = (name: string) => readFileSync(join(ROOT, 'docs/cluster', name), 'utf8');

/** A YAML document as an object; undefined where Python has no yaml. */
function yaml(document: string): unknown {
  const script = 'import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin)))';
  const { status, stdout } = spawnSync('python3', ['-c', script], { input: document });
  return status === 0 ? JSON.parse(stdout.toString()) : undefined;
}

const job = yaml(text('sweep.kubernetes.yaml')) as Job | undefined;

interface Job {
  readonly apiVersion: string;
  readonly kind: string;
  readonly spec: {
    readonly completionMode: string;
    readonly completions: number;
    readonly template: {
      readonly spec: {
        readonly containers: readonly {
          readonly command: readonly string[];
          readonly volumeMounts: readonly { readonly name: string }[];
        }[];
        readonly volumes: readonly { readonly name: string }[];
      };
    };
  };
}

it.skipIf(job === undefined)('Kubernetes: an indexed job that calls `task`', async () => {
  expect(job).toMatchObject({ apiVersion: 'batch/v1', kind: 'Job' });
  expect(job?.spec.completionMode).toBe('Indexed');
  const { containers, volumes } = job?.spec.template.spec ?? { containers: [], volumes: [] };
  const [{ command, volumeMounts }] = containers as [(typeof containers)[number]];
  expect(volumeMounts.map(({ name }) => name)).toEqual(volumes.map(({ name }) => name));
  expect(command[0]).toBe('foresay-lab');
  await takes(command.slice(1));
});

it('Slurm: a script that calls `task` with its arguments', async () => {
  const script = text('sweep.slurm');
  expect(spawnSync('bash', ['-n'], { input: script }).status).toBe(0);
  expect(script).toMatch(/^#!\/bin\/bash\n/);
  expect(script).toMatch(/^exec foresay-lab task "\$@"$/m);
  await takes(['task', 'sweeps/x/plan.json', '--of', '1000']);
});

/** The command line is right: only the plan is missing. */
async function takes(words: readonly string[]): Promise<void> {
  const { status, err } = await printed(words);
  expect(status).toBe(1);
  expect(err).toMatch(/^error: \S+plan\.json: no such file or directory\n$/);
}
