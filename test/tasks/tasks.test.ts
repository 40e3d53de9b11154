import { existsSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";

import { expect } from "chai";

import type { Project } from "../helpers/project.ts";
import { CONSUMER, tinyProject } from "./tiny-project.ts";

const CONSUMER_ADDRESS = `0x${"11".repeat(20)}`;
const ACCOUNT = `0x${"22".repeat(20)}`;
const PURPOSE = ["--consumer", CONSUMER_ADDRESS, "--account", ACCOUNT, "--scope", "7"];

describe("tasks in a project of their own", function () {
  this.timeout(240_000);
  let project: Project;
  const failing = (files: string[]) =>
    files.filter((file) => /^(contracts\/generated|types|cache\/ezkl)/.test(file));

  before(async () => {
    project = await tinyProject({
      networks: '{ far: { type: "edr-simulated", chainId: 5 } }',
    });
    await project.write("contracts/Scores.sol", CONSUMER);
    await project.write("wrong.json", '{"input_data": [[1, 2, 3]]}');
    await project.write("garbage.onnx", "garbage");
    // Tasks here make and remove things: not one runs unless it is this project that they work in.
    const { stdout } = await project.hardhat(["ezkl", "inspect", "nobody", "--json"]);
    expect(stdout).to.contain(project.root);
  });
  after(async () => project.remove());

  describe("before a build", () => {
    it("init makes a model and says what next, as JSON too", async () => {
      const given = ["--onnx", "models/tiny/network.onnx", "--input", "models/tiny/input.json"];
      const { stdout } = await project.succeed("ezkl", "init", "first", ...given);
      expect(stdout).to.contain("ezkl build first");
      const answer = await project.answer(
        "ezkl",
        "init",
        "second",
        ...given,
        "--without-context",
        "--visibility",
        "hashed",
      );
      expect(answer["model"]).to.equal("second");
      expect(await project.json("models/second/model.json")).to.include({
        context: false,
        inputVisibility: "hashed",
      });
      await rm(project.path("models/first"), { recursive: true });
      await rm(project.path("models/second"), { recursive: true });
    });

    for (const [code, args] of [
      ["EZKL_ONNX_MALFORMED", ["init", "bad", "--onnx", "garbage.onnx", "--input", "wrong.json"]],
      ["EZKL_MODEL_UNKNOWN", ["build", "nobody"]],
      ["EZKL_NOT_BUILT", ["prove", "tiny", "--input", "models/tiny/input.json", ...PURPOSE]],
    ] as [string, string[]][]) {
      it(`${code}: ezkl ${args.slice(0, 2).join(" ")}`, async () => {
        await project.refuses(code, ["ezkl", ...args]);
        expect(failing(await project.files())).to.not.include("contracts/generated/tiny");
      });
    }

    it("an error is a JSON object on stdout when JSON was asked for", async () => {
      const { code, stdout } = await project.hardhat(["ezkl", "build", "nobody", "--json"]);
      expect(code).to.equal(1);
      const { error } = JSON.parse(stdout) as { error: object };
      expect(error)
        .to.have.all.keys("code", "what", "where", "remedy")
        .and.to.include({ code: "EZKL_MODEL_UNKNOWN" });
    });

    it("EZKL_PYTHON_MISSING: build, with nothing to make an engine with", async () => {
      const env = { HARDHAT_EZKL_CACHE: project.path("empty-cache"), HARDHAT_EZKL_PYTHON: "no-such-python" };
      await project.refuses("EZKL_PYTHON_MISSING", ["ezkl", "build"], env);
      expect(existsSync(project.path("models/tiny/settings.json"))).to.equal(false);
      const doctor = await project.hardhat(["ezkl", "doctor", "--json"], env);
      expect(doctor.code).to.equal(1);
      const { findings } = JSON.parse(doctor.stdout) as { findings: { name: string; status: string }[] };
      expect(findings.filter(({ status }) => status === "missing").map(({ name }) => name)).to.deep.equal([
        "Python",
      ]);
    });

    it("a wrong field of the configuration is named, and nothing runs", async () => {
      await project.configure({ ezkl: '{ timeoutSeconds: "long", srsFolder: "x" } as never' });
      const { code, stderr } = await project.hardhat(["ezkl", "doctor"]);
      await project.configure({ networks: '{ far: { type: "edr-simulated", chainId: 5 } }' });
      expect(code).to.not.equal(0);
      expect(stderr).to.contain("ezkl.timeoutSeconds").and.to.contain("ezkl.srsFolder");
    });
  });

  describe("build", () => {
    it("of Hardhat itself makes the sources, from nothing", async () => {
      const { stderr } = await project.succeed("build");
      expect(stderr).to.contain("tiny:");
      for (const made of [
        "contracts/generated/tiny/TinyVerifier.sol",
        "types/ezkl/tiny.ts",
        "types/ezkl/index.ts",
      ])
        expect(existsSync(project.path(made)), made).to.equal(true);
      expect(await project.leftovers()).to.deep.equal([]);
    });

    it("answers with one JSON object on stdout and tells its steps on stderr", async () => {
      const { stdout, stderr } = await project.succeed("ezkl", "build", "--json");
      const { models } = JSON.parse(stdout) as {
        models: { model: string; cached: boolean; verifier: object }[];
      };
      expect(models.map(({ model, cached }) => [model, cached])).to.deep.equal([["tiny", true]]);
      expect(models[0]?.verifier).to.include({ contractName: "TinyVerifier" });
      expect(stderr).to.contain("cached");
      const plain = await project.succeed("ezkl", "build", "tiny");
      expect(plain.stdout).to.contain("Built tiny");
    });

    it("of Hardhat itself generates sources that are missing, without keys being made again", async () => {
      const pk = await readFile(project.path("cache/ezkl/tiny/pk.key"));
      const manifest = await readFile(project.path("models/tiny/model.lock.json"));
      await rm(project.path("contracts/generated"), { recursive: true });
      await rm(project.path("types/ezkl"), { recursive: true });
      await project.succeed("build");
      expect(existsSync(project.path("contracts/generated/tiny/TinyVerifier.sol"))).to.equal(true);
      expect(existsSync(project.path("types/ezkl/tiny.ts"))).to.equal(true);
      expect((await readFile(project.path("cache/ezkl/tiny/pk.key"))).equals(pk)).to.equal(true);
      expect((await readFile(project.path("models/tiny/model.lock.json"))).equals(manifest)).to.equal(true);
    });

    it("of Hardhat itself ends with the plugin's own error when settings were edited", async () => {
      const settings = await readFile(project.path("models/tiny/settings.json"), "utf8");
      await project.write("models/tiny/settings.json", settings.replace('"num_rows":', '"num_rows":1'));
      const { code, stdout, stderr } = await project.hardhat(["build"]);
      await project.write("models/tiny/settings.json", settings);
      expect(code).to.not.equal(0);
      expect(stderr).to.contain("EZKL_SETTINGS_CHANGED: ");
      expect(stdout + stderr).to.not.match(/^\s+at .+:\d+:\d+\)?$/m);
    });
  });

  describe("prove and verify", () => {
    const prove = ["ezkl", "prove", "tiny", "--input", "models/tiny/input.json"];

    it("prove writes a proof, tells its statement, and verify accepts it", async () => {
      const answer = await project.answer(...prove, ...PURPOSE, "--out", "out/a.json");
      expect(answer["statement"]).to.include({ score: "-5.25" });
      expect(answer["context"]).to.include({
        chainId: "31337",
        consumer: CONSUMER_ADDRESS,
        account: ACCOUNT,
      });
      const verdict = await project.answer("ezkl", "verify", "tiny", "--proof", "out/a.json");
      expect(verdict).to.deep.include({ native: true, onChain: null, statement: answer["statement"] });
      const plain = await project.succeed("ezkl", "verify", "tiny", "--proof", "out/a.json");
      expect(plain.stdout).to.contain("ACCEPTED").and.to.contain("-5.25");
    });

    it("prove without --json says where the proof is, and takes another chain", async () => {
      const { stdout } = await project.succeed(
        ...prove,
        ...PURPOSE,
        "--chain-id",
        "1",
        "--out",
        "out/b.json",
      );
      expect(stdout).to.contain("out/b.json");
      expect(await project.json("out/b.json")).to.deep.nested.include({ "context.chainId": "1" });
    });

    it("verify rejects a changed statement: exit code 1 and no statement", async () => {
      const file = (await project.json("out/a.json")) as { instances: string[] };
      file.instances[0] = `0x${"00".repeat(31)}01`;
      await project.write("out/forged.json", JSON.stringify(file));
      const plain = await project.hardhat(["ezkl", "verify", "tiny", "--proof", "out/forged.json"]);
      expect(plain.code).to.equal(1);
      expect(plain.stdout).to.contain("REJECTED").and.to.not.contain("-5.25");
      const json = await project.hardhat(["ezkl", "verify", "tiny", "--proof", "out/forged.json", "--json"]);
      expect(json.code).to.equal(1);
      expect(JSON.parse(json.stdout)).to.deep.include({ native: false, statement: null });
    });

    for (const [code, why, args] of [
      ["EZKL_INPUT_INVALID", "no input", ["ezkl", "prove", "tiny"]],
      ["EZKL_INPUT_INVALID", "wrong shape", ["ezkl", "prove", "tiny", "--input", "wrong.json", ...PURPOSE]],
      ["EZKL_INPUT_INVALID", "no engine of that name", [...prove, ...PURPOSE, "--engine", "gpu"]],
      ["EZKL_INPUT_INVALID", "no such chain id", [...prove, ...PURPOSE, "--chain-id", "one"]],
      ["EZKL_INPUT_INVALID", "an account that is no address", [...prove, ...PURPOSE.with(3, "0x12")]],
      ["EZKL_CONTEXT", "no context", prove],
      ["EZKL_CONTEXT", "half a context", [...prove, "--consumer", CONSUMER_ADDRESS]],
      ["EZKL_INPUT_INVALID", "no proof file", ["ezkl", "verify", "tiny"]],
      ["EZKL_ARTIFACT_MALFORMED", "no proof", ["ezkl", "verify", "tiny", "--proof", "garbage.onnx"]],
      [
        "EZKL_INPUT_INVALID",
        "no contract there",
        ["ezkl", "verify", "tiny", "--proof", "out/a.json", "--address", ACCOUNT],
      ],
    ] as [string, string, string[]][]) {
      it(`${code}: ${why}`, async () => {
        const before = await project.files();
        await project.refuses(code, args);
        expect(await project.files()).to.deep.equal(before);
      });
    }
  });

  describe("inspect, doctor, deploy", () => {
    it("inspect tells figures and layout", async () => {
      const answer = await project.answer("ezkl", "inspect", "tiny");
      expect(answer).to.have.all.keys("manifest", "settings", "layout", "verifier");
      const { stdout } = await project.succeed("ezkl", "inspect", "tiny");
      expect(stdout).to.contain("score").and.to.contain("dev SRS");
    });

    it("doctor finds nothing missing here", async () => {
      const { findings } = (await project.answer("ezkl", "doctor")) as { findings: { status: string }[] };
      expect(findings.filter(({ status }) => status === "missing")).to.deep.equal([]);
      const { stdout } = await project.succeed("ezkl", "doctor");
      expect(stdout.trim().split("\n")).to.have.length(findings.length);
    });

    it("deploy checks the contract and warns of the dev SRS", async () => {
      const answer = await project.answer("ezkl", "deploy", "tiny");
      expect(answer).to.include({ model: "tiny", contract: "TinyVerifier", chainId: "31337" });
      const { stdout } = await project.succeed("ezkl", "deploy", "tiny");
      expect(stdout).to.contain("dev SRS");
    });

    it("EZKL_DEV_SRS: deploy to a chain that is not local", async () => {
      await project.refuses("EZKL_DEV_SRS", ["--network", "far", "ezkl", "deploy", "tiny"]);
    });

    it("EZKL_CODE_SIZE: deploy code that no chain stores", async () => {
      const path = "artifacts/contracts/generated/tiny/TinyVerifier.sol/TinyVerifier.json";
      const artifact = (await project.json(path)) as object;
      await project.write(
        path,
        JSON.stringify({ ...artifact, deployedBytecode: `0x${"00".repeat(24_577)}` }),
      );
      await project.refuses("EZKL_CODE_SIZE", ["ezkl", "deploy", "tiny"]);
      await project.write(path, JSON.stringify(artifact));
    });

    it("clean removes outputs and types and leaves what is committed", async () => {
      await project.succeed("clean");
      for (const [path, stays] of [
        ["cache/ezkl", false],
        ["types/ezkl", false],
        ["models/tiny/settings.json", true],
        ["models/tiny/model.lock.json", true],
        ["contracts/generated/tiny/TinyVerifier.sol", true],
      ] as const)
        expect(existsSync(project.path(path)), path).to.equal(stays);
    });
  });
});
