import type { HookContext, SolidityHooks } from "hardhat/types/hooks";

import { ensureSources } from "../ensure-sources.ts";
import { forHardhat } from "../task-result.ts";

/** Makes the generated sources before Solidity is compiled, whoever asked for the build: `build`, `test`, `run` or a script. */
export default async (): Promise<Partial<SolidityHooks>> => ({
  async build(context: HookContext, roots, options, next) {
    try {
      const generated = await ensureSources(context.config);
      // The list of roots was made before sources existed that this hook has just generated.
      const all = options?.cleanupArtifacts === true ? [...new Set([...roots, ...generated])] : roots;
      return await next(context, all, options);
    } catch (error) {
      throw forHardhat(error);
    }
  },
});
