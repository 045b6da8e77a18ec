/** Admission of tasks: threads, memory, fairness, and no endless waiting. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Admission, type Applicant } from '#dist/workers/admission.js';

const LIMITS = { threads: () => 2, memory: () => 100 };
const operation = (threads = 2, memory = 1): Applicant & { stop(error: Error): void } => {
  const controller = new AbortController();
  return { threads, memory, signal: controller.signal, stop: (error) => controller.abort(error) };
};

/** Admits named tasks and lists the admitted ones in order. */
function admission() {
  const admitted: string[] = [];
  const gate = new Admission(LIMITS);
  const leave = new Map<string, () => void>();
  const enter = (
    name: string,
    applicant: Applicant,
    bytes = 1,
    thread: 'worker' | 'calling thread' = 'worker',
  ) => {
    const entered = gate.enter(applicant, thread, bytes).then((left) => {
      admitted.push(name);
      leave.set(name, left);
    });
    entered.catch(() => {});
    return entered;
  };
  /** Ends a task and lets promises settle. */
  const end = async (name: string) => {
    leave.get(name)?.();
    await settle();
  };
  return { gate, admitted, enter, end };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('admission', () => {
  it('runs as many tasks as there are cores', async () => {
    const { admitted, enter, end } = admission();
    for (const name of ['a', 'b', 'c']) enter(name, operation());
    await settle();
    expect(admitted).toEqual(['a', 'b']);
    await end('a');
    // Ending a task twice has no effect.
    await end('a');
    expect(admitted).toEqual(['a', 'b', 'c']);
  });

  it('runs more tasks while an operation has more threads', async () => {
    const { gate, admitted, enter } = admission();
    for (const name of ['a', 'b', 'c', 'd']) enter(name, operation());
    enter('many', operation(4));
    await settle();
    expect(gate.threads).toBe(4);
    expect(admitted).toHaveLength(4);
  });

  it('prefers the operation with the fewest tasks, and then the oldest request', async () => {
    const { admitted, enter, end } = admission();
    const [one, two, three] = [operation(), operation(), operation()];
    for (const name of ['1a', '1b', '1c']) enter(name, one);
    enter('2a', two);
    enter('3a', three);
    enter('2b', two);
    await settle();
    await end('1a');
    await end('1b');
    await end('2a');
    // When 1a ends, 1b is still at work, so 2a is preferred to 1c; when 1b ends, 1c has waited longest.
    expect(admitted).toEqual(['1a', '1b', '2a', '1c', '3a']);
  });

  it('counts the memory of running tasks, and no task overtakes another', async () => {
    const { admitted, enter, end } = admission();
    enter('half', operation(), 60);
    enter('other half', operation(), 60);
    enter('small', operation(), 1);
    await settle();
    expect(admitted).toEqual(['half']);
    await end('half');
    expect(admitted).toEqual(['half', 'other half', 'small']);
  });

  it('runs a task larger than the memory alone', async () => {
    const { admitted, enter, end } = admission();
    enter('small', operation(), 1);
    enter('huge', operation(), 1e9);
    enter('next', operation(), 1);
    await settle();
    expect(admitted).toEqual(['small']);
    await end('small');
    expect(admitted).toEqual(['small', 'huge']);
    await end('huge');
    expect(admitted).toEqual(['small', 'huge', 'next']);
  });

  it('uses the largest memory limit of the operations at work', async () => {
    const { admitted, enter } = admission();
    enter('a', operation(2, 200), 90);
    enter('b', operation(), 90);
    await settle();
    expect(admitted).toEqual(['a', 'b']);
  });

  it('runs one task in the calling thread beside those on workers', async () => {
    const { gate, admitted, enter, end } = admission();
    enter('here', operation(0), 1, 'calling thread');
    enter('here too', operation(0), 1, 'calling thread');
    enter('there', operation());
    await settle();
    expect(admitted).toEqual(['here', 'there']);
    expect(gate.running()).toBe(1);
    expect(gate.wanted).toBe(false);
    await end('here');
    expect(admitted).toEqual(['here', 'there', 'here too']);
  });

  it('rejects the waiting tasks of an operation that is over', async () => {
    const { admitted, enter, end } = admission();
    const over = operation();
    enter('a', operation());
    enter('b', operation());
    const waits = enter('over', over);
    enter('c', operation());
    const stopped = new Error('stopped');
    over.stop(stopped);
    await expect(waits).rejects.toBe(stopped);
    await expect(enter('late', over)).rejects.toBe(stopped);
    await end('a');
    expect(admitted).toEqual(['a', 'b', 'c']);
  });

  it('admits everything in the end, never too much at once', async () => {
    const task = fc.record({
      who: fc.nat(3),
      bytes: fc.integer({ min: 1, max: 150 }),
      here: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(task, { maxLength: 20 }),
        fc.array(fc.nat(), { maxLength: 20 }),
        async (tasks, ends) => {
          const gate = new Admission(LIMITS);
          const operations = [operation(1), operation(2), operation(3), operation(2)];
          const running: { bytes: number; here: boolean; leave: () => void }[] = [];
          let done = 0;
          for (const { who, bytes, here } of tasks)
            void gate
              .enter(operations[who] as Applicant, here ? 'calling thread' : 'worker', bytes)
              .then((leave) => running.push({ bytes, here, leave }));
          for (let i = 0; done < tasks.length; i++) {
            await settle();
            expect(running.length).toBeGreaterThan(0);
            expect(running.filter(({ here }) => !here).length).toBeLessThanOrEqual(3);
            expect(running.filter(({ here }) => here).length).toBeLessThanOrEqual(1);
            const bytes = running.reduce((sum, one) => sum + one.bytes, 0);
            if (running.length > 1) expect(bytes).toBeLessThanOrEqual(100);
            running.splice((ends[i] ?? 0) % running.length, 1)[0]?.leave();
            done++;
          }
        },
      ),
      { numRuns: 200, seed: 12 },
    );
  });
});
