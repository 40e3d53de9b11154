import { readFile, writeFile } from "node:fs/promises";

import { expect } from "chai";

import { hexlify } from "ethers";

import { rawCall } from "../../helpers/call.ts";
import { verifyCall } from "../../helpers/calldata.ts";
import { compileSolidity } from "../../helpers/compile.ts";
import { connect, deployCompiled } from "../../helpers/scorer.ts";
import { useSandbox } from "./fixture.ts";
import { refuses } from "./refuses.ts";
import { Sandbox } from "./sandbox.ts";

describe("a build that asks for the reusable verifier", () => {
  const sandbox = useSandbox(async () => Sandbox.make());
  const config = { verifier: "reusable", engine: "23.0.5" };

  it("makes one that takes the model's proofs, and nothing again", async () => {
    await sandbox().write("m", config);
    const { model, manifest } = await sandbox().build("m");
    const steps = ["settings", "circuit", "srs", "keys", "verifier", "reusable"];
    expect(
      sandbox()
        .takeSteps()
        .filter((step) => step !== "srs" && step !== "engine"),
    ).to.deep.equal(steps.filter((step) => step !== "srs"));
    const source = await readFile(model.paths.verifier, "utf8");
    expect(source).to.contain("EzklVerifyingKeyMissing");
    const { proof, instances } = await sandbox().prove("m");
    const connection = await connect();
    const at = await deployCompiled(connection, compileSolidity(source, "MVerifier"));
    const call = verifyCall(hexlify(proof), instances);
    expect((await rawCall(connection, at, call)).ok).to.equal(true);
    await connection.close();

    expect((await sandbox().build("m")).cached).to.equal(true);
    await writeFile(model.paths.vka, "damaged");
    const again = await sandbox().build("m");
    expect(again.cached).to.equal(false);
    expect(again.manifest).to.deep.equal(manifest);
    sandbox().takeSteps();

    await sandbox().write("m", { ...config, verifier: "engine" });
    const own = await sandbox().build("m");
    expect(own.manifest.verifierSha256).to.not.equal(manifest.verifierSha256);
    expect(await readFile(model.paths.verifier, "utf8")).to.not.contain("EzklVerifyingKeyMissing");
  });

  it("is refused with an engine whose reusable verifier is wrong, before anything is made", async () => {
    await sandbox().write("m", { verifier: "reusable" });
    await refuses("EZKL_REUSABLE_ENGINE", async () => sandbox().build("m"));
    expect(sandbox().takeSteps()).to.deep.equal([]);
  });
});
