/** JSON files as input. */
import * as v from 'valibot';
import { LabError } from '../errors.js';
import { readFile } from './read-file.js';

/** Reads a JSON file and checks it. Throws LabError that names the file, the place in it and what is wrong there. */
export function readJson<const S extends v.GenericSchema>(
  path: string,
  schema: S,
): v.InferOutput<S> {
  const result = v.safeParse(schema, parseJson(path), { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const place = v.getDotPath(issue);
  throw new LabError(`${path}: ${place === null ? '' : `${place}: `}${issue.message}`);
}

function parseJson(path: string): unknown {
  const text = readFile(path).toString();
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new LabError(`${path}: not JSON: ${(error as Error).message}`);
  }
}
