/**
 * Makes a function that starts a task. A call while the task runs makes it run once more when it has ended: the last call is
 * served, and no two runs overlap.
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
