import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { ContractFactory } from "ethers";

import { EzklError } from "../../../src/errors/base.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { MESSAGES } from "../../ui/messages.ts";
import { keyValueTable } from "../../ui/table.ts";
import { requireDeployable, verifierCode } from "../../verifier-code.ts";
import { currencyOf } from "../../samples/chain/currency.ts";
import { deploy, rehearse } from "../../samples/chain/deploy.ts";
import { beginCreation } from "../../samples/chain/begin-creation.ts";
import { dappInterface } from "../../samples/find.ts";
import { parseAddress } from "../../samples/parse/address.ts";
import { publishedBuild, publishedRow, type PublishedArguments } from "../../samples/published.ts";
import { ensureVerifier, existingVerifier } from "../../samples/verifier.ts";
import { VAULT } from "../dapp.ts";
import { nextCommand, openDesk, type Desk } from "../desk.ts";
import { observeWindow } from "../observe/observe-window.ts";
import { termsTable } from "../show/terms.ts";
import { STABLE_DECIMALS, STABLE_SYMBOL } from "../practice/world.ts";
import { openSignal } from "../signal.ts";
import { findVault, RING_CONTRACT } from "../vault.ts";

import { keptGround, namedGround, practiceGround, type GroundArguments } from "./ground.ts";
import { parseAge, parseTerms, type AgeArguments, type TermArguments } from "./terms.ts";

interface CreateArguments extends TermArguments, AgeArguments, GroundArguments, PublishedArguments {
  name: string;
  symbol?: string;
  owner?: string;
  verifier?: string;
  account?: string;
}

const action: NewTaskActionFunction<CreateArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => create(args, await openDesk(hre)));

/** Creates a vault, records the prices that are known already, and remembers it for the other tasks on this chain. */
export async function create(args: CreateArguments, desk: Desk): Promise<TaskOutput> {
  const { workspace, artifacts, connection, chainId } = desk;
  const { provider } = connection.ethers;
  const maxAge = parseAge(args);
  const built = await openSignal(workspace);
  const abi = await dappInterface(VAULT, desk);
  const code = await verifierCode(artifacts, built.model);
  requireDeployable(code);
  const parts = [RING_CONTRACT, VAULT.contractName];
  const { undertaking, from } = await beginCreation(VAULT, desk, args, code, parts);
  const entry = await publishedBuild(desk, built, code, args);
  const named = args.verifier ?? entry?.verifier;
  const owner = args.owner === undefined ? from.address : parseAddress(args.owner, "--owner");
  if (args.practice) parseTerms(args, { symbol: STABLE_SYMBOL, decimals: STABLE_DECIMALS });
  const ground = args.practice
    ? await keptGround(undertaking, desk, async () => practiceGround(args, desk))
    : await namedGround(args, provider);
  const stable = await currencyOf(provider, ground.stable, "--stable");
  await currencyOf(provider, ground.risk, "--risk");
  const { terms, dormantAfter } = parseTerms(args, stable);

  const ringArtifact = await artifacts.readArtifact(RING_CONTRACT);
  const rings = new ContractFactory(ringArtifact.abi, ringArtifact.bytecode, from);
  const vaults = new ContractFactory(abi, (await artifacts.readArtifact(VAULT.contractName)).bytecode, from);
  const setup = {
    ...{ name: args.name, symbol: args.symbol ?? `v${stable.symbol}`, stable: ground.stable },
    ...{ risk: ground.risk, pool: ground.pool, verifierCodeHash: code.codeHash, owner, dormantAfter, terms },
  };
  const ringArguments = [ground.feed, maxAge];
  if (args.ring === undefined) await rehearse(VAULT, desk, rings, from, ringArguments);
  const imagined = { [IMAGINED_RING]: ringArtifact.deployedBytecode, [IMAGINED_VERIFIER]: code.runtimeCode };
  const wanted = [{ ...setup, ring: IMAGINED_RING, verifier: IMAGINED_VERIFIER }];
  await rehearse(VAULT, desk, vaults, from, wanted, imagined, "VaultRingNoCode");

  const note = (text: string): void => workspace.reporter.note(VAULT.model, text);
  const verifier =
    named === undefined ? await ensureVerifier(desk, built, from) : await existingVerifier(desk, named, code);
  note(`the verifier is at ${verifier}`);
  const ring =
    args.ring === undefined
      ? (
          await deploy(VAULT, desk, undertaking, {
            ...{ contract: RING_CONTRACT, factory: rings, from },
            args: async () => ringArguments,
          })
        ).address
      : parseAddress(args.ring, "--ring");
  note(`the ring of prices is at ${ring}`);
  const {
    address: vault,
    block,
    hash,
    gas,
  } = await deploy(VAULT, desk, undertaking, {
    ...{ contract: VAULT.contractName, factory: vaults, from },
    args: async () => [{ ...setup, ring, verifier }],
  });
  await desk.memory.remember(chainId, {
    ...{ vault, verifier, block, practice: ground.practice },
    published: entry?.published,
  });
  const observed = await observeWindow(await findVault(desk, undefined), from).catch((error: unknown) => {
    if (error instanceof EzklError) return error;
    throw error;
  });
  const recorded = observed instanceof EzklError ? 0 : observed.recorded;
  return {
    json: {
      ...{ vault, verifier, ring, chainId, owner, modelDigest: built.manifest.modelDigest },
      ...{ stable: ground.stable, risk: ground.risk, feed: ground.feed, pool: ground.pool },
      ...{
        practice: ground.practice ?? null,
        published: entry?.published ?? null,
        terms,
        dormantAfter,
        maxAge: maxAge ?? null,
        observedDays: recorded,
      },
      ...{ transaction: hash, gas },
    },
    text: [
      `The vault is at ${vault} on chain ${chainId} (${gas} gas); ${recorded} days of prices are recorded.`,
      ...(observed instanceof EzklError ? [`The prices wait: ${observed.what}. Later: vault observe.`] : []),
      keyValueTable({
        verifier,
        ...publishedRow(entry?.published),
        "ring of prices": ring,
        "stable token": `${stable.symbol} at ${ground.stable}`,
        "risk token": ground.risk,
        feed: ground.feed,
        pool: ground.pool,
        ...termsTable({ terms, dormantAfter, stable }),
        owner,
      }),
      "Verifier, model, prices, pool and tokens are fixed for good. The owner may propose other terms, which wait 7 days, and pause; nothing stops anybody from leaving.",
      ...(built.manifest.srs.kind === "dev" ? [MESSAGES.devSrs] : []),
      ...(desk.inProcess
        ? [
            "This chain ends with the command. For one that stays: npx hardhat node, then --network localhost.",
          ]
        : [nextCommand(desk, "deposit --amount 10000 --account 1")]),
    ],
    afterwards: undertaking.close,
  };
}

/** Addresses that nobody has, for what is imagined there. */
const IMAGINED_RING = "0x00000000000000000000000000000000000a1100";
const IMAGINED_VERIFIER = "0x00000000000000000000000000000000000a1101";

export default action;
