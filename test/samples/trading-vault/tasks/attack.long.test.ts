import { expect } from "chai";

import { ATTACKS } from "../../../../tasks/trading-vault/attack/attacks.ts";
import { attack } from "../../../../tasks/trading-vault/attack/task-action.ts";
import { create } from "../../../../tasks/trading-vault/create/task-action.ts";
import { deposit } from "../../../../tasks/trading-vault/deposit/task-action.ts";

import { DEFAULTS, failsWith, setStage, told, type Stage } from "./stage.ts";
import { render } from "../../../../tasks/ui/shown.ts";

/** What each attempt meets, by its name in the task. */
const MET: Readonly<Record<keyof typeof ATTACKS, string>> = {
  "copy the keeper's transaction": "EzklContextMismatch",
  "prove on the prices of another window": "VaultReturnMismatch",
  "prove on a price one unit off": "VaultReturnMismatch",
  "send the proof of the last epoch as today's": "EzklContextMismatch",
  "rebalance for the last epoch": "VaultEpochNotCurrent",
  "trade twice in an epoch": "VaultEpochDone",
  "hold a transaction back until the price suits": "VaultDeadlinePassed",
  "trade on a price of three days ago": "PriceRingRoundStale",
  "sandwich the trade beyond the bound": "VaultSlippage",
  "deposit below an oracle that is pushed down in the same block": "VaultCostTooHigh",
  "deposit on a market that is moved in the same block": "VaultCostTooHigh",
  "ask for the pool's payment": "VaultCallbackForbidden",
  "leave with the shares of others": "ERC20InsufficientAllowance",
  "change the terms": "OwnableUnauthorizedAccount",
};

describe("trading vault: the thief of practice", function () {
  this.timeout(240_000);
  let stage: Stage;

  before(async () => {
    stage = await setStage();
    await told(create(DEFAULTS, stage.desk));
  });
  after(async () => stage.close());

  it("finds nothing to steal in an empty vault", async () => {
    await failsWith("EZKL_VAULT_STATE", attack({}, stage.desk));
  });

  it("is refused by name each time, and leaves the chain as it was", async () => {
    const { desk } = stage;
    await told(deposit({ amount: "10000", account: "1" }, desk));
    const { provider } = desk.connection.ethers;
    const before = await provider.getBlock("latest");
    const { json, failed } = await attack({}, desk);
    const attacks = json["attacks"] as { attack: string; refusal: string }[];
    expect(Object.fromEntries(attacks.map(({ attack: name, refusal }) => [name, refusal]))).to.deep.equal(
      MET,
    );
    expect(failed).to.equal(false);
    const after = await provider.getBlock("latest");
    expect([after?.number, after?.hash]).to.deep.equal([before?.number, before?.hash]);
  });

  it("says so when an attack succeeds", async () => {
    const { desk } = stage;
    const theft = "take what is given";
    const { json, failed, text } = await attack({}, desk, { ...ATTACKS, [theft]: async () => "the money" });
    expect(failed).to.equal(true);
    expect(render(text)).to.contain("1 of 15 attacks succeeded");
    expect(json["attacks"]).to.deep.include({ attack: theft, refusal: null });
  });
});
