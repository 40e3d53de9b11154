import { appendFile, chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";

import { ensureInstalled } from "../../scripts/bootstrap/install.mjs";
import { findHardhatNode } from "../../scripts/bootstrap/node.mjs";
import { readStamp } from "../../scripts/bootstrap/stamp.mjs";
import { pinnedNode } from "../../scripts/bootstrap/versions.mjs";

/** Stands in for npm. In its own folder, wherever it is called, it notes the call and installs a stand-in for the binding. */
const NPM = `
const fs = require("node:fs");
process.chdir(__dirname);
fs.appendFileSync("calls", JSON.stringify(process.argv.slice(2)) + "\\n");
fs.rmSync("node_modules", { recursive: true, force: true });
fs.mkdirSync("node_modules");
if (fs.existsSync("fail")) { console.error("npm error code ENOSPC\\nnpm error\\nusage"); process.exit(228); }
setTimeout(() => {
  if (fs.existsSync("omit")) return;
  fs.mkdirSync("node_modules/@nomicfoundation/edr", { recursive: true });
  fs.writeFileSync("node_modules/@nomicfoundation/edr/index.js", "");
}, 100);
`;

describe("bootstrap: installation", () => {
  /** @type {string} */
  let root;
  /** @type {string} */
  let npmCli;
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), "bootstrap-"));
    npmCli = path.join(root, "npm-cli.cjs");
    await writeFile(npmCli, NPM);
    await writeFile(path.join(root, "package-lock.json"), "{}");
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const install = () => ensureInstalled({ root, npmCli, say: () => undefined });
  const codeOfInstall = () => install().catch((/** @type {{ code?: string }} */ error) => error.code);
  const calls = async () => (await readFile(path.join(root, "calls"), "utf8")).trim().split("\n");

  it("happens once, with development and optional packages, until the lockfile changes", async () => {
    expect(await install()).to.equal(process.execPath);
    expect(await install()).to.equal(process.execPath);
    expect(await calls()).to.have.length(1);
    expect((await calls())[0])
      .to.contain('"ci"')
      .and.contain('"--include=dev"')
      .and.contain('"--include=optional"');
    await appendFile(path.join(root, "package-lock.json"), "\n");
    await install();
    expect(await calls()).to.have.length(2);
  });

  it("happens again when node_modules is gone", async () => {
    await install();
    await rm(path.join(root, "node_modules"), { recursive: true });
    await install();
    expect(await calls()).to.have.length(2);
  });

  it("happens once for two that start together", async () => {
    await Promise.all([install(), install()]);
    expect(await calls()).to.have.length(1);
  });

  it("that fails says so, leaves no stamp and no lock, and is made good by the next run", async () => {
    await writeFile(path.join(root, "fail"), "");
    expect(await codeOfInstall()).to.equal("EZKL_BOOTSTRAP_NPM_CI_FAILED");
    const message = await install().catch((/** @type {Error} */ error) => error.message);
    expect(message).to.contain("with code 228:\n          npm error code ENOSPC\n  where:");
    expect(await readStamp(root)).to.equal(undefined);
    await rm(path.join(root, "fail"));
    expect(await codeOfInstall()).to.equal(process.execPath);
  });

  it("without Hardhat's native binding is refused, each time", async () => {
    await writeFile(path.join(root, "omit"), "");
    expect(await codeOfInstall()).to.equal("EZKL_BOOTSTRAP_NO_NATIVE_BINDING");
    expect(await codeOfInstall()).to.equal("EZKL_BOOTSTRAP_NO_NATIVE_BINDING");
    expect(await calls()).to.have.length(2);
  });

  describe("of Node", () => {
    const old = { path: process.execPath, version: "v20.20.2" };

    /**
     * A program that answers like the Node of this version.
     * @param {string} version
     */
    async function fakeNode(version) {
      const file = path.join(root, `node-${version}`);
      await writeFile(file, `#!/bin/sh\necho ${version}\n`);
      await chmod(file, 0o755);
      return file;
    }

    /** @param {string} answer What `npm exec … node -p process.execPath` prints. */
    const npmAnswering = (answer) => writeFile(npmCli, `console.log(${JSON.stringify(answer)})`);

    it("is not needed when the running one will do", async () => {
      await npmAnswering("/nowhere");
      const running = { path: "/opt/node", version: "v22.13.0" };
      expect(await findHardhatNode({ npmCli, running })).to.equal("/opt/node");
    });

    it("takes what npm fetched, or what an earlier run noted", async function () {
      if (process.platform === "win32") this.skip();
      const pinned = await fakeNode(`v${pinnedNode()}`);
      await npmAnswering(pinned);
      expect(await findHardhatNode({ npmCli, running: old })).to.equal(pinned);
      await npmAnswering("/nowhere");
      expect(await findHardhatNode({ npmCli, running: old, known: pinned })).to.equal(pinned);
    });

    it("refuses another version in its place, from npm or from an earlier run", async function () {
      if (process.platform === "win32") this.skip();
      const wrong = await fakeNode("v20.20.2");
      await npmAnswering(wrong);
      const found = findHardhatNode({ npmCli, running: old, known: wrong });
      const code = await found.catch((/** @type {{ code: string }} */ error) => error.code);
      expect(code).to.equal("EZKL_BOOTSTRAP_NO_HARDHAT_NODE");
    });
  });
});
