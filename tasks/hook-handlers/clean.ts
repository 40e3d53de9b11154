import { rm } from "node:fs/promises";

import type { CleanHooks } from "hardhat/types/hooks";

import { workspaceOf } from "../workspace.ts";

/** Removes circuits, keys and generated types; generated Solidity is under review in version control and stays. */
export default async (): Promise<Partial<CleanHooks>> => ({
  onClean: async ({ config }) => {
    const { output, types } = workspaceOf(config).paths;
    await Promise.all([output, types].map(async (path) => rm(path, { recursive: true, force: true })));
  },
});
