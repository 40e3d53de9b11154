import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { create } from "../../../../tasks/trading-vault/create/task-action.ts";
import { deposit } from "../../../../tasks/trading-vault/deposit/task-action.ts";
import { forward } from "../../../../tasks/trading-vault/forward/task-action.ts";
import { VAULT_MEMORY, type RememberedVault } from "../../../../tasks/trading-vault/memory.ts";
import { rebalance } from "../../../../tasks/trading-vault/rebalance/task-action.ts";
import { status } from "../../../../tasks/trading-vault/status/task-action.ts";
import { openNodeStage, type NodeStage } from "../../../helpers/desk.ts";
import { hardhatHere } from "../../../helpers/in-process.ts";
import { outsideEnvironment } from "../../../helpers/project.ts";

import { buildSignal, DEFAULTS, failsWith, told } from "./stage.ts";
import { render } from "../../../../tasks/ui/shown.ts";

const REPOSITORY = fileURLToPath(new URL("../../../../", import.meta.url));
const STATUS = { last: "10" };

describe("trading vault on a node, over HTTP", function () {
  this.timeout(240_000);
  let node: NodeStage<RememberedVault>;
  const visit: NodeStage<RememberedVault>["visit"] = async (work, url) => node.visit(work, url);

  before(async () => {
    await buildSignal();
    node = await openNodeStage("trading-vault", VAULT_MEMORY);
  });
  after(async () => node.close());

  it("is remembered from task to task, and missed when the node was started anew", async () => {
    const url = await node.start();
    const created = await visit(async (desk) => told(create(DEFAULTS, desk)), url);
    const remembered = JSON.parse(await readFile(join(node.folder, "vaults.json"), "utf8")) as Record<
      string,
      object
    >;
    expect(remembered["31337"]).to.include({ vault: created["vault"], verifier: created["verifier"] });
    const { text } = await visit(async (desk) => deposit({ amount: "100", account: "1" }, desk), url);
    expect(render(text)).to.contain("Next: npx hardhat vault status --account 1 --network localhost");
    await visit(async (desk) => told(forward({ days: "1" }, desk)), url);
    const done = await visit(async (desk) => told(rebalance({ deadline: "10m", account: "2" }, desk)), url);
    expect(done).to.include({ observed: 1, targetPercent: "81" });
    expect(await visit(async (desk) => told(status(STATUS, desk)), url)).to.include({ adds: true });

    const anew = await node.start();
    const gone = await failsWith(
      "EZKL_VAULT_GONE",
      visit(async (desk) => status(STATUS, desk), anew),
    );
    expect(gone.what).to.contain("started anew");
  });
});

describe("trading vault on the command line", function () {
  this.timeout(240_000);
  const hardhat = (...args: string[]) => hardhatHere(args, REPOSITORY, outsideEnvironment());
  before(buildSignal);

  it("lists its tasks", async () => {
    const { stdout } = await hardhat("vault", "--help");
    for (const verb of [
      "create",
      "observe",
      "status",
      "deposit",
      "withdraw",
      "exit",
      "rebalance",
      "backtest",
      "keeper",
    ])
      expect(stdout).to.contain(` ${verb} `);
  });

  it("an error is a sentence and a remedy without a stack trace, or with --json one object", async () => {
    const plain = await hardhat("vault", "status");
    expect(plain.code).to.equal(1);
    expect(plain.stderr).to.contain("EZKL_VAULT_UNKNOWN: ").and.to.contain("remedy: ");
    expect(plain.stdout + plain.stderr).to.not.match(/^\s+at .+:\d+:\d+\)?$/m);
    const json = await hardhat("vault", "keeper", "--once", "--json");
    expect(json.code).to.equal(1);
    const { error } = JSON.parse(json.stdout) as { error: object };
    expect(error).to.have.all.keys("code", "what", "where", "remedy");
  });

  it("creates with the defaults and all checks, and prints one JSON object", async () => {
    const { code, stdout, stderr } = await hardhat("vault", "create", "--practice", "--json");
    expect(code, stderr).to.equal(0);
    const answer = JSON.parse(stdout) as Record<string, unknown>;
    expect(answer).to.include.keys(
      "vault",
      "verifier",
      "ring",
      "stable",
      "risk",
      "feed",
      "pool",
      "modelDigest",
      "gas",
    );
    expect(answer["terms"]).to.deep.equal({
      ...{ slippage: "50", tradeCap: "2500", minTrade: "100", keeperFee: "1000000" },
    });
    expect(answer).to.include({ observedDays: 29, dormantAfter: "7", maxAge: "90000" });
  });
});
