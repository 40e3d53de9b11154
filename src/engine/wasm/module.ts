import { WasmEngineMissingError } from "../../errors/engine.ts";

import type { WasmModule } from "./bytes.ts";

/** The package's build for Node. @throws WasmEngineMissingError when the package is not installed */
export async function loadWasmModule(): Promise<WasmModule> {
  try {
    return (await import("@ezkljs/engine/nodejs/ezkl.js")).default;
  } catch (error) {
    throw new WasmEngineMissingError(error);
  }
}
