/** Started by tests that kill it: tunes a model of a sandbox, its verifiers measured by a mock. Arguments: the sandbox's root, the model. */
import { loadModel } from "../../src/pipeline/model.ts";
import { tuneModel } from "../../src/tune/index.ts";
import { mockMeter, TUNE_OPTIONS } from "../../test/core/tune/mock-meter.ts";
import { workspaceAt } from "../../test/core/pipeline/sandbox.ts";

const [root = "", name = ""] = process.argv.slice(2);
const workspace = workspaceAt(root);
const options = { ...TUNE_OPTIONS, onProgress: () => console.log("progress") };
await tuneModel(workspace, await loadModel(workspace.paths, name), options, mockMeter());
console.log("done");
