import { readFile, realpath, stat, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { expectNear } from "../../helpers/near.ts";
import { codeOf, elements } from "../../helpers/page.ts";
import type { Project } from "../../helpers/project.ts";
import { TINY_SCORE } from "../../core/pipeline/tiny-model.ts";
import { tinyProject } from "../tiny-project.ts";

const CORE = fileURLToPath(new URL("../../../src/index.ts", import.meta.url));

const HOLDOUT = {
  samples: [
    { input_data: [[1, -2]], output_data: [["-5.25"]] },
    { input_data: [[0.5, 0.25]], output_data: [["1.26"]] },
    { input_data: [[-1, 1]], output_data: [["2.74"]] },
  ],
};

interface Summary {
  name: string;
  page: string;
  built: boolean;
  notBuilt: string | null;
  gas: { what: string; how: string; gas: number }[];
  holdout: { missing?: string; samples?: number; values?: number; maxAbsError?: number };
}

describe("ezkl report", function () {
  this.timeout(240_000);
  let project: Project;

  before(async () => {
    project = await tinyProject({ ezkl: `{ coreImport: ${JSON.stringify(CORE)} }` });
    await project.write("models/tiny/holdout.json", JSON.stringify(HOLDOUT));
    const config = (await project.json("models/tiny/model.json")) as object;
    const holdout = { file: "holdout.json", maxAbsError: 0.05 };
    await project.write("models/tiny/model.json", JSON.stringify({ ...config, holdout }));
  });

  after(async () => project.remove());

  const report = async (...args: string[]): Promise<Summary> => {
    const { models } = (await project.answer("ezkl", "report", ...args)) as { models: Summary[] };
    expect(models).to.have.length(1);
    return models[0]!;
  };
  const pageOf = async ({ page }: Summary): Promise<string> => readFile(page, "utf8");
  /** Works while one file is another; it is put back afterwards. */
  const changed = async (file: string, edit: (text: string) => string, work: () => Promise<void>) => {
    const content = await readFile(project.path(file));
    await writeFile(project.path(file), edit(content.toString("latin1")), "latin1");
    try {
      await work();
    } finally {
      await writeFile(project.path(file), content);
    }
  };

  it("says of a model that is not built what it knows, and how to go on", async () => {
    const summary = await report();
    expect(summary).to.deep.include({ name: "tiny", built: false, gas: [] });
    const page = await pageOf(summary);
    elements(page);
    expect(page).to.contain("npx hardhat ezkl build tiny").and.to.contain(">MatMul</text>");
    expect(page).to.contain(`<p>No histogram: ${summary.notBuilt}`);
    expect(page).to.not.match(/<pre|NaN|undefined|null/);
  });

  describe("of a built model", () => {
    let summary: Summary;
    let page: string;

    before(async () => {
      await project.succeed("ezkl", "build");
      summary = await report("--out", "site");
      page = await pageOf(summary);
    });

    it("writes pages that are well-formed, stand alone and link to each other only", async () => {
      expect(summary.page).to.equal(await realpath(project.path("site", "tiny.html")));
      const index = await readFile(project.path("site", "index.html"), "utf8");
      for (const [text, link] of [
        [page, "index.html"],
        [index, "tiny.html"],
      ] as const) {
        const found = elements(text);
        for (const never of ["script", "link", "img", "iframe", "object"])
          expect(found).to.not.include(never);
        expect([...text.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, to]) => to)).to.deep.equal([link]);
        expect(text).to.not.match(/(?<!#tip.)url\((?!#tip\))|@import|NaN|undefined|Infinity/);
        expect(text.replaceAll("http://www.w3.org/2000/svg", "")).to.not.match(/https?:/);
        expect(text).to.contain("prefers-color-scheme: dark").and.to.contain('name="viewport"');
      }
    });

    it("measures the deployment, and says that the verification is estimated", () => {
      expect(summary.gas.map(({ what, how }) => `${what} ${how}`)).to.deep.equal([
        ...["verification estimated", "deployment measured", "deployment estimated"],
      ]);
      const [verification, deployment] = summary.gas;
      for (const { gas } of [verification!, deployment!]) expect(page).to.contain(gas.toLocaleString("en"));
    });

    it("measures no compiled code whose source is not the manifest's", async () => {
      await changed(
        "contracts/generated/tiny/TinyVerifier.sol",
        (text) => `${text}\n`,
        async () => {
          const { gas } = await report();
          expect(gas.map(({ how }) => how)).to.deep.equal(["estimated", "estimated"]);
        },
      );
    });

    it("draws the circuit's differences from the float model: the same that the build found", async () => {
      const { holdout } = (await project.json("models/tiny/model.lock.json")) as {
        holdout: { samples: number; maxAbsError: number };
      };
      expect(summary.holdout).to.include({ ...holdout, values: 3 });
      expect(summary.holdout.maxAbsError).to.be.within(0.001, 0.05);
      expect(page).to.contain("Differences on the hold-out");
    });

    it("asks the circuit once, and again when the hold-out is another", async () => {
      const kept = project.path("cache", "ezkl", "tiny", "differences.json");
      const before = await stat(kept);
      await report();
      expect((await stat(kept)).mtimeMs).to.equal(before.mtimeMs);
      await changed(
        "models/tiny/holdout.json",
        (text) => text.replace("1.26", "1.27"),
        async () => {
          const { holdout } = await report();
          expect(holdout.maxAbsError).to.be.greaterThan(summary.holdout.maxAbsError!);
        },
      );
      await writeFile(kept, "{");
      expect((await report()).holdout).to.deep.equal(summary.holdout);
    });

    it("gives code that works as it is copied: linted, compiled, deployed, proved, submitted, decoded", async () => {
      await project.write("contracts/TinyConsumer.sol", codeOf(page, "Solidity"));
      await project.write("scripts/prove-tiny.ts", codeOf(page, "TypeScript"));
      await project.succeed("ezkl", "lint");
      // In a process of its own: it imports Hardhat, whose environment here is that of the tests.
      const { code, stdout, stderr } = await project.hardhatApart(["run", "scripts/prove-tiny.ts"]);
      expect(code, stderr).to.equal(0);
      const [, raw, scale] = /score \{ raw: (-?\d+)n, scale: (\d+) \}/.exec(stdout) ?? [];
      expectNear(Number(raw) / 2 ** Number(scale), Number(TINY_SCORE), 0.05, "score");
    });

    it("refuses damaged and foreign files by name, and writes no page of them", async () => {
      const refused = async (code: string, file: string, edit: (text: string) => string) =>
        changed(file, edit, async () => {
          await project.refuses(code, ["ezkl", "report", "--out", "none"]);
          expect(await stat(project.path("none")).catch(() => "absent")).to.equal("absent");
        });
      const flipped = (text: string) => `${text.slice(0, -1)}${text.endsWith("a") ? "b" : "a"}`;
      await refused("EZKL_ARTIFACT_DAMAGED", "cache/ezkl/tiny/network.ezkl", flipped);
      await refused("EZKL_MANIFEST_DISAGREES", "models/tiny/model.lock.json", (text) =>
        text.replace(/"modelDigest": "0x../, '"modelDigest": "0x00'),
      );
      await refused("EZKL_ONNX_MALFORMED", "models/tiny/network.onnx", (text) => text.slice(0, 40));
    });

    it("refuses a file where the folder should be", async () => {
      await project.refuses("EZKL_INPUT_INVALID", ["ezkl", "report", "--out", "package.json"]);
      await project.refuses("EZKL_INPUT_INVALID", ["ezkl", "report", "--out", "package.json/below"]);
    });
  });
});
