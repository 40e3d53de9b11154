import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

import toolbox from "@nomicfoundation/hardhat-toolbox-mocha-ethers";
import { defineConfig } from "hardhat/config";

import { benchBrowserTask } from "./bench/browser/task.ts";
import { benchTask } from "./bench/compare/task.ts";
import { benchOverheadTask } from "./bench/overhead/task.ts";
import { benchScalingTask } from "./bench/scaling/task.ts";
import { conformanceTask } from "./scripts/conformance/task.ts";
import { webTask } from "./scripts/web/task.ts";
import hardhatEzkl from "./tasks/index.ts";
import singingContest from "./tasks/singing-contest/index.ts";
import tradingVault from "./tasks/trading-vault/index.ts";
import uniquenessRegistry from "./tasks/uniqueness-registry/index.ts";

// The compiler comes from npm: no download, the same bytes on every platform.
const soljson = createRequire(import.meta.url).resolve("solc/soljson.js");

// scripts/test.mjs runs test files side by side and asks what each took; `hardhat test` alone runs them one after the other.
const jobs = Number(process.env["HARDHAT_EZKL_TEST_JOBS"] ?? 0);
// Estimating a verification costs ten times as much as running it. With a limit of their own, tests send at once what others let the chain estimate first: Osaka's cap on a transaction.
const testing = process.env["HARDHAT_EZKL_TEST_JOBS"] !== undefined && { gas: 2 ** 24 };
const fileTimes = fileURLToPath(new URL("scripts/test/file-times.mjs", import.meta.url));

export default defineConfig({
  plugins: [toolbox, hardhatEzkl, singingContest, tradingVault, uniquenessRegistry],
  tasks: [benchTask, benchBrowserTask, benchOverheadTask, benchScalingTask, conformanceTask, webTask],
  networks: {
    default: { type: "edr-simulated", ...testing },
    // For stories with many people: npx hardhat node --network crowd
    crowd: { type: "edr-simulated", accounts: { count: 40 } },
    // For the demo: with a first block of a fixed date and steady ones after it, each run is the same.
    demo: { type: "edr-simulated", initialDate: "2026-01-01T00:00:00Z" },
    // For models of any size: verifiers that no chain would store are deployed and asked all the same.
    conformance: {
      type: "edr-simulated",
      hardfork: "cancun",
      allowUnlimitedContractSize: true,
      blockGasLimit: 1_000_000_000,
    },
  },
  solidity: {
    version: "0.8.30",
    path: soljson,
    settings: { optimizer: { enabled: true, runs: 200 }, evmVersion: "cancun" },
    // The price feed of local chains.
    npmFilesToBuild: ["@chainlink/contracts/src/v0.8/tests/MockV3Aggregator.sol"],
  },
  paths: { tests: { mocha: "test" } },
  test: {
    mocha: jobs > 0 ? { parallel: true, jobs, require: [fileTimes], color: process.stdout.isTTY } : {},
  },
  // This repository is its own user: generated types import the core by path, not by package name.
  ezkl: { coreImport: "../../src/index.ts" },
  typechain: { tsNocheck: true },
});
