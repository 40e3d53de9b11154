import type { HookContext } from "hardhat/types/hooks";
import type { ChainType, NetworkConnection } from "hardhat/types/network";

import { openBuilt } from "../../src/pipeline/built.ts";
import { loadModel } from "../../src/pipeline/model.ts";
import { workspaceOf } from "../workspace.ts";

import { modelHandle } from "./model-handle.ts";
import type { EzklConnection, EzklModel } from "./types.ts";

export function createEzklConnection(
  { config, artifacts }: Pick<HookContext, "config" | "artifacts">,
  connection: NetworkConnection<ChainType | string>,
): EzklConnection {
  const workspace = workspaceOf(config);
  return {
    async model<const Name extends string>(name: Name): Promise<EzklModel<Name>> {
      const model = await loadModel(workspace.paths, name);
      return modelHandle<Name>(workspace, artifacts, connection, await openBuilt(workspace, model));
    },
  };
}
