import type { ArtifactManager } from "hardhat/types/artifacts";
import type { ChainType, NetworkConnection } from "hardhat/types/network";

import { contextHash } from "../../src/context/hash.ts";
import type { Built } from "../../src/pipeline/built.ts";
import type { InputData } from "../../src/pipeline/input.ts";
import { openProver } from "../../src/pipeline/open-prover.ts";
import { proveModel } from "../../src/pipeline/prove.ts";
import { verifyNatively } from "../../src/pipeline/verify.ts";
import type { Workspace } from "../../src/pipeline/workspace.ts";
import { decodeStatement } from "../../src/statement/decode.ts";
import { verifierCode } from "../verifier-code.ts";

import { chainIdOf, resolveContext } from "./context.ts";
import { proofFileOf } from "./proof-file.ts";
import type { EzklModel, Proof, ProveOptions, StatementOf } from "./types.ts";

export function modelHandle<Name extends string>(
  workspace: Workspace,
  artifacts: ArtifactManager,
  connection: NetworkConnection<ChainType | string>,
  built: Built,
): EzklModel<Name> {
  const { model, manifest, layout } = built;
  // The generated type of this model and this decoder come from one layout.
  const decode = (instances: readonly bigint[]): StatementOf<Name> =>
    decodeStatement(layout, instances) as StatementOf<Name>;

  return {
    name: model.name,
    manifest,
    layout,
    decode,

    async verifierPin() {
      const { codeHash } = await verifierCode(artifacts, model);
      return {
        codeHash,
        modelDigest: manifest.modelDigest,
        instances: layout.instances,
        contextOffset: layout.contextOffset,
      };
    },

    async prove(
      input: InputData | { input_data: InputData },
      options: ProveOptions = {},
    ): Promise<Proof<StatementOf<Name>>> {
      const data = "input_data" in input ? input.input_data : input;
      const context = options.context && (await resolveContext(options.context, await chainIdOf(connection)));
      const prover = openProver(workspace, model, options.engine ?? "native");
      try {
        const result = await proveModel(
          workspace,
          model,
          { input: data, where: `input of ${model.name}`, context },
          prover.get,
        );
        const { proof, instances } = result;
        return {
          args: [proof, instances],
          proof,
          instances,
          statement: decode(instances),
          contextHash:
            context === undefined
              ? null
              : contextHash({
                  ...context,
                  chainId: BigInt(context.chainId),
                  modelDigest: manifest.modelDigest,
                }),
          toFile: () => proofFileOf(result),
        };
      } finally {
        await prover.close();
      }
    },

    async verify({ proof, instances }) {
      const prover = openProver(workspace, model, "native");
      try {
        const loaded = { proof: proof as `0x${string}`, instances: [...instances], file: undefined };
        return await verifyNatively(built, loaded, await prover.get(), `proof of ${model.name}`);
      } finally {
        await prover.close();
      }
    },
  };
}
