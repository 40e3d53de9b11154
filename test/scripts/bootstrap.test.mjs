import { mkdir, mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import path from "node:path";

import { expect } from "chai";

import { COMMANDS, nodeArguments, usage } from "../../scripts/bootstrap/commands.mjs";
import { childEnvironment } from "../../scripts/bootstrap/environment.mjs";
import { BootstrapError, formatError } from "../../scripts/bootstrap/errors.mjs";
import { isStale, withLock } from "../../scripts/bootstrap/lock.mjs";
import { requireMinimumNode } from "../../scripts/bootstrap/node.mjs";
import { findNpm } from "../../scripts/bootstrap/npm.mjs";
import { capture, passThrough } from "../../scripts/bootstrap/processes.mjs";
import { startProgress } from "../../scripts/bootstrap/progress.mjs";
import { findPython } from "../../scripts/bootstrap/python.mjs";
import { installFingerprint, readStamp, stampPath, writeStamp } from "../../scripts/bootstrap/stamp.mjs";
import { isAtLeast, MINIMUM_NODE, parseVersion, pinnedNode } from "../../scripts/bootstrap/versions.mjs";

/** No system gives out a process id this large. */
const NO_PROCESS = 2 ** 30;

/** @param {Promise<unknown> | (() => unknown)} action */
async function codeOf(action) {
  try {
    await (typeof action === "function" ? action() : action);
  } catch (error) {
    return error instanceof BootstrapError ? error.code : error;
  }
  return undefined;
}

describe("bootstrap", () => {
  /** @type {string} */
  let folder;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "bootstrap-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  describe("versions", () => {
    it("reads what node and python print", () => {
      expect(parseVersion("v20.20.2")).to.deep.equal([20, 20, 2]);
      expect(parseVersion("Python 3.11.7\n")).to.deep.equal([3, 11, 7]);
      expect(parseVersion("Python 3.9")).to.deep.equal([3, 9, 0]);
      expect(parseVersion("v24.0.0-rc.1")).to.deep.equal([24, 0, 0]);
      expect(parseVersion("command not found")).to.equal(undefined);
    });

    it("compares by number, the larger place first", () => {
      expect(isAtLeast("22.13.0", "22.13.0")).to.equal(true);
      expect(isAtLeast("22.9.0", "22.13.0")).to.equal(false);
      expect(isAtLeast("23.0.0", "22.13.0")).to.equal(true);
      expect(isAtLeast("22.13.1", "22.13.0")).to.equal(true);
      expect(isAtLeast("22.12.9", "22.13.0")).to.equal(false);
      expect(isAtLeast("Python 3.10.2", "3.9.0")).to.equal(true);
      expect(isAtLeast("nothing", "3.9.0")).to.equal(false);
    });

    it("pins an exact Node that Hardhat accepts on every platform", () => {
      for (const platform of ["linux", "darwin", "win32"]) {
        expect(pinnedNode(platform)).to.match(/^\d+\.\d+\.\d+$/);
        expect(isAtLeast(pinnedNode(platform), "22.13.0")).to.equal(true);
      }
    });

    it("refuses a Node older than the minimum", async () => {
      expect(await codeOf(() => requireMinimumNode("v16.20.2"))).to.equal("EZKL_BOOTSTRAP_OLD_NODE");
      expect(await codeOf(() => requireMinimumNode(`v${MINIMUM_NODE}`))).to.equal(undefined);
    });
  });

  describe("stamp", () => {
    const inputs = { lockfile: "{}", nodeMajor: 24, platform: "linux-x64-glibc" };

    it("changes with the lockfile, the Node major and the platform, and with nothing else", () => {
      const base = installFingerprint(inputs);
      expect(base).to.match(/^[0-9a-f]{64}$/);
      expect(installFingerprint({ ...inputs })).to.equal(base);
      expect(installFingerprint({ ...inputs, lockfile: "{ }" })).to.not.equal(base);
      expect(installFingerprint({ ...inputs, nodeMajor: 22 })).to.not.equal(base);
      expect(installFingerprint({ ...inputs, platform: "darwin-arm64" })).to.not.equal(base);
    });

    it("is read back as written, and counts as missing when it is cut short or malformed", async () => {
      expect(await readStamp(folder)).to.equal(undefined);
      const stamp = { fingerprint: installFingerprint(inputs), node: "/opt/node/bin/node" };
      await writeStamp(folder, stamp);
      expect(await readStamp(folder)).to.deep.equal(stamp);
      const text = await readFile(stampPath(folder), "utf8");
      await writeFile(stampPath(folder), text.slice(0, 40));
      expect(await readStamp(folder)).to.equal(undefined);
      await writeFile(stampPath(folder), JSON.stringify({ fingerprint: 1, node: "/opt/node/bin/node" }));
      expect(await readStamp(folder)).to.equal(undefined);
    });
  });

  describe("arguments", () => {
    it("hands the user's arguments on intact, after the command's own", async () => {
      const userArgs = ["models dir", "--json", "a b.json", "--grep", 'x "y" $Z *', "", "--"];
      const command = {
        summary: "",
        program: "-p",
        args: ["JSON.stringify(process.argv.slice(1))"],
        python: false,
      };
      // The first `--` ends Node's own options here; a script's path does so in earnest.
      const { stdout } = await capture(process.execPath, nodeArguments(command, ["--", ...userArgs]));
      expect(JSON.parse(stdout)).to.deep.equal(userArgs);
    });

    it("lists every command in the usage", () => {
      for (const name of Object.keys(COMMANDS)) expect(usage()).to.contain(`  ${name} `);
    });

    it("has a command for every npm script that names one", async () => {
      const { scripts } = JSON.parse(await readFile(new URL("../../package.json", import.meta.url), "utf8"));
      const named = Object.values(scripts).flatMap(
        (script) => /bootstrap\.mjs (\S+)/.exec(script)?.[1] ?? [],
      );
      expect(named).to.have.members(Object.keys(COMMANDS));
    });
  });

  describe("environment", () => {
    it("drops what belonged to the outer npm command and keeps the user's configuration", () => {
      const env = childEnvironment({
        npm_config_call: "npm test",
        npm_config_package: "node@18",
        npm_config_dry_run: "true",
        NPM_CONFIG_JSON: "true",
        npm_config_cafile: "/etc/ca.crt",
        NODE_OPTIONS: "--max-old-space-size=4096",
      });
      expect(env).to.deep.equal({
        npm_config_cafile: "/etc/ca.crt",
        NODE_OPTIONS: "--max-old-space-size=4096",
        npm_config_update_notifier: "false",
      });
    });

    it("puts the folder first in PATH, however PATH is spelt", () => {
      expect(childEnvironment({ PATH: "/usr/bin" }, "/node")["PATH"]).to.equal(
        `/node${path.delimiter}/usr/bin`,
      );
      const windows = childEnvironment({ Path: "C:\\Windows" }, "C:\\node");
      expect(windows["Path"]).to.equal(`C:\\node${path.delimiter}C:\\Windows`);
      expect(windows).to.not.have.property("PATH");
      expect(childEnvironment({}, "/node")["PATH"]).to.equal("/node");
    });
  });

  describe("npm", () => {
    it("takes the npm that is running, but not yarn in its place", async () => {
      const npmCli = path.join(folder, "npm-cli.js");
      const yarn = path.join(folder, "yarn.js");
      await writeFile(npmCli, "");
      await writeFile(yarn, "");
      const nodePath = path.join(folder, "bin", "node");
      expect(findNpm({ npm_execpath: npmCli }, nodePath)).to.equal(npmCli);
      expect(await codeOf(() => findNpm({ npm_execpath: yarn }, nodePath))).to.equal("EZKL_BOOTSTRAP_NO_NPM");
    });

    it("finds npm beside Node", async () => {
      const npmCli = path.join(folder, "lib", "node_modules", "npm", "bin", "npm-cli.js");
      await mkdir(path.dirname(npmCli), { recursive: true });
      await writeFile(npmCli, "");
      expect(findNpm({}, path.join(folder, "bin", "node"))).to.equal(npmCli);
    });
  });

  describe("python", () => {
    /**
     * A stand-in for a Python that prints this version.
     * @param {string} text
     * @returns {[string, string, string]}
     */
    const printing = (text) => [process.execPath, "-p", JSON.stringify(text)];

    it("takes the first that is new enough", async () => {
      const candidates = [
        /** @type {const} */ (["no-such-python"]),
        printing("Python 2.7.18"),
        printing("Python 3.8.19"),
        printing("Python 3.9.0"),
        printing("Python 3.12.1"),
      ];
      // `node -p … --version` would print Node's version: the stand-in must not see the option.
      const found = await findPython({ env: process.env, candidates, versionArgs: [] });
      expect(found).to.deep.equal(candidates[3]);
    });

    it("says what it found when none will do", async () => {
      const candidates = [/** @type {const} */ (["no-such-python"]), printing("Python 3.8.19")];
      const search = findPython({ env: process.env, candidates, versionArgs: [] });
      expect(await codeOf(search)).to.equal("EZKL_BOOTSTRAP_NO_PYTHON");
      const message = await search.catch(formatError);
      expect(message).to.contain("no-such-python does not run").and.contain("is Python 3.8.19");
    });
  });

  describe("lock", () => {
    const host = hostname();
    const alive = { host, isAlive: (/** @type {number} */ pid) => pid === 7 };

    it("is stale when no holder lives, or when nobody has touched it for long", () => {
      expect(isStale({ token: "t", host, pids: [8] }, 0, alive)).to.equal(true);
      expect(isStale({ token: "t", host, pids: [7] }, 0, alive)).to.equal(false);
      expect(
        isStale({ token: "t", host, pids: [8, 7] }, 0, alive),
        "an installer outlives its parent",
      ).to.equal(false);
      expect(isStale({ token: "t", host, pids: [7] }, 3_600_000, alive), "a process id used again").to.equal(
        true,
      );
      expect(isStale({ token: "t", host: `${host}-2`, pids: [8] }, 0, alive), "another machine's").to.equal(
        false,
      );
      expect(isStale(undefined, 0, alive), "being written").to.equal(false);
      expect(isStale(undefined, 60_000, alive), "cut short").to.equal(true);
    });

    it("lets one in at a time and leaves nothing behind", async () => {
      const file = path.join(folder, "lock");
      let inside = 0;
      let most = 0;
      const body = async () => {
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((resolve) => setTimeout(resolve, 20));
        inside -= 1;
        return inside;
      };
      expect(
        await Promise.all([withLock(file, body), withLock(file, body), withLock(file, body)]),
      ).to.deep.equal([0, 0, 0]);
      expect(most).to.equal(1);
      expect(await readFile(file, "utf8").catch(() => undefined)).to.equal(undefined);
    });

    it("recovers the lock of a process that is gone, for one of several waiters at a time", async () => {
      const file = path.join(folder, "lock");
      await writeFile(file, JSON.stringify({ token: "dead", host, pids: [NO_PROCESS] }));
      let inside = 0;
      let most = 0;
      const body = async () => {
        most = Math.max(most, (inside += 1));
        await new Promise((resolve) => setTimeout(resolve, 20));
        inside -= 1;
      };
      await Promise.all([withLock(file, body), withLock(file, body), withLock(file, body)]);
      expect(most).to.equal(1);
    });

    it("recovers a lock whose text was cut short, and a recovery that was cut short", async () => {
      const file = path.join(folder, "lock");
      const past = new Date(Date.now() - 60_000);
      await writeFile(file, '{"tok');
      await writeFile(`${file}.recovery`, "");
      await utimes(file, past, past);
      await utimes(`${file}.recovery`, past, past);
      expect(await withLock(file, () => Promise.resolve("in"))).to.equal("in");
    });

    it("names the installer, so that it holds the lock when its parent is gone", async () => {
      const file = path.join(folder, "lock");
      let pids;
      await withLock(file, async (lock) => {
        lock.addProcess(NO_PROCESS);
        await new Promise((resolve) => setTimeout(resolve, 50));
        pids = JSON.parse(await readFile(file, "utf8")).pids;
      });
      expect(pids).to.deep.equal([process.pid, NO_PROCESS]);
    });

    it("leaves a lock alone that another has taken over", async () => {
      const file = path.join(folder, "lock");
      const other = JSON.stringify({ token: "other", host, pids: [process.pid] });
      await withLock(file, () => writeFile(file, other));
      expect(await readFile(file, "utf8")).to.equal(other);
    });

    it("is given back when the work fails, even before the installer's name is on disk", async () => {
      const file = path.join(folder, "lock");
      const failing = withLock(file, (lock) => {
        for (let count = 0; count < 20; count += 1) lock.addProcess(NO_PROCESS);
        return Promise.reject(new Error("disk full"));
      });
      expect(await failing.catch((/** @type {Error} */ error) => error.message)).to.equal("disk full");
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(await readFile(file, "utf8").catch(() => undefined)).to.equal(undefined);
    });
  });

  describe("processes", () => {
    it("forwards the exit code, and a signal as shells do", async () => {
      expect(await passThrough(process.execPath, ["-e", "process.exit(7)"], {})).to.equal(7);
      expect(
        await passThrough(process.execPath, ["-e", "process.kill(process.pid, 'SIGKILL')"], {}),
      ).to.equal(137);
    });

    it("passes a termination on to the command and waits for its end", async () => {
      const script = "process.on('SIGTERM', () => process.exit(5)); setInterval(() => {}, 1000)";
      const ended = passThrough(process.execPath, ["-e", script], {});
      await new Promise((resolve) => setTimeout(resolve, 500));
      process.emit("SIGTERM", "SIGTERM");
      expect(await ended).to.equal(5);
      expect(process.listenerCount("SIGTERM")).to.equal(0);
    });

    it("reports a program that does not exist", async () => {
      const result = await capture("no-such-program", []);
      expect(result.ok).to.equal(false);
      expect(result.output).to.contain("ENOENT");
    });
  });

  describe("progress", () => {
    it("shows a step that takes longer than two seconds, without escape codes", async () => {
      const log = { text: "", write: (/** @type {string} */ text) => (log.text += text) };
      const terminal = {
        text: "",
        isTTY: true,
        write: (/** @type {string} */ text) => (terminal.text += text),
      };
      const both = [startProgress("working", log), startProgress("working", terminal)];
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      expect(log.text + terminal.text).to.equal("");
      await new Promise((resolve) => setTimeout(resolve, 1_700));
      for (const progress of both) progress.stop();
      expect(log.text).to.equal("working… 2 s\n");
      expect(terminal.text).to.match(/^\rworking… 2 s\r +\r$/);
    }).timeout(6_000);
  });

  describe("errors", () => {
    it("are one message of code, what, where and remedy", () => {
      const error = new BootstrapError("EZKL_BOOTSTRAP_X", { what: "a", where: "b", remedy: "c" });
      expect(formatError(error)).to.equal("EZKL_BOOTSTRAP_X: a\n  where:  b\n  remedy: c");
      expect(formatError(new TypeError("oops"))).to.match(/^EZKL_BOOTSTRAP_FAILED: oops\n {2}remedy: /);
    });
  });
});
