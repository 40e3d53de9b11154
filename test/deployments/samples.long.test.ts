import { expect } from "chai";

import { CONTEST_MEMORY } from "../../tasks/singing-contest/memory.ts";
import { open } from "../../tasks/singing-contest/open/task-action.ts";
import { create } from "../../tasks/trading-vault/create/task-action.ts";
import { VAULT_MEMORY } from "../../tasks/trading-vault/memory.ts";
import { visitNode } from "../helpers/desk.ts";
import { buildJudge, refusedBy, TERMS } from "../samples/singing-contest/tasks/stage.ts";
import { buildSignal, DEFAULTS } from "../samples/trading-vault/tasks/stage.ts";

import { CHAIN, killAt, SEND, useBadNetwork } from "./bad-network.ts";
import { contractsOn, failsWith, visit } from "./stage.ts";

const CONTEST = "SingingContest";
const FIVE_HOURS = 5 * 3600;

describe("deploying a sample through a bad network", function () {
  this.timeout(240_000);
  const stage = useBadNetwork();
  before(async () => {
    await buildJudge();
    await buildSignal();
  });

  const opening = async (args: Partial<Parameters<typeof open>[0]> = {}) => {
    const { folder, bad } = stage();
    return visitNode(folder.path, CONTEST_MEMORY, bad, async (desk) => open({ ...TERMS, ...args }, desk));
  };
  const creating = async (account: string) => {
    const { folder, bad } = stage();
    return visitNode(folder.path, VAULT_MEMORY, bad, async (desk) => create({ ...DEFAULTS, account }, desk));
  };
  /** Does this to the sending of the contract with this number, counted from 1. */
  const atContract = (number: number, fate: "lose" | "drop" | "hangAfter"): void => {
    let sent = 0;
    stage().proxy.fate = (asked) => (asked === SEND && ++sent === number ? fate : "pass");
  };
  const judge = async (): Promise<string> =>
    visit(stage().good, async ({ ethers }) =>
      (await ethers.deployContract("SingingJudgeVerifier")).getAddress(),
    );
  const recorded = async () => (await stage().folder.records(CHAIN)) ?? {};

  it("goes on with a vault when the funds ran out in the middle: one of each, and one world", async () => {
    const { good, proxy, rpc } = stage();
    const owner = await visit(good, async ({ ethers }) => (await ethers.getSigners())[1]?.address ?? "");
    const sendsOf = (params: readonly unknown[]): boolean =>
      params.some((sent) => String((sent as { from?: string }).from).toLowerCase() === owner.toLowerCase());
    let sent = 0;
    proxy.fate = async (asked, params) => {
      if (sent === 2) await rpc("hardhat_setBalance", [owner, "0x1000"]);
      if (asked === SEND && sendsOf(params)) sent++;
      return "pass" as const;
    };
    await failsWith("EZKL_FUNDS", creating("1"));
    expect(await recorded()).to.have.all.keys("trading-signal", "PriceRing");
    const before = await contractsOn(good);
    proxy.fate = () => "pass";
    await rpc("hardhat_setBalance", [owner, "0xde0b6b3a7640000"]);
    const { json } = await creating("1");
    expect(await contractsOn(good, owner)).to.equal(3);
    expect(await contractsOn(good)).to.equal(before + 1);
    const records = await recorded();
    expect(records["trading-signal"]).to.include({ address: json["verifier"] });
    expect(records["PriceRing"]).to.include({ address: json["ring"] });
    expect(records["TradingVault"]).to.include({
      address: json["vault"],
      transactionHash: json["transaction"],
    });
  });

  it("survives kill -9 between the broadcast of a contest and its receipt, with the terms that it was sent with", async () => {
    const { good, rpc } = stage();
    const verifier = await judge();
    atContract(1, "hangAfter");
    await killAt(stage(), "open-contest.ts", 2, { DEPLOY_VERIFIER: verifier });
    expect(await recorded()).to.deep.equal({});
    const { timestamp } = (await rpc("eth_getBlockByNumber", ["latest", false])) as { timestamp: string };
    await rpc("evm_increaseTime", [FIVE_HOURS]);
    await rpc("hardhat_mine", []);
    stage().proxy.fate = () => "pass";
    const first = await opening({ verifier });
    expect(await contractsOn(good)).to.equal(2);
    expect((await recorded())[CONTEST]).to.include({ address: first.json["contest"] });
    const { entriesCloseAt } = first.json["terms"] as { entriesCloseAt: bigint };
    expect(Number(entriesCloseAt)).to.be.lessThan(Number(timestamp) + FIVE_HOURS);
  });

  it("tells a finished contest until it is told, and then opens another", async () => {
    const { good } = stage();
    const verifier = await judge();
    const first = await opening({ verifier });
    expect((await opening({ verifier })).json["contest"]).to.equal(first.json["contest"]);
    expect((await opening({ verifier, fee: "0.02" })).json["contest"]).to.not.equal(first.json["contest"]);
    await first.afterwards?.();
    const next = await opening({ verifier });
    expect(next.json["contest"]).to.not.equal(first.json["contest"]);
    expect((await recorded())[CONTEST]).to.include({ address: next.json["contest"] });
    expect(await contractsOn(good)).to.equal(4);
  });

  it("reckons the terms anew when the contract would no longer take those that never got out", async () => {
    const { good, rpc } = stage();
    const verifier = await judge();
    atContract(1, "drop");
    await failsWith("EZKL_DEPLOYMENT_STOPPED", opening({ verifier }));
    await rpc("evm_increaseTime", [FIVE_HOURS]);
    await rpc("hardhat_mine", []);
    stage().proxy.fate = () => "pass";
    const { json } = await opening({ verifier });
    const { timestamp } = (await rpc("eth_getBlockByNumber", ["latest", false])) as { timestamp: string };
    const { entriesCloseAt } = json["terms"] as { entriesCloseAt: bigint };
    expect(Number(entriesCloseAt)).to.be.greaterThan(Number(timestamp));
    expect(await contractsOn(good)).to.equal(2);
  });

  it("refuses bad terms as the contract does, and an RPC that lies about its chain, before anything is sent", async () => {
    const { bad, folder, proxy } = stage();
    await refusedBy("ContestHostShareTooHigh", opening({ hostShare: "50", host: `0x${"11".repeat(20)}` }));
    const elsewhere = { ...bad, chainId: 5 };
    await failsWith(
      "EZKL_CHAIN_ID",
      visitNode(folder.path, CONTEST_MEMORY, elsewhere, async (desk) => open(TERMS, desk)),
    );
    expect(proxy.asked).to.not.include(SEND);
  });
});
