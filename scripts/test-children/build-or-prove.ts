/** Started by tests that kill it: `build <root> <model> [<store>]` or `prove <root> <model>` in a sandbox. Says "ready" when it starts work. */
import { openProver } from "../../src/pipeline/open-prover.ts";
import { buildModel } from "../../src/pipeline/build.ts";
import { loadModel } from "../../src/pipeline/model.ts";
import { proveModel } from "../../src/pipeline/prove.ts";
import { CONTEXT, workspaceAt } from "../../test/core/pipeline/sandbox.ts";
import { TINY_INPUT } from "../../test/core/pipeline/tiny-model.ts";

const [verb, root = "", name = "", store] = process.argv.slice(2);
const workspace = workspaceAt(root);
if (store !== undefined) workspace.store = { directory: store, quotaBytes: 1e9 };
workspace.reporter.end = (_model, step, { cached, adopted = false }) => {
  if (!cached) console.log(`${adopted ? "took" : "made"} ${step}`);
};
const model = await loadModel(workspace.paths, name);
console.log("ready");
if (verb === "build") {
  await buildModel(workspace, model);
} else {
  const prover = openProver(workspace, model, "native");
  await proveModel(workspace, model, { input: TINY_INPUT, where: "input", context: CONTEXT }, prover.get);
  await prover.close();
}
