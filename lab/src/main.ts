#!/usr/bin/env node
/** The process: from arguments to an exit status. */
import { run } from './command/program.js';

process.exitCode = await run(process.argv.slice(2));
