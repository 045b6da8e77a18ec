/** Custom sections of a WebAssembly module, which engines carry along and otherwise ignore. */

/** The module with a section at its end. Name and text together are shorter than 128 bytes. */
export function withSection(wasm: Uint8Array, name: string, text: string): Buffer {
  const content = Buffer.from(`${String.fromCharCode(name.length)}${name}${text}`, 'latin1');
  return Buffer.concat([wasm, Buffer.of(0, content.length), content]);
}
