import { expect } from "chai";

import { connect } from "../helpers/page.ts";
import { useStage } from "../helpers/stage.ts";

describe("the page and wallets", function () {
  const stage = useStage(this);

  it("connects a wallet that announces itself, and remembers it over a reload without asking", async () => {
    const page = await stage().openPage("#/vault");
    await page.getByText(stage().addresses.vault).waitFor();
    page.wallet.asked.length = 0;
    await page.reload();
    await page.getByText(stage().addresses.vault).waitFor();
    expect(page.wallet.asked).to.include("eth_accounts").and.not.include("eth_requestAccounts");
  });

  it("offers to connect, and says so when the wallet's user declines", async () => {
    const page = await stage().openPage("#/vault", { connect: false });
    await page.getByText("Connect a wallet", { exact: true }).waitFor();
    page.wallet.reject = true;
    await page.getByRole("button", { name: "Connect Test wallet" }).click();
    await page.getByRole("alert").getByText("Not signed").waitFor();
    page.wallet.reject = false;
    await connect(page);
    await page.getByText(stage().addresses.vault).waitFor();
  });
});
