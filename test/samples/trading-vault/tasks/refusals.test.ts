import { expect } from "chai";

import { closeTime, deployPractice } from "../../../../tasks/trading-vault/practice/world.ts";
import { movePool } from "../../../../tasks/trading-vault/practice/forward-day.ts";
import { explainFailure } from "../../../../tasks/samples/chain/explain.ts";
import { RefusedError } from "../../../../tasks/samples/errors.ts";
import { dappInterface } from "../../../../tasks/samples/find.ts";
import { create } from "../../../../tasks/trading-vault/create/task-action.ts";
import { VAULT } from "../../../../tasks/trading-vault/dapp.ts";
import { deposit } from "../../../../tasks/trading-vault/deposit/task-action.ts";
import type { Desk } from "../../../../tasks/trading-vault/desk.ts";
import { exit } from "../../../../tasks/trading-vault/exit/task-action.ts";
import { forward } from "../../../../tasks/trading-vault/forward/task-action.ts";
import { keeper } from "../../../../tasks/trading-vault/keeper/task-action.ts";
import { observe } from "../../../../tasks/trading-vault/observe/task-action.ts";
import { rebalance } from "../../../../tasks/trading-vault/rebalance/task-action.ts";
import { REFUSALS } from "../../../../tasks/trading-vault/refusals/index.ts";
import { status } from "../../../../tasks/trading-vault/status/task-action.ts";
import { findVault } from "../../../../tasks/trading-vault/vault.ts";
import { withdraw } from "../../../../tasks/trading-vault/withdraw/task-action.ts";

import { DEFAULTS, failsWith, refusedBy, setStage, told, type Stage } from "./stage.ts";
import { render } from "../../../../tasks/ui/shown.ts";

const NOBODY = `0x${"77".repeat(20)}`;
const STATUS = { last: "10" };
const REBALANCE = { deadline: "10m" };
const NAMED = { ...DEFAULTS, practice: false, maxAge: "65m" };

describe("trading vault: what its tasks refuse, and how", function () {
  this.timeout(240_000);
  let stage: Stage;
  let desk: Desk;
  let created: Record<string, unknown>;
  let ground: Record<"stable" | "risk" | "feed" | "pool", string>;

  const blocks = async () => desk.connection.ethers.provider.getBlockNumber();

  before(async () => {
    stage = await setStage();
    ({ desk } = stage);
  });
  after(async () => stage.close());

  it("every error of vault, ring and tokens has its sentence", async () => {
    const abi = await dappInterface(VAULT, desk);
    // Of libraries: no call of a task can meet them.
    const unmet = [
      ...["ReentrancyGuardReentrantCall", "SafeERC20FailedOperation", "EzklContextOutOfBounds"],
      ...["ERC20InvalidApprover", "ERC20InvalidReceiver", "ERC20InvalidSender", "ERC20InvalidSpender"],
      "SafeCastOverflowedIntToUint",
      "SafeCastOverflowedUintToInt",
    ];
    const names: string[] = [];
    abi.forEachError(({ name }) => names.push(name));
    expect(names.length).to.be.greaterThan(40);
    const generated = /^TradingSignalStatement/;
    expect(
      names.filter((name) => !(name in REFUSALS) && !unmet.includes(name) && !generated.test(name)),
    ).to.deep.equal([]);
  });

  it("every sentence is made of the error's own values", async () => {
    const abi = await dappInterface(VAULT, desk);
    const values: Record<string, unknown> = { address: NOBODY, bytes32: `0x${"12".repeat(32)}` };
    abi.forEachError((fragment) => {
      const args = fragment.inputs.map(({ type }) => values[type] ?? 3n);
      const data = abi.encodeErrorResult(fragment, args);
      const error = explainFailure(VAULT, { data }, abi, "here", NOBODY) as RefusedError;
      expect(error).to.be.instanceOf(RefusedError);
      expect(error.refusal).to.equal(fragment.name);
      expect(error.message).to.not.match(/undefined|\[object|NaN/);
    });
  });

  it("needs a vault: none created, none there, something else there", async () => {
    await failsWith("EZKL_VAULT_UNKNOWN", status(STATUS, desk));
    await failsWith("EZKL_VAULT_GONE", status({ ...STATUS, vault: NOBODY }, desk));
    const other = await (await desk.connection.ethers.deployContract("TradingSignalVerifier")).getAddress();
    await failsWith("EZKL_VAULT_OTHER", status({ ...STATUS, vault: other }, desk));
    await failsWith("EZKL_INPUT_INVALID", status({ ...STATUS, vault: "0x12" }, desk));
    await desk.memory.remember(desk.chainId, { vault: NOBODY, verifier: other, block: 1 });
    const gone = await failsWith("EZKL_VAULT_GONE", status(STATUS, desk));
    expect(gone.remedy).to.contain("vault create");
  });

  for (const [option, value] of [
    ["slippage", "lots"],
    ["tradeCap", "101"],
    ["minTrade", "1.234"],
    ["keeperFee", "-1"],
    ["keeperFee", "0.0000001"],
    ["dormantAfter", "0"],
    ["dormantAfter", "31"],
    ["maxAge", "soon"],
    ["owner", "0x12"],
    ["account", "99"],
    ["from", "2018-03-30"],
    ["from", "yesterday"],
    ["stable", NOBODY],
  ] as const) {
    it(`create --practice --${option} ${value}: names the option, sends nothing`, async () => {
      const before = await blocks();
      const refused = await failsWith("EZKL_INPUT_INVALID", create({ ...DEFAULTS, [option]: value }, desk));
      expect(refused.where).to.equal(`--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
      expect(await blocks()).to.equal(before);
    });
  }

  it("wants to be told how old a price of a real feed may be", async () => {
    const named = { stable: NOBODY, risk: NOBODY, feed: NOBODY, pool: NOBODY };
    const refused = await failsWith(
      "EZKL_INPUT_INVALID",
      create({ ...NAMED, ...named, maxAge: undefined }, desk),
    );
    expect(refused.where).to.equal("--max-age");
    expect(refused.remedy).to.contain("heartbeat");
  });

  it("puts no verifier of a dev SRS on a chain that is not local, and practises on none", async () => {
    const live = await setStage(424_242);
    try {
      const { connection } = live.desk;
      const maker = (await connection.ethers.getSigners()).at(-1)!;
      const day = BigInt((await connection.ethers.provider.getBlock("latest"))!.timestamp) / 86_400n - 1n;
      const history = [{ day, price: 1_900n * 10n ** 8n }];
      const { stable, risk, feed, pool } = await deployPractice({ connection, maker, history, depth: 1n });
      const before = await connection.ethers.provider.getBlockNumber();
      await failsWith("EZKL_DEV_SRS", create({ ...NAMED, stable, risk, feed, pool }, live.desk));
      expect(await connection.ethers.provider.getBlockNumber()).to.equal(before);
      await failsWith("EZKL_VAULT_DEVELOPMENT_ONLY", create(DEFAULTS, live.desk));
      await failsWith("EZKL_VAULT_DEVELOPMENT_ONLY", forward({ days: "1" }, live.desk));
    } finally {
      await live.close();
    }
  });

  describe("with a vault", () => {
    before(async () => {
      created = await told(create(DEFAULTS, desk));
      ground = Object.fromEntries(
        (["stable", "risk", "feed", "pool"] as const).map((name) => [name, String(created[name])]),
      ) as typeof ground;
    });

    for (const name of ["stable", "risk", "feed", "pool"] as const) {
      it(`creates none without --${name}, and none where that is nothing`, async () => {
        const before = await blocks();
        const missing = await failsWith(
          "EZKL_INPUT_INVALID",
          create({ ...NAMED, ...ground, [name]: undefined }, desk),
        );
        expect(missing.where).to.equal(`--${name}`);
        const nothing = create({ ...NAMED, ...ground, [name]: NOBODY }, desk);
        if (name === "pool") await refusedBy("VaultPoolNoCode", nothing);
        else expect((await failsWith("EZKL_INPUT_INVALID", nothing)).where).to.equal(`--${name}`);
        expect(await blocks()).to.equal(before);
      });
    }

    for (const [refusal, change] of [
      ["VaultSlippageOutOfRange", { slippage: "3.01" }],
      ["VaultSlippageOutOfRange", { slippage: "0.05" }],
      ["VaultTradeCapOutOfRange", { tradeCap: "0.99" }],
      ["VaultMinTradeTooHigh", { minTrade: "10.01", tradeCap: "50" }],
      ["VaultMinTradeTooHigh", { minTrade: "2", tradeCap: "1" }],
      ["PriceRingMaxAgeOutOfRange", { maxAge: "59s" }],
      ["PriceRingMaxAgeOutOfRange", { maxAge: "3d" }],
      ["OwnableInvalidOwner", { owner: `0x${"00".repeat(20)}` }],
      ["VaultSameToken", "same"],
      ["VaultPoolOfOthers", "other"],
      ["VaultDecimalsOutOfRange", "coarse"],
    ] as const) {
      it(`create: the contract's ${refusal} as a sentence, before anything is deployed (${JSON.stringify(change)})`, async () => {
        const token = async (decimals: number) =>
          (await desk.connection.ethers.deployContract("PracticeToken", ["T", "T", decimals])).getAddress();
        const terms =
          change === "same"
            ? { risk: ground.stable }
            : change === "other"
              ? { risk: await token(18) }
              : change === "coarse"
                ? { stable: await token(5), keeperFee: "0" }
                : change;
        const before = await blocks();
        await refusedBy(refusal, create({ ...NAMED, ...ground, ...terms }, desk));
        expect(await blocks()).to.equal(before);
      });
    }

    it("creates one on named tokens, feed and pool, with a ring and a verifier that are there", async () => {
      const second = await told(
        create(
          { ...NAMED, ...ground, ring: String(created["ring"]), verifier: String(created["verifier"]) },
          desk,
        ),
      );
      expect(second).to.include({
        ring: created["ring"],
        verifier: created["verifier"],
        practice: null,
        observedDays: 0,
      });
      const unplayed = await failsWith("EZKL_VAULT_STATE", forward({ days: "1" }, desk));
      expect(unplayed.what).to.contain("prices come by themselves");
      await refusedBy("ERC20InsufficientBalance", deposit({ amount: "1", account: "7" }, desk));
      const remembered = { vault: String(created["vault"]), verifier: String(created["verifier"]), block: 0 };
      const practice = created["practice"] as never;
      await desk.memory.remember(desk.chainId, { ...remembered, practice });
    });

    it("creates one on a feed that is too young, and says that its prices wait", async () => {
      const kept = await desk.memory.recall(desk.chainId);
      const feed = await (
        await desk.connection.ethers.deployContract("MockV3Aggregator", [8, 1_900n * 10n ** 8n])
      ).getAddress();
      const verifier = String(created["verifier"]);
      const { json, text } = await create({ ...NAMED, ...ground, feed, verifier }, desk);
      expect(json).to.include({ observedDays: 0 });
      expect(render(text)).to.contain("The prices wait: the feed has no round");
      await failsWith("EZKL_VAULT_NO_ROUND", observe({}, desk));
      expect(render((await status(STATUS, desk)).text)).to.contain("29 of 29 closes not recorded");
      await desk.memory.remember(desk.chainId, kept!);
    });

    it("deposits no nothing, and gives up no shares that are not there", async () => {
      await failsWith("EZKL_INPUT_INVALID", deposit({ account: "1" }, desk));
      await failsWith("EZKL_INPUT_INVALID", deposit({ amount: "some", account: "1" }, desk));
      await failsWith("EZKL_VAULT_STATE", deposit({ amount: "0", account: "1" }, desk));
      await failsWith("EZKL_VAULT_STATE", withdraw({ account: "1" }, desk));
      await told(deposit({ amount: "1000", account: "1" }, desk));
      await failsWith("EZKL_VAULT_STATE", exit({ account: "1", shares: "1000.1" }, desk));
      await failsWith("EZKL_VAULT_STATE", exit({ account: "1", shares: "0" }, desk));
      await failsWith("EZKL_INPUT_INVALID", exit({ account: "1", only: "both" }, desk));
      await failsWith("EZKL_INPUT_INVALID", withdraw({ account: "1", shares: "1", amount: "1" }, desk));
      await refusedBy("ERC20InsufficientBalance", withdraw({ account: "1", amount: "1000.01" }, desk));
    });

    it("forwards and keeps by numbers that make sense", async () => {
      for (const days of ["0", "-1", "x", "401"])
        await failsWith("EZKL_INPUT_INVALID", forward({ days }, desk));
      const past = await failsWith("EZKL_VAULT_STATE", forward({ days: "396" }, desk));
      expect(past.remedy).to.contain("--days 395 or less");
      const quiet = { signal: new AbortController().signal, say: () => undefined };
      await failsWith("EZKL_INPUT_INVALID", keeper({ once: true, poll: "0" }, desk, quiet));
      await failsWith("EZKL_INPUT_INVALID", rebalance({ deadline: "later" }, desk));
      await failsWith("EZKL_INPUT_INVALID", status({ last: "all" }, desk));
    });

    it("says that the market is away from the oracle, and how to leave all the same", async () => {
      await told(forward({ days: "1" }, desk));
      await told(rebalance({ ...REBALANCE, account: "2" }, desk));
      const vault = await findVault(desk, undefined);
      const world = vault.remembered!.practice!;
      const maker = (await desk.connection.ethers.getSigners()).at(-1)!;
      await movePool({ connection: desk.connection, world, maker }, 1700n * 10n ** 8n);
      const refused = await refusedBy("VaultSlippage", withdraw({ account: "1" }, desk));
      expect(refused.remedy).to.contain("vault exit");
      await movePool({ connection: desk.connection, world, maker }, 2100n * 10n ** 8n);
      await refusedBy("VaultCostTooHigh", deposit({ amount: "100", account: "1" }, desk));
      await told(exit({ account: "1", shares: "1" }, desk));
      await movePool({ connection: desk.connection, world, maker }, 189_964n * 10n ** 6n);
    });

    it("says that the feed is silent: no deposit, no withdrawal, no value; in kind is possible", async () => {
      const { provider } = desk.connection;
      const snapshot: unknown = await provider.request({ method: "evm_snapshot" });
      const { currentEpoch } = await told(status(STATUS, desk));
      const late = closeTime(BigInt(currentEpoch as string) + 1n) + 7200n;
      await provider.request({ method: "evm_setNextBlockTimestamp", params: [`0x${late.toString(16)}`] });
      await provider.request({ method: "hardhat_mine", params: ["0x1"] });
      await refusedBy("PriceRingRoundStale", deposit({ amount: "1", account: "1" }, desk));
      await refusedBy("PriceRingRoundStale", withdraw({ account: "1" }, desk));
      await refusedBy("PriceRingRoundStale", rebalance(REBALANCE, desk));
      const { text, json } = await status({ ...STATUS, account: "1" }, desk);
      expect(render(text)).to.contain("no fresh price");
      expect(json).to.include({ price: 0n, nav: 0n, adds: true });
      const said: string[] = [];
      const answer = await told(
        keeper({ once: true, poll: "1" }, desk, {
          signal: new AbortController().signal,
          say: (line) => void said.push(line),
        }),
      );
      expect((answer["outcomes"] as unknown[])[0]).to.include({ kind: "waiting" });
      expect(said.at(-1)).to.contain("old at");
      const alone = await told(exit({ account: "1", shares: "1", only: "risk" }, desk));
      const units = (name: string) => BigInt(alone[name] as string);
      expect(units("stable")).to.equal(0n);
      expect(units("risk") > 0n).to.equal(true);
      expect(units("riskAfter") - units("riskBefore")).to.equal(units("risk"));
      expect(await told(status(STATUS, desk))).to.include({ adds: true });
      await provider.request({ method: "evm_revert", params: [snapshot] });
    });

    it("says that the vault is paused, and what is proposed", async () => {
      const { contract } = await findVault(desk, undefined);
      const [owner] = await desk.connection.ethers.getSigners();
      const act = async (method: string, ...args: unknown[]) =>
        (
          await contract
            .connect(owner!)
            .getFunction(method)
            .send(...args)
        ).wait();
      await act("proposeTerms", { slippage: 100n, tradeCap: 5000n, minTrade: 0n, keeperFee: 2_000_000n });
      await act("pause");
      await told(forward({ days: "1" }, desk));
      const { text } = await status(STATUS, desk);
      expect(render(text))
        .to.contain("Paused")
        .and.to.contain("proposed terms")
        .and.to.contain("slippage 1 %");
      await refusedBy("EnforcedPause", deposit({ amount: "1", account: "1" }, desk));
      await failsWith("EZKL_VAULT_STATE", rebalance(REBALANCE, desk));
      await told(withdraw({ account: "1", shares: "1" }, desk));
      const alone = await told(exit({ account: "1", shares: "1", only: "stable" }, desk));
      expect([alone["risk"], alone["riskAfter"]]).to.deep.equal(["0", alone["riskBefore"]]);
      await told(observe({}, desk));
      await act("unpause");
    });

    it("proves for no vault of another model", async () => {
      const vault = await findVault(desk, undefined);
      const { requireSameSignal } = await import("../../../../tasks/trading-vault/prove.ts");
      await failsWith(
        "EZKL_VAULT_OTHER",
        requireSameSignal(desk.workspace, { ...vault, modelDigest: `0x${"12".repeat(32)}` }),
      );
    });

    it("says that the model is not built", async () => {
      const workspace = { ...desk.workspace, paths: { ...desk.workspace.paths, output: stage.desk.cache } };
      await failsWith("EZKL_NOT_BUILT", create(DEFAULTS, { ...desk, workspace }));
      await failsWith("EZKL_NOT_BUILT", rebalance(REBALANCE, { ...desk, workspace }));
    });
  });
});
