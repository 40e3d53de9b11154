import { chmod, mkdir, readdir, readFile, writeFile } from "node:fs/promises";

import { expect } from "chai";

import { ensureEnvironment } from "../../../src/engine/native/environment.ts";
import { findPython } from "../../../src/engine/native/python.ts";
import { hasWheel, requirementsFor } from "../../../src/engine/versions.ts";
import { refuses } from "../pipeline/refuses.ts";
import { Sandbox } from "../pipeline/sandbox.ts";
import { useSandbox } from "../pipeline/fixture.ts";

describe("Python for the engine", function () {
  this.timeout(60_000);
  const sandbox = useSandbox(async () => Sandbox.make());

  /** A folder for PATH with one program that calls itself python3. */
  const pathWith = async (script: string): Promise<string> => {
    const directory = sandbox().path("bin");
    await mkdir(directory, { recursive: true });
    await writeFile(`${directory}/python3`, script);
    await chmod(`${directory}/python3`, 0o755);
    return directory;
  };

  it("is not there", async () => {
    await refuses("EZKL_PYTHON_MISSING", async () => findPython({ PATH: sandbox().path("nothing") }));
  });

  it("is too old: the error says how old", async () => {
    const PATH = await pathWith("#!/bin/sh\necho 3.8.10\n");
    const { where } = await refuses("EZKL_PYTHON_MISSING", async () => findPython({ PATH }));
    expect(where).to.contain("3.8.10");
  });

  it("was chosen and fails: no other takes its place", async () => {
    const PATH = process.env["PATH"];
    const chosen = { PATH, HARDHAT_EZKL_PYTHON: sandbox().path("no-python") };
    const { where } = await refuses("EZKL_PYTHON_MISSING", async () => findPython(chosen));
    expect(where).to.contain("no-python");
    expect((await findPython({ PATH })).version).to.match(/^3\./);
  });

  it("makes one environment for all who ask at the same time", async () => {
    const log = sandbox().path("log");
    const PATH = await pathWith(
      `#!/bin/sh\n[ "$1" = -c ] && echo 3.12.1 && exit 0\n[ "$2" = venv ] && echo made >> "${log}" && mkdir -p "$3/bin" && cp "$0" "$3/bin/python"\nexit 0\n`,
    );
    const before = process.env["HARDHAT_EZKL_PYTHON"];
    process.env["HARDHAT_EZKL_PYTHON"] = `${PATH}/python3`;
    try {
      const cacheDir = sandbox().path("cache");
      const made = await Promise.all(
        Array.from({ length: 3 }, async () => ensureEnvironment(cacheDir, "21.0.0")),
      );
      expect(new Set(made.map(({ directory }) => directory)).size).to.equal(1);
      expect(await readFile(log, "utf8")).to.equal("made\n");
      expect(await readdir(sandbox().path("cache/engines"))).to.deep.equal(["ezkl-21.0.0"]);
    } finally {
      if (before === undefined) delete process.env["HARDHAT_EZKL_PYTHON"];
      else process.env["HARDHAT_EZKL_PYTHON"] = before;
    }
  });

  it("cannot make an environment: no half one stays", async () => {
    const PATH = await pathWith(
      '#!/bin/sh\n[ "$1" = -c ] && echo 3.12.1 && exit 0\nmkdir -p "$3/bin"\necho no venv >&2\nexit 1\n',
    );
    const before = process.env["HARDHAT_EZKL_PYTHON"];
    process.env["HARDHAT_EZKL_PYTHON"] = `${PATH}/python3`;
    try {
      const cacheDir = sandbox().path("cache");
      const { what } = await refuses("EZKL_ENGINE_INSTALL", async () =>
        ensureEnvironment(cacheDir, "21.0.0"),
      );
      expect(what).to.contain("no venv");
      expect(await readdir(sandbox().path("cache/engines"))).to.deep.equal([]);
      // One that was killed half way is removed by the next.
      await mkdir(sandbox().path("cache/engines/.ezkl-21.0.0-4194305-x1y2z3"));
      await refuses("EZKL_ENGINE_INSTALL", async () => ensureEnvironment(cacheDir, "21.0.0"));
      expect(await readdir(sandbox().path("cache/engines"))).to.deep.equal([]);
    } finally {
      if (before === undefined) delete process.env["HARDHAT_EZKL_PYTHON"];
      else process.env["HARDHAT_EZKL_PYTHON"] = before;
    }
  });
});

describe("engine releases", () => {
  it("have wheels where their authors publish some", () => {
    expect(hasWheel("linux", "x64")).to.equal(true);
    expect(hasWheel("darwin", "arm64")).to.equal(true);
    expect(hasWheel("linux", "arm64")).to.equal(false);
    expect(hasWheel("freebsd", "x64")).to.equal(false);
  });

  it("are installed by hash alone", () => {
    const lines = requirementsFor("21.0.0").trim().split(" \\\n");
    expect(lines[0]).to.equal("ezkl==21.0.0");
    expect(lines.slice(1)).to.have.length(5);
    for (const line of lines.slice(1)) expect(line.trim()).to.match(/^--hash=sha256:[0-9a-f]{64}$/);
  });
});
