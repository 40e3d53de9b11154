import type { EngineVersion } from "../../src/engine/engine.ts";
import { VerifierShapeError } from "../../src/errors/verifier.ts";
import type { Model } from "../../src/pipeline/model.ts";
import { hardenVerifier, specialiseVerifier } from "../../src/verifier/index.ts";

/** A contract, and by whom it is written. */
export interface Rendered {
  contractName: string;
  source: string;
  rendering: "engine" | "hardened" | "specialised";
}

/** What the engine writes, unchanged. */
export function engineVerifier(engineSource: string): Rendered {
  return { contractName: "Halo2Verifier", source: engineSource, rendering: "engine" };
}

/** The contract that a build makes of the engine's source: specialised to its key, or only guarded where that is not known to be right. */
export function deployedVerifier(
  engineSource: string,
  { name, pascalName }: Model,
  engineVersion: EngineVersion,
): Rendered {
  const contractName = `${pascalName}Verifier`;
  const options = { model: name, engineVersion, contractName };
  try {
    return {
      contractName,
      source: specialiseVerifier(engineSource, options).source,
      rendering: "specialised",
    };
  } catch (error) {
    if (!(error instanceof VerifierShapeError)) throw error;
    return { contractName, source: hardenVerifier(engineSource, options).source, rendering: "hardened" };
  }
}
