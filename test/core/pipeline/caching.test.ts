import { readFile, rm, stat, utimes, writeFile } from "node:fs/promises";

import { expect } from "chai";

import { useEngines, useSandbox } from "./fixture.ts";
import { refuses } from "./refuses.ts";
import { Sandbox } from "./sandbox.ts";
import { linearOnnx, TINY_ARGS } from "./tiny-model.ts";

const OUTPUTS = [
  "cache/ezkl/m/pk.key",
  "cache/ezkl/m/vk.key",
  "cache/ezkl/m/network.ezkl",
  "cache/ezkl/m/engine-verifier.sol",
];
const SOURCES = [
  "contracts/generated/m/MVerifier.sol",
  "contracts/generated/m/MStatement.sol",
  "types/ezkl/m.ts",
];
const HOLDOUT = { samples: [{ input_data: [[1, -2]], output_data: [[-5.25]] }] };

describe("a second build", function () {
  this.timeout(60_000);
  let built: Sandbox;
  before(async () => {
    built = await Sandbox.make();
    await built.write("m");
    await built.build("m");
  });
  after(async () => built.remove());
  const withEngines = useEngines();
  const sandbox = useSandbox(async () => withEngines(await built.copy()));

  const stamps = async (files: string[]): Promise<string[]> =>
    Promise.all(
      files.map(async (file) => {
        const { ino, mtimeNs, size } = await stat(sandbox().path(file), { bigint: true });
        return `${file} ${ino} ${mtimeNs} ${size}`;
      }),
    );

  const hashes = async (): Promise<string[]> =>
    Promise.all(OUTPUTS.map(async (file) => (await readFile(sandbox().path(file))).toString("base64")));

  it("makes nothing and touches nothing", async () => {
    const files = await sandbox().files();
    const before = await stamps(files);
    const { cached } = await sandbox().build("m");
    expect(cached).to.equal(true);
    expect(sandbox().takeSteps()).to.deep.equal([]);
    expect(await stamps(files)).to.deep.equal(before);
    expect(await sandbox().files()).to.deep.equal(files);
  });

  it("needs no engine", async () => {
    Object.assign(sandbox().workspace, { cacheDir: sandbox().path("no-such-cache"), engine: undefined });
    expect((await sandbox().build("m")).cached).to.equal(true);
  });

  it("with --force makes everything again, byte for byte, under the pinned settings", async () => {
    const [before, manifest, settings] = [
      await hashes(),
      await sandbox().text("models/m/model.lock.json"),
      await sandbox().text("models/m/settings.json"),
    ];
    await sandbox().build("m", { force: true });
    expect(sandbox().takeSteps()).to.deep.equal(["circuit", "keys", "verifier"]);
    expect(await hashes()).to.deep.equal(before);
    expect(await sandbox().text("models/m/model.lock.json")).to.equal(manifest);
    expect(await sandbox().text("models/m/settings.json")).to.equal(settings);
  });

  it("with --repin makes the settings anew, and what follows from them", async () => {
    await sandbox().build("m", { repin: true });
    expect(sandbox().takeSteps()).to.include.members(["settings", "circuit", "keys", "verifier"]);
    await sandbox().prove("m");
  });

  it("with other run arguments pinned: everything after the settings", async () => {
    await sandbox().write("m", { runArgs: { ...TINY_ARGS, innerColumns: 2 } });
    const { settings } = await sandbox().build("m", { repin: true });
    expect(settings.run_args.num_inner_cols).to.equal(2);
    expect(sandbox().takeSteps()).to.deep.equal(["settings", "circuit", "keys", "verifier"]);
  });

  it("with another ONNX file pinned: everything, and another model digest", async () => {
    const before = JSON.parse(await sandbox().text("models/m/model.lock.json")) as { modelDigest: string };
    await sandbox().write("m", {}, { "network.onnx": linearOnnx(2) });
    const { manifest } = await sandbox().build("m", { repin: true });
    expect(sandbox().takeSteps()).to.deep.equal(["settings", "circuit", "keys", "verifier"]);
    expect(manifest.modelDigest).to.not.equal(before.modelDigest);
  });

  it("with another engine pinned: everything", async () => {
    await sandbox().write("m", { engine: "23.0.5" });
    await refuses("EZKL_ENGINE_MISMATCH", async () => sandbox().build("m"));
    sandbox().takeSteps();
    const { manifest } = await sandbox().build("m", { repin: true });
    expect(manifest.engine).to.equal("23.0.5");
    expect(sandbox().takeSteps()).to.deep.equal(["settings", "circuit", "keys", "verifier"]);
    await sandbox().prove("m");
  });

  it("with another sample input: nothing", async () => {
    await writeFile(sandbox().path("models/m/input.json"), '{"input_data": [[3, 4]]}');
    expect((await sandbox().build("m")).cached).to.equal(true);
  });

  it("with a missing key: the keys alone, the same bytes as before", async () => {
    const before = await hashes();
    await rm(sandbox().path(OUTPUTS[0]!));
    await sandbox().build("m");
    expect(sandbox().takeSteps()).to.deep.equal(["keys"]);
    expect(await hashes()).to.deep.equal(before);
  });

  it("with a touched key: nothing, as its content is what counts", async () => {
    await sandbox().change(OUTPUTS[0]!, (key) => key);
    await sandbox().build("m");
    expect(sandbox().takeSteps()).to.deep.equal([]);
  });

  for (const [file, step] of [
    [OUTPUTS[1]!, "keys"],
    [OUTPUTS[2]!, "circuit"],
    [OUTPUTS[3]!, "verifier"],
  ] as const) {
    it(`with a byte of ${file} flipped, size and time as before: made again, and said`, async () => {
      const before = await hashes();
      const { atime, mtime } = await stat(sandbox().path(file));
      await sandbox().change(file, (content) => {
        content[content.length >> 1]! ^= 1;
        return content;
      });
      await utimes(sandbox().path(file), atime, mtime);
      const notes: string[] = [];
      sandbox().workspace.reporter.note = (_model, text) => notes.push(text);
      await sandbox().build("m");
      expect(sandbox().takeSteps()).to.include(step);
      expect(notes.join()).to.contain(file);
      expect(await hashes()).to.deep.equal(before);
    });
  }

  for (const source of SOURCES) {
    it(`with an edited ${source}: written again without the engine`, async () => {
      const before = await sandbox().text(source);
      await sandbox().change(source, () => "// not generated");
      await sandbox().build("m");
      expect(sandbox().takeSteps()).to.deep.equal([]);
      expect(await sandbox().text(source)).to.equal(before);
    });
  }

  describe("with --frozen", () => {
    it("leaves a manifest from before there were compiler settings in it as it is, and holds others to theirs", async () => {
      const manifest = await sandbox().text("models/m/model.lock.json");
      const settings = { optimizer: { enabled: true, runs: 200 } };
      Object.assign(sandbox().workspace, { solcSettings: settings });
      await sandbox().build("m", { frozen: true });
      expect(await sandbox().text("models/m/model.lock.json")).to.equal(manifest);
      await sandbox().build("m");
      expect(JSON.parse(await sandbox().text("models/m/model.lock.json"))).to.have.deep.property(
        "solcSettings",
        settings,
      );
      Object.assign(sandbox().workspace, { solcSettings: { optimizer: { enabled: true, runs: 1 } } });
      await refuses("EZKL_FROZEN", async () => sandbox().build("m", { frozen: true }));
    });

    it("leaves a manifest from before there were the keys' lengths in it as it is, and holds others to theirs", async () => {
      const manifest = await sandbox().text("models/m/model.lock.json");
      const old = manifest.replace(/ *"(vk|pk)Bytes": \d+,\n/g, "");
      expect(old).to.not.contain("Bytes");
      await sandbox().put("models/m/model.lock.json", old);
      await sandbox().build("m", { frozen: true });
      expect(await sandbox().text("models/m/model.lock.json")).to.equal(old);
      await sandbox().build("m");
      expect(await sandbox().text("models/m/model.lock.json")).to.equal(manifest);
      await sandbox().put("models/m/model.lock.json", manifest.replace(/("pkBytes": )\d+/, "$17"));
      await refuses("EZKL_FROZEN", async () => sandbox().build("m", { frozen: true }));
    });

    it("passes when nothing changes, even with all outputs gone", async () => {
      await rm(sandbox().path("cache"), { recursive: true });
      await sandbox().build("m", { frozen: true });
    });

    it("EZKL_FROZEN: no settings to be true to", async () => {
      await sandbox().write("fresh");
      await refuses("EZKL_FROZEN", async () => sandbox().build("fresh", { frozen: true }));
      expect(await sandbox().files()).to.not.include("models/fresh/settings.json");
    });

    it("EZKL_FROZEN: repinning would write other settings", async () => {
      const before = await sandbox().text("models/m/settings.json");
      await refuses("EZKL_FROZEN", async () => sandbox().build("m", { frozen: true, repin: true }));
      expect(await sandbox().text("models/m/settings.json")).to.equal(before);
    });

    it("EZKL_FROZEN: the manifest would change", async () => {
      await sandbox().change("models/m/model.lock.json", (text) =>
        text.toString().replace(/("statementSha256": ")\w{4}/, "$10000"),
      );
      const before = await sandbox().text("models/m/model.lock.json");
      const { what } = await refuses("EZKL_FROZEN", async () => sandbox().build("m", { frozen: true }));
      expect(what).to.contain("statementSha256");
      expect(await sandbox().text("models/m/model.lock.json")).to.equal(before);
    });

    it("EZKL_FROZEN: a generated contract would change", async () => {
      await sandbox().change(SOURCES[0]!, (text) => `${text.toString()}\n// edited\n`);
      const before = await sandbox().text(SOURCES[0]!);
      const { what, where } = await refuses("EZKL_FROZEN", async () =>
        sandbox().build("m", { frozen: true }),
      );
      expect(`${what} ${where ?? ""}`).to.contain("MVerifier.sol");
      expect(await sandbox().text(SOURCES[0]!)).to.equal(before);
    });
  });

  describe("with a held-out set", () => {
    const hold = async (maxAbsError: number, samples: object = HOLDOUT) =>
      sandbox().write(
        "m",
        { holdout: { file: "holdout.json", maxAbsError } },
        { "holdout.json": JSON.stringify(samples) },
      );

    it("measures it once", async () => {
      await hold(0.01);
      const { manifest } = await sandbox().build("m");
      expect(manifest.holdout?.samples).to.equal(1);
      expect(manifest.holdout?.maxAbsError).to.be.lessThan(0.01);
      expect(sandbox().takeSteps()).to.deep.equal(["holdout"]);
      await sandbox().build("m");
      expect(sandbox().takeSteps()).to.deep.equal([]);
    });

    it("EZKL_HOLDOUT_ERROR: beyond the limit, and the manifest stays", async () => {
      await hold(0.01, { samples: [{ input_data: [[1, -2]], output_data: [[-5]] }] });
      const before = await sandbox().text("models/m/model.lock.json");
      await refuses("EZKL_HOLDOUT_ERROR", async () => sandbox().build("m"));
      await refuses("EZKL_HOLDOUT_ERROR", async () => sandbox().build("m"));
      expect(await sandbox().text("models/m/model.lock.json")).to.equal(before);
      expect(await sandbox().leftovers()).to.deep.equal([]);
    });

    for (const [code, what, samples] of [
      ["EZKL_INPUT_INVALID", "a sample without the float model's answer", [{ input_data: [[1, -2]] }]],
      [
        "EZKL_INPUT_INVALID",
        "an answer of another shape",
        [{ input_data: [[1, -2]], output_data: [[1, 2]] }],
      ],
      [
        "EZKL_INPUT_INVALID",
        "an answer that is no number",
        [{ input_data: [[1, -2]], output_data: [["x"]] }],
      ],
      ["EZKL_ARTIFACT_INVALID", "no sample", []],
    ] as const) {
      it(`${code}: ${what}`, async () => {
        await hold(1, { samples });
        await refuses(code, async () => sandbox().build("m"));
      });
    }
  });
});
