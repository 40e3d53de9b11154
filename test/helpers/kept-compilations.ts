import type { HardhatPlugin } from "hardhat/types/plugins";

/** Keeps what Hardhat's compiler answers for projects that tests make: they compile the same verifier many times. */
const plugin: HardhatPlugin = {
  id: "kept-compilations",
  hookHandlers: { solidity: () => import("./kept-compilations-hook.ts") },
};
export default plugin;
