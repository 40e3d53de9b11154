import { expect } from "chai";
import { MaxUint256, ZeroAddress, type BaseContract } from "ethers";

import { openVault } from "../../../helpers/trading-vault.ts";

const WHOLE = 10n ** 18n;

describe("Attack on the trading vault: a reentrant token", function () {
  this.timeout(120_000);

  /** A vault over a token that has an account of the attacker's make a call during the next transfer. */
  async function setUp() {
    const world = await openVault({ stableToken: ["HookedToken", []] });
    const { ethers, vault, alice } = world;
    const token = await ethers.getContractAt("HookedToken", world.scale.stable);
    const account = await ethers.deployContract("HookedAccount");
    await world.deposit(alice, 1_000n * WHOLE);
    await vault.connect(alice).transfer(account, (await vault.balanceOf(alice)) / 2n);
    await token.mint(account, WHOLE);
    const approval = token.interface.encodeFunctionData("approve", [await vault.getAddress(), MaxUint256]);
    await account.run(token, 0n, approval);
    const at = await account.getAddress();
    const { interface: abi }: BaseContract = vault;
    const encode = (name: string, args: readonly unknown[]) => abi.encodeFunctionData(name, args);
    /** After a failure the hook is as it was before: nothing happened. */
    const disarm = () => token.hook(ZeroAddress, ZeroAddress, "0x");
    return { ...world, token, account, at, encode, disarm };
  }

  type Setting = Awaited<ReturnType<typeof setUp>>;
  const entries: Record<string, (setting: Setting) => string> = {
    deposit: ({ encode, at }) => encode("deposit", [WHOLE, at]),
    mint: ({ encode, at }) => encode("mint", [WHOLE, at]),
    withdraw: ({ encode, at }) => encode("withdraw", [1n, at, at]),
    redeem: ({ encode, at }) => encode("redeem", [WHOLE, at, at]),
    exit: ({ encode, at }) => encode("exit", [WHOLE, at, at]),
    exitWith: ({ encode, at, token }) => encode("exitWith", [token.target, WHOLE, at, at]),
    rebalance: ({ encode }) => encode("rebalance", [0n, [], 0n, "0x", []]),
    applyTerms: ({ encode }) => encode("applyTerms", []),
  };
  const views: Record<string, (setting: Setting) => string> = {
    totalAssets: ({ encode }) => encode("totalAssets", []),
    convertToShares: ({ encode }) => encode("convertToShares", [1n]),
    convertToAssets: ({ encode }) => encode("convertToAssets", [1n]),
    previewDeposit: ({ encode }) => encode("previewDeposit", [1n]),
    previewMint: ({ encode }) => encode("previewMint", [1n]),
    previewWithdraw: ({ encode }) => encode("previewWithdraw", [1n]),
    previewRedeem: ({ encode }) => encode("previewRedeem", [1n]),
    previewTrade: ({ encode }) => encode("previewTrade", [1n]),
    maxDeposit: ({ encode, at }) => encode("maxDeposit", [at]),
    maxMint: ({ encode, at }) => encode("maxMint", [at]),
    maxWithdraw: ({ encode, at }) => encode("maxWithdraw", [at]),
    maxRedeem: ({ encode, at }) => encode("maxRedeem", [at]),
    state: ({ encode }) => encode("state", []),
  };
  /** What alice does while the token calls out. */
  const outer: Record<string, (setting: Setting) => Promise<() => Promise<unknown>>> = {
    deposit: async (world) => {
      await world.fund(world.alice, WHOLE);
      return () => world.vault.connect(world.alice).deposit(WHOLE, world.alice);
    },
    mint: async (world) => {
      await world.fund(world.alice, WHOLE);
      return () => world.vault.connect(world.alice).mint(WHOLE, world.alice);
    },
    withdraw:
      async ({ vault, alice }) =>
      () =>
        vault.connect(alice).withdraw(1_000n, alice, alice),
    redeem:
      async ({ vault, alice }) =>
      () =>
        vault.connect(alice).redeem(WHOLE, alice, alice),
    exit:
      async ({ vault, alice }) =>
      () =>
        vault.connect(alice).exit(WHOLE, alice, alice),
    exitWith:
      async ({ vault, token, alice }) =>
      () =>
        vault.connect(alice).exitWith(token, WHOLE, alice, alice),
  };

  it("cannot enter any entry again, from within any that moves the token", async () => {
    const setting = await setUp();
    const { token, account, vault } = setting;
    for (const [during, prepare] of Object.entries(outer)) {
      for (const [entry, call] of Object.entries(entries)) {
        const act = await prepare(setting);
        await token.hook(account, vault, call(setting));
        await expect(act(), `${entry} during ${during}`).to.be.revertedWithCustomError(
          vault,
          "ReentrancyGuardReentrantCall",
        );
        await setting.disarm();
      }
    }
  });

  it("cannot enter again while the vault trades", async () => {
    const setting = await setUp();
    const { token, account, vault, carol } = setting;
    await setting.nextDay();
    for (const call of [entries["exit"]!, views["totalAssets"]!]) {
      await token.hook(account, vault, call(setting));
      await expect(setting.rebalance(carol, 0.5)).to.be.revertedWithCustomError(
        vault,
        "ReentrancyGuardReentrantCall",
      );
    }
    await setting.disarm();
    await setting.rebalance(carol, 0.5);
  });

  it("cannot read a figure of the vault half-way", async () => {
    const setting = await setUp();
    const { token, account, vault, alice } = setting;
    for (const [view, call] of Object.entries(views)) {
      await setting.fund(alice, WHOLE);
      await token.hook(account, vault, call(setting));
      await expect(vault.connect(alice).deposit(WHOLE, alice), view).to.be.revertedWithCustomError(
        vault,
        "ReentrancyGuardReentrantCall",
      );
      await setting.disarm();
    }
  });

  it("may do as it likes elsewhere: shares given away half-way change nothing", async () => {
    const setting = await setUp();
    const { token, account, vault, alice, bob, encode } = setting;
    const shares = await vault.previewDeposit(WHOLE);
    await setting.fund(alice, WHOLE);
    const before = await vault.balanceOf(alice);
    await token.hook(account, vault, encode("transfer", [bob.address, 7n]));
    await vault.connect(alice).deposit(WHOLE, alice);
    expect((await vault.balanceOf(alice)) - before).to.equal(shares);
    expect(await vault.balanceOf(bob)).to.equal(7n);
  });
});
