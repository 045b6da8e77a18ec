type StopSignal = 'SIGINT' | 'SIGTERM';

/** Ctrl-C and SIGTERM as an AbortSignal, so that work ends in good order. A second one ends the process at once. */
export class Interruption {
  readonly #controller = new AbortController();
  #received: StopSignal = 'SIGINT';
  readonly #listener = (received: StopSignal) => {
    this.#received = received;
    this.#controller.abort();
  };

  constructor() {
    process.once('SIGINT', this.#listener).once('SIGTERM', this.#listener);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Which of the two came. */
  get received(): StopSignal {
    return this.#received;
  }

  /** The signals end the process again. */
  close(): void {
    process.off('SIGINT', this.#listener).off('SIGTERM', this.#listener);
  }
}
