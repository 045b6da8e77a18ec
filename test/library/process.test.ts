/** A script that uses the library exits when it is done. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);
const library = new URL('../../dist/node/index.js', import.meta.url).href;

async function script(text: string): Promise<string> {
  const code = `import * as foresay from ${JSON.stringify(library)};
    const data = new Uint8Array(Buffer.from('so it goes '.repeat(300)));
    const options = { model: 'lstm(16x1)', blockSize: 1000, threads: 2 };
    ${text}`;
  // A process that hangs is killed, which makes execFile reject.
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', code], {
    timeout: 20_000,
  });
  return stdout.trim();
}

it('exits by itself after compressing and decompressing with workers', async () => {
  expect(
    await script(`
      const back = await foresay.decompress(await foresay.compress(data, options));
      console.log(Buffer.compare(data, back), foresay.VERSION.length > 0);`),
  ).toBe('0 true');
});

it('does not exit before its result is ready, even if nothing else keeps it alive', async () => {
  expect(
    await script(`
      foresay.compress(data, options).then((archive) => foresay.decompress(archive))
        .then(({ length }) => console.log(length));`),
  ).toBe('3300');
});

it('exits even if a stream was not read to its end', async () => {
  expect(
    await script(`
      const stream = new foresay.CompressStream(options);
      stream.writable.getWriter().write(data);
      const reader = stream.readable.getReader();
      await reader.read();
      console.log((await reader.read()).value.length > 0);`),
  ).toBe('true');
});
