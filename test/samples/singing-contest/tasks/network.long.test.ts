import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { nextCommand, type Desk } from "../../../../tasks/singing-contest/desk.ts";
import { enter } from "../../../../tasks/singing-contest/enter/task-action.ts";
import { forward } from "../../../../tasks/singing-contest/forward/task-action.ts";
import { fileMemory } from "../../../../tasks/samples/memory.ts";
import { CONTEST_MEMORY, type RememberedContest } from "../../../../tasks/singing-contest/memory.ts";
import { melody } from "../../../../tasks/singing-contest/melody/task-action.ts";
import { open } from "../../../../tasks/singing-contest/open/task-action.ts";
import { perform } from "../../../../tasks/singing-contest/perform/task-action.ts";
import { sing } from "../../../../tasks/singing-contest/sing/task-action.ts";
import { standings } from "../../../../tasks/singing-contest/standings/task-action.ts";
import { submit } from "../../../../tasks/singing-contest/submit/task-action.ts";
import { openNodeStage, type NodeStage } from "../../../helpers/desk.ts";
import { hardhatHere } from "../../../helpers/in-process.ts";
import { outsideEnvironment } from "../../../helpers/project.ts";

import { buildJudge, failsWith, refusedBy, TERMS, told } from "./stage.ts";
import { render } from "../../../../tasks/ui/shown.ts";

const REPOSITORY = fileURLToPath(new URL("../../../../", import.meta.url));

describe("singing contest on a node, over HTTP", function () {
  this.timeout(240_000);
  let node: NodeStage<RememberedContest>;
  const visit: NodeStage<RememberedContest>["visit"] = async (work, url) => node.visit(work, url);

  before(async () => {
    await buildJudge();
    node = await openNodeStage("singing-contest", CONTEST_MEMORY);
  });
  after(async () => node.close());

  it("is remembered from task to task, takes a real proof, and is missed when the node was started anew", async () => {
    const url = await node.start();
    const opened = await visit(async (desk) => {
      const verifier = await (
        await desk.connection.ethers.deployContract("SingingJudgeVerifier")
      ).getAddress();
      return told(open({ ...TERMS, verifier }, desk));
    }, url);
    const remembered = JSON.parse(await readFile(join(node.folder, "contests.json"), "utf8")) as unknown;
    expect(remembered).to.deep.equal({
      "31337": { contest: opened["contest"], verifier: opened["verifier"], block: 2 },
    });
    const text = await visit(async (desk) => render((await enter({ account: "1" }, desk)).text), url);
    expect(text).to.contain("melody --ticket 1").and.to.contain("--network localhost");
    await refusedBy(
      "ContestDrawTooEarly",
      visit((desk) => melody({ ticket: "1" }, desk), url),
    );
    await visit((desk) => forward({ until: "draw" }, desk), url);
    expect(await told(visit((desk) => melody({ ticket: "1" }, desk), url))).to.include({ drawn: true });
    const [wav, out] = [join(node.folder, "sung.wav"), join(node.folder, "proof.json")];
    await visit((desk) => perform({ ticket: "1", skill: "good", out: wav }, desk), url);
    await visit((desk) => sing({ ticket: "1", wav, out }, desk), url);
    const submitted = await told(
      visit((desk) => submit({ ticket: "1", account: "1", proof: out }, desk), url),
    );
    expect(submitted).to.include({ ticket: "1", place: 1 });
    await refusedBy(
      "ContestTicketUnknown",
      visit((desk) => melody({ ticket: "2" }, desk), url),
    );

    const anew = await node.start();
    const gone = await failsWith(
      "EZKL_CONTEST_GONE",
      visit((desk) => standings({}, desk), anew),
    );
    expect(gone.what).to.contain("started anew");
  });

  it("a memory that cannot be read is named, not overwritten", async () => {
    const path = join(node.folder, "damaged.json");
    for (const [content, code] of [
      ["{", "EZKL_ARTIFACT_MALFORMED"],
      ['{"31337": {"contest": "here"}}', "EZKL_ARTIFACT_INVALID"],
    ] as const) {
      await writeFile(path, content);
      expect((await failsWith(code, fileMemory(CONTEST_MEMORY, path).recall(31337n))).where).to.contain(
        "damaged.json",
      );
      const entry = { contest: `0x${"11".repeat(20)}`, verifier: `0x${"22".repeat(20)}`, block: 1 };
      await failsWith(code, fileMemory(CONTEST_MEMORY, path).remember(31337n, entry));
      expect(await readFile(path, "utf8")).to.equal(content);
    }
  });

  it("the next command names the network, unless the chain is in this process", async () => {
    const connection = { networkName: "localhost" } as Desk["connection"];
    const desk = { connection, inProcess: false } as Desk;
    expect(nextCommand(desk, "close")).to.equal("Next: npx hardhat contest close --network localhost");
    expect(nextCommand({ ...desk, inProcess: true }, "close")).to.equal("Next: npx hardhat contest close");
  });
});

describe("singing contest on the command line", function () {
  this.timeout(240_000);
  const hardhat = (...args: string[]) => hardhatHere(args, REPOSITORY, outsideEnvironment());
  before(buildJudge);

  it("an error is a sentence and a remedy without a stack trace, or with --json one object", async () => {
    const plain = await hardhat("contest", "standings");
    expect(plain.code).to.equal(1);
    expect(plain.stderr).to.contain("EZKL_CONTEST_UNKNOWN: ").and.to.contain("remedy: ");
    expect(plain.stdout + plain.stderr).to.not.match(/^\s+at .+:\d+:\d+\)?$/m);
    const json = await hardhat("contest", "standings", "--json");
    expect(json.code).to.equal(1);
    const { error } = JSON.parse(json.stdout) as { error: object };
    expect(error).to.have.all.keys("code", "what", "where", "remedy");
  });

  it("opens with the defaults and all checks, and prints one JSON object", async () => {
    const { code, stdout, stderr } = await hardhat("contest", "open", "--json");
    expect(code, stderr).to.equal(0);
    const answer = JSON.parse(stdout) as { terms: { split: string[] } };
    expect(answer).to.include.keys("contest", "verifier", "chainId", "modelDigest", "terms", "phases", "gas");
    expect(answer.terms.split).to.deep.equal(["6000", "3000", "1000"]);
  });
});
