#!/usr/bin/env node
/** The command `foresay`. */
import { run } from './run.js';

// Nothing is pending that matters; a pipe that nobody closes must not hold us.
process.exit(await run(process.argv.slice(2)));
