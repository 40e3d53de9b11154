import { defineConfig } from "hardhat/config";

import config from "../../hardhat.config.ts";

// Under --coverage Hardhat writes instrumented artifacts where the usual ones lie, and what does not compile anew (the demo,
// scripts with --no-compile) would run them. So everything that is built here is kept inside of coverage/.
export default defineConfig({
  ...config,
  paths: { ...config.paths, artifacts: "coverage/artifacts", cache: "coverage/cache" },
  typechain: { ...config.typechain, outDir: "coverage/types" },
  // Not measured, and the longest to compile by far once instrumented.
  coverage: { skipFiles: ["contracts/generated/**"] },
});
