import type { Plugin } from "vite";

/** The two files of the engine's package that no bundler takes as they were published. */
const HELPERS = /@ezkljs\/engine\/web\/snippets\/[^/]+\/src\/workerHelpers(\.worker)?\.js$/;

/**
 * Mends how the wasm engine starts its threads: a worker's address is relative to the module that names it, and the module of the
 * engine is a file, not a folder.
 */
export function mendThreads(code: string): string {
  return code
    .replace("worker.js', import.meta.resolve)", "worker.js', import.meta.url)")
    .replace("'../../../'", "'../../../ezkl.js'");
}

/** For the page and for its workers: the published wasm engine, with threads. */
export function engine(): Plugin {
  return {
    name: "ezkl-engine",
    enforce: "pre",
    // Bundled in advance, the engine would lose its wasm file and its workers.
    config: () => ({
      optimizeDeps: { exclude: ["@ezkljs/engine"], include: ["@ezkljs/engine > json-bigint"] },
    }),
    transform: (code, id) => (HELPERS.test(id.replace(/\?.*$/, "")) ? mendThreads(code) : undefined),
  };
}
