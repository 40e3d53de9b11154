import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";
import { getAddress } from "ethers";

import { parseProofFile } from "../../../../src/artifacts/proof-file.ts";
import { create } from "../../../../tasks/trading-vault/create/task-action.ts";
import { deposit } from "../../../../tasks/trading-vault/deposit/task-action.ts";
import { endOf } from "../../../../tasks/trading-vault/format/day.ts";
import { forward } from "../../../../tasks/trading-vault/forward/task-action.ts";
import { prove } from "../../../../tasks/trading-vault/prove/task-action.ts";
import { readState } from "../../../../tasks/trading-vault/read/state.ts";
import { findVault } from "../../../../tasks/trading-vault/vault.ts";
import { readWindow } from "../../../../tasks/trading-vault/window.ts";

import { DEFAULTS, failsWith, setStage, told, type Stage } from "./stage.ts";

describe("trading vault: a proof in a file", function () {
  this.timeout(240_000);
  let stage: Stage;
  let out: string;

  before(async () => {
    stage = await setStage();
    out = join(stage.folder, "proof.json");
    await create(DEFAULTS, stage.desk);
    await deposit({ amount: "1000", account: "1" }, stage.desk);
  });
  after(async () => stage.close());

  it("is made for an account of the network by number, and refused before a day is due", async () => {
    const error = await failsWith("EZKL_VAULT_STATE", prove({ out, account: "2" }, stage.desk));
    expect(error.what).to.contain("one proof a day");
    await forward({ days: "1" }, stage.desk);
    const answer = await told(prove({ out, account: "2" }, stage.desk));
    expect(answer).to.include({ keeper: await stage.address(2), out });
  });

  it("is made for an address whose key is not here, and the vault takes it from that account alone", async () => {
    const { desk } = stage;
    const keeper = getAddress(`0x${"5a".repeat(20)}`);
    await failsWith("EZKL_INPUT_INVALID", prove({ out, account: `${keeper}00` }, desk));
    await prove({ out, account: keeper }, desk);
    const file = parseProofFile(await readFile(out, "utf8"), out);
    const vault = await findVault(desk, undefined);
    const { currentEpoch } = await readState(vault);
    const { rounds } = await readWindow(vault, currentEpoch);
    expect(file.context).to.include({ consumer: vault.address, account: keeper, chainId: "31337" });
    const call = async (from: string): Promise<unknown> =>
      vault.contract
        .getFunction("rebalance")
        .staticCall(currentEpoch, rounds, endOf(currentEpoch + 1n), file.proof, file.instances, { from });
    await call(keeper);
    const refused = await call(await stage.address(2)).catch((error: unknown) => String(error));
    expect(refused).to.contain("EzklContextMismatch");
  });
});
