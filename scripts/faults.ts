/** Kills, damages and starves builds, and feeds them broken models: `npm run faults -- [--kills N] [--onnx N] [--seed S] [--only NAME,…]`. */
import { parseArgs } from "node:util";

import { runSuites } from "./faults/suites.ts";

const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "200" },
    onnx: { type: "string", default: "1000" },
    seed: { type: "string", default: String(Date.now() % 2 ** 31) },
    only: { type: "string" },
  },
});
const failures = await runSuites({
  kills: Number(values.kills),
  onnx: Number(values.onnx),
  seed: Number(values.seed),
  only: values.only?.split(","),
});
process.exitCode = failures === 0 ? 0 : 1;
