import { readFile, writeFile } from "node:fs/promises";

import { solidityPackedKeccak256 } from "ethers";

import { parseWitness } from "../../src/artifacts/witness.ts";
import type { Engine, EngineVersion, ProofRequest } from "../../src/engine/engine.ts";
import { NativeEngine } from "../../src/engine/native/engine.ts";
import { feltFromLe } from "../../src/field/felt.ts";
import type { Workspace } from "../../src/pipeline/workspace.ts";
import type { Desk } from "../../tasks/samples/desk.ts";

import { compileSolidity } from "./compile.ts";

/** Accepts the hash of the instances as their proof, and nothing else: so it refuses what a real verifier refuses, but proves nothing. */
const SOURCE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract StandInVerifier {
    function verifyProof(bytes calldata proof, uint256[] calldata instances) external pure returns (bool) {
        return proof.length == 32 && bytes32(proof) == keccak256(abi.encodePacked(instances));
    }
}
`;

/**
 * A desk on which a proof of a model without public inputs takes no time: witnesses are the engine's own, proofs are hashes that the
 * verifier deployed from here takes. For stories of many proofs, where another test makes one in earnest.
 * @param verifier name of the contract whose place is taken
 */
export async function withStandIn<Entry>(
  desk: Desk<Entry>,
  verifier: string,
): Promise<{ desk: Desk<Entry>; close: () => Promise<void> }> {
  const { workspace, artifacts } = desk;
  const { cacheDir } = workspace;
  const compiled = compileSolidity(SOURCE, "StandInVerifier");
  let opened: Promise<Engine> | undefined;
  return {
    desk: {
      ...desk,
      artifacts: overriding(artifacts, {
        readArtifact: async (name: string) => ({
          ...(await artifacts.readArtifact(name)),
          ...(name === verifier && { bytecode: compiled.bytecode, deployedBytecode: compiled.runtime }),
        }),
      }),
      workspace: {
        ...workspace,
        engine: async (version) =>
          (opened ??= NativeEngine.open({ cacheDir, version }).then((engine) =>
            overriding<Engine>(engine, { prove, verify: async () => true }),
          )),
      },
    },
    close: async () => (await opened)?.close(),
  };
}

/** For desks one after the other that ask for the same proof: the engine makes it once. */
export class ProofsMadeOnce {
  readonly #made = new Map<string, string>();
  readonly #opened: Engine[] = [];

  /** The same desk, with an engine that remembers. */
  of<Entry>(desk: Desk<Entry>): Desk<Entry> {
    const { workspace } = desk;
    return {
      ...desk,
      workspace: { ...workspace, engine: async (version) => this.#open(workspace, version) },
    };
  }

  async close(): Promise<void> {
    for (const engine of this.#opened) await engine.close();
  }

  async #open({ cacheDir }: Workspace, version: EngineVersion): Promise<Engine> {
    const engine = await NativeEngine.open({ cacheDir, version });
    this.#opened.push(engine);
    const prove = async (request: ProofRequest) => {
      const witness = await readFile(request.witness, "utf8");
      const known = this.#made.get(witness);
      if (known !== undefined) return writeFile(request.proof, known);
      await engine.prove(request);
      this.#made.set(witness, await readFile(request.proof, "utf8"));
    };
    return overriding<Engine>(engine, { prove });
  }
}

/** Public are the hashes of hashed inputs, then the outputs. */
async function prove({ witness, proof }: ProofRequest): Promise<void> {
  const { processed_inputs: inputs, outputs } = parseWitness(await readFile(witness, "utf8"), witness);
  const felts = [...(inputs?.poseidon_hash ?? []), ...outputs.flat()];
  const instances = felts.map((felt) => feltFromLe(felt));
  const hash = solidityPackedKeccak256(["uint256[]"], [instances]);
  await writeFile(proof, JSON.stringify({ instances: [felts], hex_proof: hash }));
}

/** The same object with some of its methods replaced. */
function overriding<T extends object>(object: T, methods: object): T {
  return new Proxy(object, {
    get: (target, key) => {
      const own: unknown = Reflect.get(methods, key) ?? Reflect.get(target, key, target);
      return typeof own === "function" ? (own.bind(target) as unknown) : own;
    },
  });
}
