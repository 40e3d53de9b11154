import { parseProof } from "../artifacts/proof.ts";
import type { ProofContext } from "../artifacts/proof-file.ts";
import { contextHash } from "../context/hash.ts";
import { contextLimbs } from "../context/limbs.ts";
import { EngineStepError } from "../errors/engine.ts";
import { ContextRequiredError, InputRangeError, ProofInvalidError } from "../errors/pipeline.ts";
import { feltFromLe } from "../field/felt.ts";
import type { StatementLayout } from "../statement/layout.ts";

/** What proving does around the engine, wherever it runs: nothing here touches a file. */

export interface ContextBearer {
  model: string;
  /** Whether the model carries a context. */
  context: boolean;
  modelDigest: string;
}

/** The values of the model's context input; undefined for a model without one. @throws ContextRequiredError, ContextArgumentError */
export function limbsFor(bearer: ContextBearer, context: ProofContext | undefined): number[] | undefined {
  if (bearer.context !== (context !== undefined))
    throw new ContextRequiredError(bearer.model, bearer.context);
  if (context === undefined) return undefined;
  const { modelDigest } = bearer;
  return contextLimbs(contextHash({ ...context, chainId: BigInt(context.chainId), modelDigest }));
}

/** Tells an overflow in the circuit, which the engine notices while it makes the witness, as what it is. */
export function asRangeError(error: unknown, where: string): unknown {
  if (!(error instanceof EngineStepError)) return error;
  const overflow = /integer (-?\d+) is too large to be represented by base (\d+) and n (\d+)/.exec(
    error.output,
  );
  if (overflow === null) return error;
  return new InputRangeError(
    where,
    `an intermediate value of ${overflow[1]} (limit ${overflow[2]}^${overflow[3]})`,
  );
}

export interface EngineProof {
  proof: `0x${string}`;
  instances: bigint[];
}

/** Reads the proof that the engine wrote. @throws ProofInvalidError when it does not fit the model's statement */
export function readEngineProof(text: string, { model, instances: count }: StatementLayout): EngineProof {
  const made = parseProof(text, "the engine's proof");
  const instances = made.instances.flat().map((felt) => feltFromLe(felt));
  if (instances.length !== count)
    throw new ProofInvalidError(model, `the proof has ${instances.length} instances, its statement ${count}`);
  return { proof: made.hex_proof as `0x${string}`, instances };
}

/** The engine refused a proof that it had made. */
export function unverifiable(model: string): ProofInvalidError {
  return new ProofInvalidError(model, "the engine made a proof that does not verify");
}

/** Of a witness's outputs those of the model itself: the context comes last. */
export function ownOutputs<T>({ context }: { context: boolean }, outputs: readonly T[]): readonly T[] {
  return context ? outputs.slice(0, -1) : outputs;
}
