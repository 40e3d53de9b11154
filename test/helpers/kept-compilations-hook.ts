import type { SolidityHooks } from "hardhat/types/hooks";

import { keep, readKept } from "./kept.ts";

export default async (): Promise<Partial<SolidityHooks>> => ({
  invokeSolc: async (context, compiler, input, config, next) => {
    const key = JSON.stringify([compiler.longVersion, input]);
    const known = readKept<Awaited<ReturnType<typeof next>>>(key);
    if (known !== undefined) return known;
    const output = await next(context, compiler, input, config);
    keep(key, output);
    return output;
  },
});
