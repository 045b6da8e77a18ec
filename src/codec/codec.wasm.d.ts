/**
 * What `import codec from 'foresay/codec.wasm'` gives where a WebAssembly file is a module: in edge runtimes and with
 * bundlers that make it a compiled WebAssembly.Module. initialize() takes it.
 */
declare const codec: WebAssembly.Module;
export default codec;
