import { expect } from "chai";
import type { Page } from "playwright-core";

import { connect } from "../helpers/page.ts";
import { useStage } from "../helpers/stage.ts";

const gate = (page: Page) => page.getByText("Connect a wallet", { exact: true });
const account = (page: Page, address: string) =>
  page.getByRole("button", { name: `${address.slice(0, 6)}…${address.slice(-4)}` });

describe("the page and wallets", function () {
  const stage = useStage(this);

  it("connects a wallet that announces itself, and remembers it over a reload without asking", async () => {
    const page = await stage().openPage("#/vault", { connect: false });
    await gate(page).waitFor();
    await connect(page);
    await gate(page).waitFor({ state: "detached" });
    page.wallet.asked.length = 0;
    await page.reload();
    await account(page, page.wallet.account).waitFor();
    expect(page.wallet.asked).to.include("eth_accounts").and.not.include("eth_requestAccounts");
  });

  it("forgets a wallet that was disconnected", async () => {
    const page = await stage().openPage("#/vault");
    await account(page, page.wallet.account).click();
    await page.getByText("Test wallet, chain 31337").waitFor();
    await page.getByRole("menuitem", { name: "Disconnect" }).click();
    await gate(page).waitFor();
    await page.reload();
    await page.getByRole("button", { name: "Connect Test wallet" }).waitFor();
    expect(await gate(page).isVisible()).to.equal(true);
  });

  it("says so when the user declines to connect, and connects at the next try", async () => {
    const page = await stage().openPage("#/vault", { connect: false });
    page.wallet.reject = true;
    await page.getByRole("button", { name: "Connect Test wallet" }).click();
    await page.getByRole("alert").getByText("Not signed").waitFor();
    page.wallet.reject = false;
    await connect(page);
    await gate(page).waitFor({ state: "detached" });
  });

  it("names a network where nothing is deployed, and switches to one where it is", async () => {
    const page = await stage().openPage("#/contest");
    await page.wallet.goTo(5n);
    await page.getByText("The wallet is on chain 5, where SingingContest is not deployed.").waitFor();
    await page.getByRole("button", { name: "Switch to chain 31337" }).click();
    await page.getByText("Wrong network").waitFor({ state: "detached" });
    expect(page.wallet.chainId).to.equal(31337n);
  });

  it("tells why a wallet does not switch: its user declines, or it does not know the chain", async () => {
    const page = await stage().openPage("#/registry");
    await page.wallet.goTo(5n);
    const change = page.getByRole("button", { name: "Switch to chain 31337" });
    page.wallet.reject = true;
    await change.click();
    await page.getByRole("alert").getByText("Not signed").waitFor();
    page.wallet.reject = false;
    page.wallet.known.clear();
    await change.click();
    await page
      .getByRole("alert")
      .getByText(/Unrecognized chain/)
      .waitFor();
    await page.getByText("Wrong network").waitFor();
  });

  it("tells that the chain is gone, keeps what was read, and goes on when it is back", async () => {
    const page = await stage().openPage("#/vault");
    const read = page.getByRole("heading", { name: "Your shares", exact: true });
    await read.waitFor();
    page.wallet.lost = true;
    const gone = page.getByRole("alert").getByText("The chain does not answer").first();
    await gone.waitFor();
    expect(await read.isVisible()).to.equal(true);
    page.wallet.lost = false;
    await page.getByText("The chain does not answer").first().waitFor({ state: "detached" });
  });

  it("connects the burner wallet of the local chain, which has what the stories cost", async () => {
    const page = await stage().openPage("#/vault", { wallet: false });
    await connect(page, "Burner (local chain only)");
    await gate(page).waitFor({ state: "detached" });
    const { burner } = stage().options;
    const { ethers } = stage().world.connection;
    const { address } = new ethers.Wallet(burner.key);
    await account(page, address).waitFor();
    expect(await ethers.provider.getBalance(address)).to.equal(ethers.parseEther("100"));
    const stable = await ethers.getContractAt("PracticeToken", stage().options.practice.tokens.stable);
    expect(await stable.getFunction("balanceOf").staticCall(address)).to.equal(20_000_000_000n);
  });
});
