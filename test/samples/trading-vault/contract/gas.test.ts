import { MaxUint256, type ContractTransactionResponse } from "ethers";

import { expectGasTable, type GasTable } from "../../../helpers/gas-table.ts";
import { MODEL, openVault, submitRecorded, type OpenVault } from "../../../helpers/trading-vault.ts";
import { loadProof } from "../../../helpers/vectors.ts";

const DOLLARS = 10n ** 6n;
/** In the order of the table. */
const ACTIONS = [
  "deploy the verifier",
  "deploy the ring",
  "deploy the vault",
  "record a day",
  "rebalance, its day recorded before",
  "rebalance and record its day",
  "rebalance without a trade",
  "deposit",
  "mint",
  "withdraw",
  "redeem",
  "exit",
  "exit with one asset",
  "propose terms",
  "apply terms",
];
const COLUMNS = ["stable alone", "both assets"] as const;
/** Milliseconds, of which compiling takes most on a busy machine. */
const TIMEOUT = 180_000;
const PAGE = "docs/samples/trading-vault.md";
const WEEK = 7 * 24 * 3600;

describe("Gas of the trading vault", () => {
  it("is what the documentation tells", async function () {
    this.timeout(TIMEOUT);
    const measured: GasTable = Object.fromEntries(ACTIONS.map((action) => [action, {}]));
    const world = await openVault({ real: true, apart: true, terms: { keeperFee: DOLLARS } });
    const spend = async (
      action: string,
      column: (typeof COLUMNS)[number],
      sent: Promise<ContractTransactionResponse>,
    ) => {
      measured[action] = { ...measured[action], [column]: (await (await sent).wait())!.gasUsed };
    };
    for (const [action, address] of [
      ["deploy the verifier", world.setup.verifier],
      ["deploy the ring", world.setup.ring],
      ["deploy the vault", await world.vault.getAddress()],
    ] as const) {
      measured[action] = { [COLUMNS[0]]: await gasOfCreation(world, address) };
    }
    await play(world, spend);
    expectGasTable(PAGE, COLUMNS, measured);
  });
});

type Spend = (
  action: string,
  column: (typeof COLUMNS)[number],
  sent: Promise<ContractTransactionResponse>,
) => Promise<void>;

/** Everything that somebody may do, while the vault holds one asset and while it holds both. */
async function play(world: OpenVault, spend: Spend): Promise<void> {
  const { vault, ring, alice, bob, owner, networkHelpers } = world;
  const [one, both] = COLUMNS;
  // The first of all is not measured: it alone pays for new words of storage.
  await world.deposit(alice, 50_000n * DOLLARS);
  await world.fund(bob, 50_000n * DOLLARS);
  await vault.connect(bob).deposit(1_000n * DOLLARS, bob);
  await comeAndGo(world, spend, one);

  await world.nextDay();
  await spend("record a day", one, ring.connect(bob).observe(world.today(), [world.today()]));
  const { proof, instances } = loadProof(MODEL, "alice-d0");
  await spend(
    "rebalance, its day recorded before",
    one,
    vault.connect(alice).rebalance(world.today(), [], MaxUint256, proof, instances),
  );
  await comeAndGo(world, spend, both);
  await world.nextDay();
  await spend(
    "rebalance and record its day",
    both,
    submitRecorded(world, alice, loadProof(MODEL, "alice-d1")),
  );
  for (const day of [2, 3, 4]) {
    await world.nextDay();
    const sent = submitRecorded(world, alice, loadProof(MODEL, `alice-d${day}`));
    // On the fifth day the model's target is the vault's already.
    if (day === 4) await spend("rebalance without a trade", both, sent);
    else await sent;
  }
  await spend(
    "propose terms",
    one,
    vault.connect(owner).proposeTerms({ ...world.setup.terms, slippage: 50n }),
  );
  await networkHelpers.time.increase(WEEK);
  await spend("apply terms", one, vault.connect(bob).applyTerms());
}

async function comeAndGo({ vault, stable, bob }: OpenVault, spend: Spend, column: (typeof COLUMNS)[number]) {
  const holder = vault.connect(bob);
  await spend("deposit", column, holder.deposit(1_000n * DOLLARS, bob));
  const shares = (await vault.balanceOf(bob)) / 10n;
  await spend("mint", column, holder.mint(shares, bob));
  await spend("withdraw", column, holder.withdraw(100n * DOLLARS, bob, bob));
  await spend("redeem", column, holder.redeem(shares, bob, bob));
  // The first risk in an account's hands costs it a new word; later ones do not.
  await holder.exit(shares, bob, bob);
  await spend("exit", column, holder.exit(shares, bob, bob));
  await spend("exit with one asset", column, holder.exitWith(stable, shares, bob, bob));
}

/** Gas of the transaction that made a contract. */
async function gasOfCreation({ ethers }: OpenVault, address: string): Promise<bigint> {
  for (let number = await ethers.provider.getBlockNumber(); number > 0; number--) {
    const block = (await ethers.provider.getBlock(number))!;
    for (const hash of block.transactions) {
      const receipt = (await ethers.provider.getTransactionReceipt(hash))!;
      if (receipt.contractAddress === address) return receipt.gasUsed;
    }
  }
  throw new Error(`no transaction made ${address}`);
}
