import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { NativeEngine } from "../../../src/engine/native/engine.ts";
import { ENGINE_VERSIONS } from "../../../src/engine/versions.ts";
import { userCacheDir } from "../../../src/pipeline/cache-dir.ts";
import { isRunning } from "../../../src/running.ts";
import { refuses } from "../pipeline/refuses.ts";
import { Sandbox } from "../pipeline/sandbox.ts";
import { tinyBuild, useSandbox } from "../pipeline/fixture.ts";

const cacheDir = userCacheDir();

describe("the engine's process", function () {
  this.timeout(120_000);
  const sandbox = useSandbox(async () => Sandbox.make());

  it("panics: one error, no output file, and the next call works", async () => {
    const { paths } = await (await tinyBuild()).model("tiny");
    const engine = await NativeEngine.open({ cacheDir, version: "21.0.0", label: "tiny" });
    try {
      const [input, witness] = [sandbox().path("input.json"), sandbox().path("witness.json")];
      // One tensor of the two that the circuit reads.
      await writeFile(input, '{"input_data": [[1, 2]]}');
      const { where } = await refuses("EZKL_ENGINE_CRASHED", async () =>
        engine.witness({ circuit: paths.circuit, input, witness }),
      );
      expect(where).to.equal("tiny");
      expect(await sandbox().files()).to.deep.equal(["input.json"]);
      await writeFile(input, '{"input_data": [[1, 2], [0, 0, 0, 0, 0, 0]]}');
      await engine.witness({ circuit: paths.circuit, input, witness });
      expect(await readFile(witness, "utf8")).to.contain("outputs");
    } finally {
      await engine.close();
    }
  });

  for (const version of ENGINE_VERSIONS) {
    it(`${version} refuses in an orderly way: its own words, and the next call works`, async () => {
      const engine = await NativeEngine.open({ cacheDir, version, label: "m" });
      try {
        const request = { onnx: "no.onnx", settings: sandbox().path("s.json"), circuit: sandbox().path("c") };
        await refuses("EZKL_ENGINE_STEP", async () => engine.compile(request));
        const srs = sandbox().path("kzg4.srs");
        await engine.srs({ k: 4, srs });
        expect(await sandbox().files()).to.deep.equal(["kzg4.srs"]);
      } finally {
        await engine.close();
      }
    });
  }

  it("takes too long: ended, and the next call works", async () => {
    const engine = await NativeEngine.open({ cacheDir, version: "21.0.0", timeoutSeconds: 2 });
    try {
      const slow = async () => engine.srs({ k: 19, srs: sandbox().path("kzg19.srs") });
      await refuses("EZKL_ENGINE_TIMEOUT", slow);
      await engine.srs({ k: 4, srs: sandbox().path("kzg4.srs") });
    } finally {
      await engine.close();
    }
  });

  it("is killed, as by the kernel when memory runs out: the error says so", async () => {
    const engine = await NativeEngine.open({ cacheDir, version: "21.0.0" });
    try {
      const running = engine.srs({ k: 19, srs: sandbox().path("kzg19.srs") });
      running.catch(() => undefined);
      process.kill(await childOf(process.pid), "SIGKILL");
      const { remedy } = await refuses("EZKL_ENGINE_CRASHED", async () => running);
      expect(remedy).to.contain("memory");
    } finally {
      await engine.close();
    }
  });

  it("queues calls that come at once", async () => {
    const engine = await NativeEngine.open({ cacheDir, version: "21.0.0" });
    try {
      const made = [4, 5, 6].map(async (k) => engine.srs({ k, srs: sandbox().path(`kzg${k}.srs`) }));
      await Promise.all(made);
      expect(await sandbox().files()).to.deep.equal(["kzg4.srs", "kzg5.srs", "kzg6.srs"]);
    } finally {
      await engine.close();
    }
  });

  it("ends with the process that started it", async function () {
    if (process.platform !== "linux") this.skip();
    const script = fileURLToPath(new URL("../../../scripts/test-children/make-srs.ts", import.meta.url));
    const parent = spawn(process.execPath, [
      "--no-warnings",
      script,
      cacheDir,
      join(sandbox().root, "kzg20.srs"),
    ]);
    const worker = await childOf(parent.pid!);
    parent.kill("SIGKILL");
    await once(parent, "close");
    for (let waited = 0; isRunning(worker) && waited < 50; waited += 1) await delay(100);
    expect(isRunning(worker)).to.equal(false);
  });
});

/** The newest Python process that `parent` has started; waits for it. */
async function childOf(parent: number): Promise<number> {
  for (let tries = 0; tries < 200; tries += 1) {
    const children = await readFile(`/proc/${parent}/task/${parent}/children`, "utf8").catch(() => "");
    for (const child of children.trim().split(" ").reverse()) {
      const command = await readFile(`/proc/${child}/cmdline`, "utf8").catch(() => "");
      if (command.includes("worker.py")) return Number(child);
    }
    await delay(50);
  }
  throw new Error("no engine process appeared");
}
