/**
 * Makes a task that may be asked for again while it runs. Then it runs once more when it has ended, so that the last asking is
 * served and no two overlap.
 */
export function latest(task: () => Promise<void>): () => void {
  let running = false;
  let again = false;
  const run = async (): Promise<void> => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    try {
      do {
        again = false;
        await task();
      } while (again);
    } finally {
      running = false;
    }
  };
  return () => void run();
}
