import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import action from "../../tasks/ezkl/init/task-action.ts";
import { linearOnnx } from "../core/pipeline/tiny-model.ts";
import type { Project } from "../helpers/project.ts";
import { INPUT, tinyProject } from "./tiny-project.ts";

type Environment = Parameters<typeof action>[1];

describe("init's offer to tune", function () {
  this.timeout(60_000);

  describe("at a terminal", () => {
    const terminals = [process.stdin, process.stdout] as const;
    const were = terminals.map(({ isTTY }) => isTTY);
    const { log } = console;
    let root: string;
    let asked: string[];
    let said: string[];

    beforeEach(async () => {
      root = await mkdtemp(join(tmpdir(), "hardhat-ezkl-init-"));
      await writeFile(join(root, "network.onnx"), linearOnnx());
      await writeFile(join(root, "input.json"), INPUT);
      [asked, said] = [[], []];
    });
    afterEach(async () => rm(root, { recursive: true, force: true }));

    /** Runs init as at a terminal, where a person answers; a mock of what it uses of Hardhat. */
    const init = async (answer: string, { json = false, terminal = true } = {}): Promise<unknown> => {
      const mockEnvironment = {
        config: {
          paths: { cache: join(root, "cache") },
          ezkl: { models: [join(root, "models")], timeoutSeconds: 60 },
          solidity: { profiles: {} },
        },
        interruptions: {
          requestInput: async (_who: string, question: string) => {
            asked.push(question);
            return answer;
          },
        },
      };
      const files = { onnx: join(root, "network.onnx"), input: join(root, "input.json") };
      const flags = { visibility: "private", engine: "21.0.0", withoutContext: false, tune: false, json };
      for (const stream of terminals) stream.isTTY = terminal;
      console.log = (text: string) => said.push(text);
      try {
        return await action(
          { model: "asked", ...files, ...flags },
          mockEnvironment as unknown as Environment,
        );
      } finally {
        terminals.forEach((stream, index) => (stream.isTTY = were[index] ?? false));
        console.log = log;
      }
    };

    for (const answer of ["n", "", "no", "nay", "yesterday"]) {
      it(`takes ${JSON.stringify(answer)} for a no, and says how to do it later`, async () => {
        await init(answer);
        expect(asked).to.have.length(1);
        expect(asked[0])
          .to.contain(join(root, "models", "asked"))
          .and.to.contain("(y/N)");
        expect(said.join("\n")).to.contain("ezkl tune asked").and.to.contain("ezkl build asked");
        expect((await readdir(join(root, "models", "asked"))).sort()).to.deep.equal([
          "input.json",
          "model.json",
          "network.onnx",
        ]);
      });
    }

    it("asks nobody who wants JSON, or who is not there", async () => {
      await init("y", { json: true });
      expect(JSON.parse(said.join(""))).to.include({ model: "asked" });
      await rm(join(root, "models"), { recursive: true });
      await init("y", { terminal: false });
      expect(asked).to.deep.equal([]);
      expect(said.at(-1)).to.contain("ezkl tune asked");
    });
  });

  describe("--tune", () => {
    let project: Project;

    before(async () => {
      project = await tinyProject();
    });
    after(async () => project.remove());

    it("makes the model, then searches; a search that cannot begin leaves the model", async () => {
      const given = ["--onnx", "models/tiny/network.onnx", "--input", "models/tiny/input.json", "--tune"];
      const nowhere = {
        HARDHAT_EZKL_PYTHON: project.path("no-python"),
        HARDHAT_EZKL_CACHE: project.path("none"),
      };
      await project.refuses("EZKL_PYTHON_MISSING", ["ezkl", "init", "first", ...given], nowhere);
      expect(await project.files()).to.include(join("models", "first", "model.json"));
    });
  });
});
