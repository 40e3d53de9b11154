import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { parseUnits } from "ethers";
import hre from "hardhat";
import pc from "picocolors";

import { openDesk, type Desk } from "../../tasks/uniqueness-registry/desk.ts";
import { findRegistry } from "../../tasks/uniqueness-registry/registry.ts";
import { print } from "../../tasks/ui/shown.ts";
import { table } from "../../tasks/ui/table.ts";

import { play, refused } from "./stage.ts";

/** The finger's name is its seed: the same name is the same finger. */
const PEOPLE = [
  { name: "Ann", account: "1" },
  { name: "Bob", account: "2" },
  { name: "Cid", account: "3" },
  { name: "Dee", account: "4" },
] as const;
const [ANN, BOB] = PEOPLE;
/** Where Ann goes on when her key is lost. */
const ANN_ANEW = { name: "Ann, new account", account: "5" } as const;
const SECOND = { name: "Bob, second account", account: "6" } as const;
const FUNDS = "1000";

/** A registry by the tasks that its users run, on a chain in this process: four people, one who tries twice, one who loses a key, a thief, and the pool accounted for. */
export async function playRegistry(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "registry-"));
  try {
    await playAll(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function playAll(folder: string): Promise<void> {
  await registry("create", { practice: true, funds: FUNDS });
  for (const { name, account } of PEOPLE) {
    await registry("enroll", { capture: await captured(folder, name, "1", account, "enroll"), account });
  }
  await refused("Bob presses the same finger again, for a second account", async () =>
    registry("enroll", {
      capture: await captured(folder, BOB.name, "2", SECOND.account, "enroll"),
      account: SECOND.account,
    }),
  );
  console.log(pc.dim("Ann has lost her key, and shows her finger again:"));
  const { account } = ANN_ANEW;
  await registry("move", { capture: await captured(folder, ANN.name, "2", account, "move"), account });
  await refused("Ann's new account takes over before the old one had its time to object", () =>
    registry("move", { finish: true, account }),
  );
  await registry("forward", { days: "3" });
  await registry("move", { finish: true, account });

  const claimants = [ANN_ANEW, ...PEOPLE.slice(1)];
  const desk = await openDesk(hre);
  for (const claimant of claimants) await registry("claim", { account: claimant.account });
  await refused("Bob claims the same period again", () => registry("claim", { account: BOB.account }));
  await refused("Ann's old account claims", () => registry("claim", { account: ANN.account }));
  await registry("attack", {});
  await registry("status", {});
  await settle(desk, [ANN, ...claimants]);
}

async function registry(verb: string, args: Readonly<Record<string, unknown>>): Promise<unknown> {
  return play("registry", verb, args);
}

/** What the device hands over: the file's path. */
async function captured(
  folder: string,
  finger: string,
  press: string,
  account: string,
  act: "enroll" | "move",
): Promise<string> {
  const out = join(folder, `${finger}-${press}.json`);
  await registry("capture", { finger, press, for: account, act, out });
  return out;
}

/** @throws Error when a unit of the pool is unaccounted for */
async function settle(desk: Desk, people: readonly { name: string; account: string }[]): Promise<void> {
  const { address, token } = await findRegistry(desk, undefined);
  const signers = await desk.connection.ethers.getSigners();
  const paid = await Promise.all(
    people.map(({ account }) => token.balanceOf(signers[Number(account)]?.address ?? "")),
  );
  const left = await token.balanceOf(address);
  print(
    table(
      ["", "was paid"],
      people.map(({ name }, index) => [name, token.format(paid[index] ?? 0n)]),
    ),
  );
  const total = paid.reduce((sum, each) => sum + each, left);
  if (total !== parseUnits(FUNDS, token.decimals))
    throw new Error(`${FUNDS} went in, ${token.format(total)} are there`);
  console.log(`The pool adds up: ${FUNDS} went in, ${token.format(left)} are left.`);
}
