import { VerifierShapeError } from "../errors/verifier.ts";
import { hardenVerifier, specialiseVerifier } from "../verifier/index.ts";

type Rendering = ReturnType<typeof hardenVerifier>;

/** The verifier as a build deploys it: specialised to its key, or the engine's own checks where the specialiser does not know a line of them. */
export function renderVerifier(...[source, options]: Parameters<typeof hardenVerifier>): Rendering {
  try {
    return specialiseVerifier(source, options);
  } catch (error) {
    if (error instanceof VerifierShapeError) return hardenVerifier(source, options);
    throw error;
  }
}
