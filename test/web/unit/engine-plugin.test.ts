import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { mendThreads } from "../../../web/plugins/engine.ts";

describe("the wasm engine's thread helpers", () => {
  /** As they are published. */
  const helpers = async (): Promise<Record<string, string>> => {
    const web = join(
      dirname(dirname(fileURLToPath(import.meta.resolve("@ezkljs/engine")))),
      "web",
      "snippets",
    );
    const [snippet = ""] = await readdir(web);
    const folder = join(web, snippet, "src");
    const files = await readdir(folder);
    return Object.fromEntries(
      await Promise.all(files.map(async (name) => [name, await readFile(join(folder, name), "utf8")])),
    ) as Record<string, string>;
  };

  it("start workers at an address beside themselves, and import the engine by its file", async () => {
    const code = await helpers();
    expect(Object.keys(code).sort()).to.deep.equal(["workerHelpers.js", "workerHelpers.worker.js"]);
    expect(mendThreads(code["workerHelpers.js"]!)).to.contain(
      "new URL('./workerHelpers.worker.js', import.meta.url)",
    );
    expect(mendThreads(code["workerHelpers.worker.js"]!)).to.contain("from '../../../ezkl.js'");
  });
});
