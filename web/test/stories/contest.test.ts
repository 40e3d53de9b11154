import { expect } from "chai";
import type { Browser, Locator } from "playwright-core";

import type { Workspace } from "../../../src/pipeline/workspace.ts";
import { findContest } from "../../../tasks/singing-contest/contest.ts";
import type { Contest } from "../../../tasks/singing-contest/open-contest.ts";
import { readState } from "../../../tasks/singing-contest/read/places.ts";
import { readTicket, requireMelody, type Ticket } from "../../../tasks/singing-contest/read/ticket.ts";
import { SingingContest__factory } from "../../../types/ethers-contracts/factories/contracts/samples/singing-contest/SingingContest__factory.ts";
import { thiefAt } from "../helpers/console-thief.ts";
import { expectAccessible, expectNoSidewaysScroll, shot } from "../helpers/look.ts";
import { watchMainThread } from "../helpers/main-thread.ts";
import type { PageOptions, TestPage } from "../helpers/page.ts";
import { singInto } from "../helpers/singer.ts";
import { useStage } from "../helpers/stage.ts";
import { TEST_WALLET } from "../helpers/test-wallet.ts";

/** Twice the score of a perfect attempt, as the circuit writes it: no take has it. */
const FORGED = 2n << 28n;

describe("the page: the contest", function () {
  const stage = useStage(this);
  this.timeout(240_000);

  const workspace = (): Workspace => stage().world.desks.contest.workspace;
  const contest = async (): Promise<Contest> => findContest(stage().world.desks.contest, undefined);
  const ticket = async (number: bigint): Promise<Ticket> => readTicket(await contest(), number);
  const part = (page: TestPage, name: string | RegExp): Locator => page.getByRole("region", { name });
  const confirmed = async (region: Locator): Promise<void> =>
    region.getByText(/Confirmed in block/).waitFor();

  const open = async (options: PageOptions = {}): Promise<TestPage> => {
    const page = await stage().openPage("#/contest", options);
    await page.getByRole("heading", { name: "The end" }).waitFor();
    return page;
  };

  /** Buys a ticket and has its melody drawn, all in the page. @returns its number */
  const enter = async (page: TestPage): Promise<bigint> => {
    await page.getByRole("button", { name: /^Buy a ticket for 0\.01 ETH/ }).click();
    await confirmed(part(page, "Tickets"));
    const number = (await readState(await contest())).ticketCount;
    await page.getByRole("button", { name: /^Mine blocks/ }).click();
    await page.getByText("Its block is there: the melody can be drawn.").waitFor();
    await page.getByRole("button", { name: "Draw the melody" }).click();
    await page.getByRole("heading", { name: `The melody of ticket ${number}`, exact: true }).waitFor();
    return number;
  };

  /** @returns the recording's hash by Node */
  const chooseTake = async (page: TestPage, number: bigint): Promise<string> => {
    const { path, hash } = await singInto(workspace(), requireMelody(await ticket(number)));
    await page.locator('input[type="file"]').setInputFiles(path);
    await page.getByText(/^What was sung, against the melody/).waitFor();
    return hash;
  };

  const prove = async (page: TestPage): Promise<void> => {
    await page.getByText(/^The judge gives/).waitFor({ timeout: 120_000 });
    await page.getByRole("button", { name: "Make the proof" }).click();
    await page.getByText(/Proved and checked/).waitFor({ timeout: 120_000 });
  };

  it("a ticket, a melody, a file, a proof made in the page, a place, the prize: balances say the same", async () => {
    const page = await open();
    const number = await enter(page);
    await page.getByRole("button", { name: "Play the melody" }).click();
    await page.getByText("Four clicks, then the tune.").waitFor();
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    await shot(page, "contest-melody");

    const busy = await watchMainThread(stage().browser);
    const hash = await chooseTake(page, number);
    await prove(page);
    const longest = await busy();
    await page.getByRole("button", { name: "Tamper with it and ask the chain" }).click();
    await page.getByText("EzklConsumerProofRejected", { exact: true }).waitFor();
    const downloading = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save the recording" }).click();
    expect((await downloading).suggestedFilename()).to.equal(`ticket-${number}.recording.pcm`);

    await page.getByRole("button", { name: "Submit the attempt" }).click();
    await page.getByText("Your ticket is on place 1.").waitFor();
    const submitted = await ticket(number);
    expect(submitted.recordingHash, "the page's recording and Node's").to.equal(hash);
    expect(submitted.score > 5n * 10n ** 17n, String(submitted.score)).to.equal(true);
    await part(page, "Standings").getByText(`You, ticket ${number}`).waitFor();
    await shot(page, "contest-submitted");

    const end = part(page, "The end");
    await end.getByRole("button", { name: /past the submissions/ }).click();
    await end.getByRole("button", { name: /past the challenges/ }).click();
    await end.getByRole("button", { name: "Close the contest" }).click();
    const { owed } = await end
      .getByText("The contest owes you 0.01 ETH.")
      .waitFor()
      .then(async () => ({ owed: await owedTo(await contest(), page.wallet.account) }));
    expect(owed, "the whole pool: one ticket").to.equal(10n ** 16n);
    const { provider } = stage().world.connection.ethers;
    const before = await provider.getBalance(page.wallet.account);
    await end.getByRole("button", { name: "Claim 0.01 ETH" }).click();
    await end.getByText("The contest owes you 0 ETH.").waitFor();
    const gained = (await provider.getBalance(page.wallet.account)) - before;
    expect(gained > 9n * 10n ** 15n && gained < 10n ** 16n, `${gained}: the prize less gas`).to.equal(true);
    expect(await provider.getBalance(stage().addresses.contest), "nothing is left").to.equal(0n);
    expect(longest, "longest task of the main thread, ms").to.be.below(200);
  });

  it("sings into the microphone: count-in, the curve as it goes, a proof, a place", async () => {
    const number = await drawn();
    const { path } = await singInto(workspace(), requireMelody(await ticket(number)), { lead: 1.6 });
    const page = await open({ wav: path });
    const busy = await watchMainThread(browserOf(page));
    await page.getByRole("button", { name: "Record from the microphone" }).click();
    await page.getByText(/of 4 counts/).waitFor();
    await page.getByText(/^Sing: [1-6] s left/).waitFor();
    await page.getByRole("img", { name: "What is heard, against the melody." }).waitFor();
    await page.getByText(/^What was sung, against the melody/).waitFor({ timeout: 30_000 });
    const told = await page
      .getByText(/^What was sung, against the melody/)
      .first()
      .textContent();
    expect(Number(/(\d+) %/.exec(told ?? "")?.[1]), told ?? "").to.be.above(50);
    expect(await busy(), "longest task of the main thread, ms").to.be.below(200);
    await shot(page, "contest-sung");
    await prove(page);
    await page.getByRole("button", { name: "Submit the attempt" }).click();
    await page.getByText("Your ticket is on place 1.").waitFor();
    expect((await ticket(number)).score > 0n).to.equal(true);
  });

  it("goes on after a reload in the middle of a proof, with the take that it kept", async () => {
    const page = await open();
    const number = await enter(page);
    const hash = await chooseTake(page, number);
    await page.getByRole("button", { name: "Make the proof" }).click();
    await page.getByRole("button", { name: "Cancel the proof" }).waitFor();
    await page.reload();
    await page.getByText("This is the take that this browser kept for the ticket.").waitFor();
    await prove(page);
    await page.getByRole("button", { name: "Submit the attempt" }).click();
    await page.getByText("Your ticket is on place 1.").waitFor();
    expect((await ticket(number)).recordingHash).to.equal(hash);
  });

  it("has a forged score, typed into the console, refused by the contract", async () => {
    const page = await open();
    const number = await enter(page);
    await chooseTake(page, number);
    await prove(page);
    // The submission itself is held back, and changed as somebody at the console would.
    const thief = await thiefAt(page, TEST_WALLET);
    page.wallet.reject = true;
    await page.getByRole("button", { name: "Submit the attempt" }).click();
    await page.getByText("It was declined in the wallet; nothing was sent.").first().waitFor();
    page.wallet.reject = false;
    const honest = await thief.last();
    const abi = SingingContest__factory.createInterface();
    const [of, recording, proof, instances] = abi.decodeFunctionData("submit", honest.data) as unknown as [
      bigint,
      string,
      string,
      bigint[],
    ];
    const data = abi.encodeFunctionData("submit", [of, recording, proof, [FORGED, ...instances.slice(1)]]);
    expect(await thief.ask("eth_call", { ...honest, data })).to.include(
      abi.getError("EzklConsumerProofRejected")?.selector.slice(2),
    );
    expect(await thief.ask("eth_sendTransaction", { ...honest, data })).to.not.equal(undefined);
    expect((await ticket(number)).score, "no attempt counts").to.equal(0n);
  });

  it("says what is wrong with a file that is no sound, and with a microphone that is denied", async () => {
    await drawn();
    const page = await open();
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: "take.wav", mimeType: "audio/wav", buffer: Buffer.from("no sound at all") });
    await page.getByText(/not a sound file that can be read/).waitFor();
    await page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = async () => {
        throw new DOMException("denied", "NotAllowedError");
      };
    });
    await page.getByRole("button", { name: "Record from the microphone" }).click();
    await page.getByText(/the browser was not allowed to use it/).waitFor();
  });

  for (const [scheme, width] of [
    ["light", 360],
    ["dark", 1280],
  ] as const) {
    it(`is accessible and fits, ${scheme}, ${width} wide`, async () => {
      const number = await drawn();
      const page = await open({ scheme, width });
      await chooseTake(page, number);
      await page.getByText(/^The judge gives/).waitFor({ timeout: 120_000 });
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await shot(page, `contest-${scheme}-${width}`);
    });
  }

  /** A ticket of account 1 with its melody drawn, without the page. @returns its number */
  async function drawn(): Promise<bigint> {
    const [, singer] = await stage().world.connection.ethers.getSigners();
    const { contract, terms } = await contest();
    const own = contract.connect(singer ?? null) as typeof contract;
    await own.getFunction("enter").send({ value: terms.fee });
    await stage().act("contest/forward", { until: "draw" });
    const number = (await readState(await contest())).ticketCount;
    await own.getFunction("drawMelody").send(number);
    return number;
  }
});

function browserOf(page: TestPage): Browser {
  const browser = page.context().browser();
  if (browser === null) throw new Error("the page has no browser of its own");
  return browser;
}

async function owedTo({ contract }: Contest, account: string): Promise<bigint> {
  return BigInt((await contract.getFunction("owed").staticCall(account)) as bigint);
}
