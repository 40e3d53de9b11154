import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import hre from "hardhat";
import { formatEther, parseEther } from "ethers";
import pc from "picocolors";

import { melodyFromSeed } from "../../models/singing-judge/melody/melody.ts";
import type { SkillName } from "../../models/singing-judge/singer/skill.ts";
import { send } from "../../tasks/samples/chain/send.ts";
import { scopeOfAttempt } from "../../tasks/singing-contest/attempt.ts";
import { findContest } from "../../tasks/singing-contest/contest.ts";
import { CONTEST } from "../../tasks/singing-contest/dapp.ts";
import { openDesk, type Desk } from "../../tasks/singing-contest/desk.ts";
import { withJudge } from "../../tasks/singing-contest/judge.ts";
import { print } from "../../tasks/ui/shown.ts";
import { table } from "../../tasks/ui/table.ts";

import { play, refused } from "./stage.ts";
import { makeSteady } from "./steady-chain.ts";

const FEE = "0.1";
const SINGERS = [
  { name: "Alice", account: "1", skill: "good" },
  { name: "Bob", account: "2", skill: "middling" },
  { name: "Carol", account: "3", skill: "off-key" },
] as const satisfies readonly { name: string; account: string; skill: SkillName }[];
const HOST = { name: "Host", account: "4" };
const MALLORY = { name: "Mallory", account: "5" };

/** A whole contest by the tasks that its users run, on a chain in this process: three singers, one cheat, the pool paid out. */
export async function playContest(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "contest-"));
  const connection = await hre.network.getOrCreate();
  const { ezkl, ethers } = connection;
  // Melodies come from blocks' hashes: on a steady chain each run has the same ones.
  await makeSteady(hre, connection);
  try {
    await ezkl.model("singing-judge"); // refuses at once when the judge is not built
    await playAll(folder, await ethers.getSigners());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function playAll(folder: string, signers: readonly { address: string }[]): Promise<void> {
  const addressOf = ({ account }: { account: string }): string => signers[Number(account)]?.address ?? "";
  await contest("open", { fee: FEE, host: addressOf(HOST), hostShare: "5", threshold: "0.05" });
  const desk = await openDesk(hre);
  const people = [...SINGERS, HOST, MALLORY];
  const before = await balances(desk, people.map(addressOf));

  for (const { account } of [...SINGERS, MALLORY]) await contest("enter", { account });
  await contest("forward", { until: "draw" });
  const proofs: string[] = [];
  for (const [index, { name, skill }] of SINGERS.entries()) {
    const ticket = String(index + 1);
    const wav = join(folder, `${name}.wav`);
    const proof = join(folder, `${name}.json`);
    proofs.push(proof);
    console.log(pc.dim(`${name} sings (${skill}):`));
    await contest("melody", { ticket });
    await contest("perform", { ticket, skill, out: wav });
    await contest("sing", { ticket, wav, out: proof });
  }
  const [ofAlice = ""] = proofs;
  await contest("melody", { ticket: "4" });
  await refused("Mallory copies Alice's submission", () =>
    contest("submit", { ticket: "1", proof: ofAlice, account: MALLORY.account }),
  );
  await refused("Mallory submits Alice's proof on a ticket of her own", () =>
    contest("submit", { ticket: "4", proof: ofAlice, account: MALLORY.account }),
  );
  await refused("Mallory proves another melody than her ticket's", () => forge(desk, "melody"));
  await refused("Mallory proves silence", () => forge(desk, "silence"));
  // The best comes last: the order of the standings is that of the scores.
  for (const index of [2, 1, 0]) {
    const { account } = SINGERS[index] ?? SINGERS[0];
    await contest("submit", { ticket: String(index + 1), proof: proofs[index], account });
  }
  await refused("Alice submits her ticket's proof again", () =>
    contest("submit", { ticket: "1", proof: ofAlice, account: SINGERS[0].account }),
  );

  await contest("forward", { until: "entries-closed" });
  await refused("Mallory enters late", () => contest("enter", { account: MALLORY.account }));
  await contest("forward", { until: "disputes-closed" });
  await contest("close", {});
  const { contract } = await findContest(desk, undefined);
  for (const person of [...SINGERS, HOST]) {
    // Nobody below the contest's threshold is owed a prize.
    const owed = (await contract.getFunction("owed").staticCall(addressOf(person))) as bigint;
    if (owed > 0n) await contest("claim", { account: person.account });
  }
  await settle(desk, people, before, await balances(desk, people.map(addressOf)));
}

const contest = async (verb: string, args: Readonly<Record<string, unknown>>): Promise<unknown> =>
  play("contest", verb, args);

/** Valid proofs of the wrong thing, which no task would make. */
async function forge(desk: Desk, what: "melody" | "silence"): Promise<void> {
  const found = await findContest(desk, undefined);
  const from = (await desk.connection.ethers.getSigners())[Number(MALLORY.account)];
  if (from === undefined) throw new Error("the local chain has too few accounts");
  const ticket = 4n;
  const hash = `0x${"5a".repeat(32)}` as const;
  const own = (await found.contract.getFunction("melodyOf").staticCall(ticket)) as bigint[];
  const melody = what === "melody" ? melodyFromSeed(7n) : own.map(Number);
  const frames = melody.flatMap((semitone) => [semitone, semitone, semitone, semitone]);
  const sung = what === "melody";
  const features = {
    pitch: Float64Array.from(frames, (semitone) => (sung ? semitone : 0)),
    energy: Float64Array.from(frames, () => (sung ? 1 : 0)),
  };
  const { proof, instances } = await withJudge(desk.workspace, async (judge) =>
    judge.prove(features, melody, {
      chainId: desk.chainId.toString(),
      consumer: found.address,
      account: from.address,
      scope: scopeOfAttempt(ticket, hash),
    }),
  );
  await send(CONTEST, {
    contract: found.contract,
    from,
    method: "submit",
    args: [ticket, hash, proof, instances],
  });
}

async function balances({ connection }: Desk, addresses: readonly string[]): Promise<readonly bigint[]> {
  return Promise.all(addresses.map(async (address) => connection.ethers.provider.getBalance(address)));
}

async function settle(
  desk: Desk,
  people: readonly { name: string }[],
  before: readonly bigint[],
  after: readonly bigint[],
): Promise<void> {
  const row = (index: number): string[] => {
    const [then = 0n, now = 0n] = [before[index], after[index]];
    const gained = now - then;
    return [people[index]?.name ?? "", formatEther(then), formatEther(now), formatEther(gained)];
  };
  print(
    table(
      ["", "before", "after", "gained, gas included"],
      people.map((_, index) => row(index)),
    ),
  );
  const { address } = await findContest(desk, undefined);
  const left = await desk.connection.ethers.provider.getBalance(address);
  if (left !== 0n) throw new Error(`${formatEther(left)} ETH are left in the contest`);
  console.log(
    `The contest took ${formatEther(4n * parseEther(FEE))} ETH in fees and holds ${formatEther(left)} ETH now.`,
  );
}
