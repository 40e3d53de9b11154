import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { parseProof } from "../artifacts/proof.ts";
import { contextHash } from "../context/hash.ts";
import { contextLimbs } from "../context/limbs.ts";
import type { Engine } from "../engine/engine.ts";
import { ProofInvalidError } from "../errors/pipeline.ts";
import { feltFromLe } from "../field/felt.ts";
import { readTextRequired } from "../pipeline/files.ts";
import { checkInput, engineInput, readInput } from "../pipeline/input.ts";
import { writeScratch } from "../pipeline/scratch.ts";

import type { Rebuilt } from "./rebuild.ts";
import type { Subject } from "./subject.ts";

export interface SampleProof {
  proof: `0x${string}`;
  instances: bigint[];
}

/** Nobody's account: a contract that pays for these proofs pays nobody. */
const NOBODY = "0x0000000000000000000000000000000000000000";

/**
 * A proof of the model's sample input by the circuit and key that were built again, for nobody; the engine has verified it.
 * @throws ProofInvalidError also when the proof does not carry the context where the statement has it
 */
export async function proveSample(
  { own, input: { signature } }: Subject,
  rebuilt: Rebuilt,
  srs: { path: string },
  engine: Engine,
  scratch: string,
): Promise<SampleProof> {
  const { paths, name, config } = own;
  const data = readInput(await readTextRequired(paths.input, "the sample input"), paths.input);
  checkInput(data.input_data, signature, rebuilt.settings, paths.input);
  const limbs = config.context ? limbsForNobody(rebuilt.modelDigest) : undefined;
  const input = await writeScratch(scratch, "input.json", engineInput(own, data.input_data, limbs));
  const [witness, file] = [join(scratch, "witness.json"), join(scratch, "proof.json")];
  await engine.witness({ circuit: paths.circuit, input, witness });
  await engine.prove({ circuit: paths.circuit, witness, pk: paths.pk, srs: srs.path, proof: file });
  const good = await engine.verify({ proof: file, settings: paths.settings, vk: paths.vk, srs: srs.path });
  if (!good) throw new ProofInvalidError(name, "the engine made a proof that does not verify");
  const made = parseProof(await readFile(file, "utf8"), "the engine's proof");
  const instances = made.instances.flat().map((felt) => feltFromLe(felt));
  const { contextOffset, instances: count } = rebuilt.layout;
  if (instances.length !== count)
    throw new ProofInvalidError(name, `the proof has ${instances.length} instances, its statement ${count}`);
  const carried = limbs?.every((limb, i) => instances[(contextOffset ?? 0) + i] === BigInt(limb)) ?? true;
  if (!carried) throw new ProofInvalidError(name, "the proof does not carry the context it was made for");
  return { proof: made.hex_proof as `0x${string}`, instances };
}

function limbsForNobody(modelDigest: string): number[] {
  const scope = `0x${"00".repeat(32)}`;
  return contextLimbs(contextHash({ chainId: 0n, consumer: NOBODY, account: NOBODY, scope, modelDigest }));
}
