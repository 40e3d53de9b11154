import { fixedToNumber, type Fixed } from "../../src/field/fixed.ts";
import { MAX_CODE_BYTES } from "../../src/artifacts/tuning-record.ts";

interface ProofLike {
  proof: string;
  instances: readonly bigint[];
}

interface CallableVerifier {
  getFunction(name: "verifyProof"): { staticCall(proof: string, instances: bigint[]): Promise<unknown> };
}

interface DeployedContract {
  getDeployedCode(): Promise<string | null>;
}

/** Chai plugin with the matchers for dapp tests. */
export const ezklMatchers: Chai.ChaiPlugin = (chai, utils) => {
  const { Assertion, AssertionError } = chai;

  /** Fails on a subject the matcher is not for: a test that asserts nothing must not pass. */
  function subject<T>(assertion: Chai.AssertionStatic, what: string, is: (value: unknown) => value is T): T {
    const value: unknown = utils.flag(assertion, "object");
    if (!is(value)) throw new AssertionError(`this matcher needs ${what}`);
    if (utils.flag(assertion, "negate") === true)
      throw new AssertionError("this matcher cannot be negated: use its opposite");
    return value;
  }

  /**
   * Makes the assertion itself awaitable. chai-as-promised, which Hardhat's toolbox installs, wraps every matcher and drops what it returns: a
   * promise that is only returned would never be waited for, and the test would pass whatever comes of it.
   */
  function settle(assertion: Chai.AssertionStatic, work: () => Promise<void>): Chai.AssertionStatic {
    const promise = work();
    return Object.assign(assertion, {
      then: promise.then.bind(promise),
      catch: promise.catch.bind(promise),
    });
  }

  async function accepts({ proof, instances }: ProofLike, verifier: unknown): Promise<boolean> {
    if (!isVerifier(verifier)) throw new AssertionError("the verifier must be a contract with verifyProof");
    try {
      return (await verifier.getFunction("verifyProof").staticCall(proof, [...instances])) === true;
    } catch (error) {
      // Anything but a revert is the test's own trouble, for example a wrong type or a lost connection.
      if ((error as { code?: string }).code === "CALL_EXCEPTION" || /revert/i.test(String(error)))
        return false;
      throw error;
    }
  }

  Assertion.addMethod("verifyOn", function (this: Chai.AssertionStatic, verifier: unknown) {
    return settle(this, async () => {
      const proof = subject(this, "a proof", isProof);
      if (!(await accepts(proof, verifier)))
        throw new AssertionError("expected the verifier to accept the proof, and it refuses it");
    });
  });

  Assertion.addMethod("beRejectedBy", function (this: Chai.AssertionStatic, verifier: unknown) {
    return settle(this, async () => {
      const proof = subject(this, "a proof", isProof);
      if (await accepts(proof, verifier))
        throw new AssertionError("expected the verifier to refuse the proof, and it accepts it");
    });
  });

  Assertion.addMethod(
    "decodeTo",
    function (this: Chai.AssertionStatic, name: string, expected: number | readonly number[], tolerance = 0) {
      const { statement } = subject(this, "a proof with its statement", hasStatement);
      const value = statement[name];
      const found = isFixed(value)
        ? [value]
        : Array.isArray(value) && value.every(isFixed)
          ? value
          : undefined;
      if (found === undefined) {
        throw new AssertionError(
          `the statement has no number "${name}"; it has ${Object.keys(statement).join(", ")}`,
        );
      }
      const wanted = typeof expected === "number" ? [expected] : expected;
      const numbers = found.map(fixedToNumber);
      const close =
        numbers.length === wanted.length &&
        numbers.every((number, i) => Math.abs(number - (wanted[i] ?? NaN)) <= tolerance);
      if (!close) {
        throw new AssertionError(
          `expected ${name} to decode to ${wanted.join(", ")} (±${tolerance}), and it is ${numbers.join(", ")}`,
        );
      }
    },
  );

  Assertion.addMethod("fitEip170", function (this: Chai.AssertionStatic) {
    return settle(this, async () => {
      const contract = subject(this, "a deployed contract", isDeployed);
      const code = await contract.getDeployedCode();
      if (code === null) throw new AssertionError("there is no code at the contract's address");
      const bytes = (code.length - 2) / 2;
      if (bytes > MAX_CODE_BYTES)
        throw new AssertionError(`expected at most ${MAX_CODE_BYTES} bytes of code, and it has ${bytes}`);
    });
  });
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isProof(value: unknown): value is ProofLike {
  return isObject(value) && typeof value["proof"] === "string" && Array.isArray(value["instances"]);
}

function hasStatement(value: unknown): value is { statement: Record<string, unknown> } {
  return isObject(value) && isObject(value["statement"]);
}

function isFixed(value: unknown): value is Fixed {
  return isObject(value) && typeof value["raw"] === "bigint" && typeof value["scale"] === "number";
}

function isVerifier(value: unknown): value is CallableVerifier {
  return isObject(value) && typeof value["getFunction"] === "function";
}

function isDeployed(value: unknown): value is DeployedContract {
  return isObject(value) && typeof value["getDeployedCode"] === "function";
}
