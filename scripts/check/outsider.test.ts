import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { linearOnnx, TINY_CONFIG } from "../../test/core/pipeline/tiny-model.ts";
import { outsideEnvironment, runNode, type Finished } from "../../test/helpers/project.ts";
import { CONSUMER, INPUT } from "../../test/tasks/tiny-project.ts";

const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));

/** The set-up's own search for npm: a program file, so that no shell is needed. */
const { findNpm } = (await import(new URL("../bootstrap/npm.mjs", import.meta.url).href)) as {
  findNpm: () => string;
};

/** What packing reads. */
const PACKED = [
  ...["package.json", "tsconfig.json", "tsconfig.build.json", "LICENSE", "README.md"],
  ...["src", "tasks", "contracts", "scripts"],
];

const HARDHAT_CONFIG = `import { createRequire } from "node:module";
import hardhatEzkl from "hardhat-ezkl";
import { defineConfig } from "hardhat/config";

export default defineConfig({
  plugins: [hardhatEzkl],
  solidity: {
    version: "0.8.30",
    path: createRequire(import.meta.url).resolve("solc/soljson.js"),
    settings: {
      optimizer: { enabled: true, runs: 200 },
      // Keys are made anew on each machine: of the verifiers' metadata hashes one in a hundred holds a byte that no consumer pins.
      metadata: { bytecodeHash: "none" },
    },
  },
});
`;

const SCRIPT = `import { expect } from "chai";
import { network } from "hardhat";
import { feltFromBe } from "hardhat-ezkl/core";
import * as testing from "hardhat-ezkl/testing";
import "./types/ezkl/index.js";

const connection = await network.create();
const [account] = await connection.ethers.getSigners();
const model = await connection.ezkl.model("tiny");
if (account === undefined) throw new Error("no account");
const proof = await model.prove([[1, -2]], { context: { consumer: account.address, account, scope: 1n } });
const raw: bigint = proof.statement.score.raw;
// @ts-expect-error the statement's type knows its outputs
void proof.statement.nonsense;
expect(raw).to.equal(-672n);
expect(typeof feltFromBe).to.equal("function");
expect(Object.keys(testing)).to.not.deep.equal([]);
console.log("script done");
`;

/** What `hardhat --init` writes, less its emit. */
const TSCONFIG = {
  compilerOptions: {
    lib: ["es2023"],
    module: "node16",
    target: "es2022",
    strict: true,
    esModuleInterop: true,
    skipLibCheck: true,
    moduleResolution: "node16",
    noEmit: true,
  },
  files: ["hardhat.config.ts", "script.ts"],
};

describe("an outsider's project with the packed plugin", function () {
  this.timeout(600_000);
  let root: string;

  const run = async (program: string, args: readonly string[], cwd = root): Promise<Finished> => {
    const finished = await runNode([program, ...args], cwd, outsideEnvironment());
    expect(finished.code, `${args.join(" ")}\n${finished.stdout}\n${finished.stderr}`).to.equal(0);
    return finished;
  };
  const hardhat = async (...args: string[]): Promise<Finished> =>
    run(join(root, "node_modules/hardhat/dist/src/cli.js"), [
      "--config",
      join(root, "hardhat.config.ts"),
      ...args,
    ]);

  /** Packs a copy of the repository, so that neither its dist folder nor its packages are touched. */
  const pack = async (copy: string): Promise<string> => {
    for (const path of PACKED) await cp(join(REPOSITORY, path), join(copy, path), { recursive: true });
    await symlink(join(REPOSITORY, "node_modules"), join(copy, "node_modules"));
    await run(join(copy, "scripts/package.mjs"), [], copy);
    const { stdout } = await run(
      findNpm(),
      ["pack", "--json", "--ignore-scripts", "--pack-destination", root],
      copy,
    );
    const [{ filename } = { filename: "" }] = JSON.parse(stdout) as { filename: string }[];
    return filename;
  };

  before(async () => {
    root = await mkdtemp(join(tmpdir(), "hardhat-ezkl-outsider-"));
    const tarball = await pack(join(root, "packing"));
    const { devDependencies } = createRequire(import.meta.url)("../../package.json") as {
      devDependencies: Record<string, string>;
    };
    const wanted = ["hardhat", "solc", "ethers", "chai", "typescript", "@types/node", "@types/chai"];
    await writeFile(
      join(root, "package.json"),
      JSON.stringify({
        name: "outsider",
        private: true,
        type: "module",
        devDependencies: {
          ...Object.fromEntries(wanted.map((name) => [name, devDependencies[name]])),
          "@nomicfoundation/hardhat-ethers": "^4.0.0",
          "hardhat-ezkl": `file:./${tarball}`,
        },
      }),
    );
    await writeFile(join(root, "hardhat.config.ts"), HARDHAT_CONFIG);
    await writeFile(join(root, "tsconfig.json"), JSON.stringify(TSCONFIG));
    await writeFile(join(root, "script.ts"), SCRIPT);
    await writeFile(join(root, "given.onnx"), linearOnnx());
    await writeFile(join(root, "given.json"), INPUT);
    await mkdir(join(root, "contracts"));
    await run(findNpm(), ["install", "--prefer-offline", "--no-audit", "--no-fund"]);
  });
  after(async () => rm(root, { recursive: true, force: true }));

  it("has what it needs and nothing of the repository's own", () => {
    const plugin = join(root, "node_modules", "hardhat-ezkl");
    for (const file of [
      "dist/tasks/index.js",
      "dist/src/engine/native/worker.py",
      "contracts/base/EzklConsumer.sol",
      "LICENSE",
    ])
      expect(existsSync(join(plugin, file)), file).to.equal(true);
    for (const file of [
      "src",
      "test",
      "models",
      "contracts/mocks",
      "contracts/samples",
      "contracts/generated",
    ])
      expect(existsSync(join(plugin, file)), file).to.equal(false);
  });

  it("init, build, prove, verify", async () => {
    await hardhat("ezkl", "init", "tiny", "--onnx", "given.onnx", "--input", "given.json");
    const config = { inputVisibility: "public", ...TINY_CONFIG };
    await writeFile(join(root, "models/tiny/model.json"), JSON.stringify(config));
    await writeFile(join(root, "contracts/Scores.sol"), CONSUMER);
    await hardhat("ezkl", "build");
    expect(existsSync(join(root, "artifacts/contracts/Scores.sol/Scores.json"))).to.equal(true);
    const someone = `0x${"11".repeat(20)}`;
    const purpose = ["--consumer", someone, "--account", someone, "--scope", "1"];
    await hardhat("ezkl", "prove", "tiny", "--input", "given.json", ...purpose, "--out", "proof.json");
    const { stdout } = await hardhat("ezkl", "verify", "tiny", "--proof", "proof.json");
    expect(stdout).to.contain("ACCEPTED");
  });

  it("a script that uses connection.ezkl type-checks and runs", async () => {
    await run(join(root, "node_modules/typescript/bin/tsc"), ["-p", "."]);
    const { stdout } = await hardhat("run", "--no-compile", "script.ts");
    expect(stdout).to.contain("script done");
  });
});
