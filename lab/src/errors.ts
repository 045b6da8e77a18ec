/** A mistake in what the user gave: a parameter, a file, a model. The command prints its message and nothing else. */
export class LabError extends Error {
  override readonly name = 'LabError';
}

/** A coder that failed, or did not give back what it was given. The cause says how. */
export class CoderError extends Error {
  override readonly name = 'CoderError';
}

/** Training that cannot go on: a number of the network became infinite. */
export class TrainingError extends Error {
  override readonly name = 'TrainingError';
}

/** Tasks of a plan that failed, or have no result yet. */
export class TaskError extends Error {
  override readonly name = 'TaskError';
}

/** A queue that cannot be reached, or refuses. */
export class QueueError extends Error {
  override readonly name = 'QueueError';
}

/** A signal ended the work in good order. The message says how to continue. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError';
  readonly signal: 'SIGINT' | 'SIGTERM';

  constructor(signal: 'SIGINT' | 'SIGTERM', message: string) {
    super(message);
    this.signal = signal;
  }
}
