import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { ContractFactory, ZeroAddress } from "ethers";

import { showResult, type TaskOutput } from "../../task-result.ts";
import { MESSAGES } from "../../ui/messages.ts";
import { keyValueTable } from "../../ui/table.ts";
import { requireDeployable, verifierCode } from "../../verifier-code.ts";
import { readClock } from "../../samples/chain/clock.ts";
import { currencyOf } from "../../samples/chain/currency.ts";
import { explainFailure } from "../../samples/chain/explain.ts";
import { dappInterface } from "../../samples/find.ts";
import { parseAddress } from "../../samples/parse/address.ts";
import { publishedBuild, publishedRow, type PublishedArguments } from "../../samples/published.ts";
import { ensureVerifier, existingVerifier } from "../../samples/verifier.ts";
import { CONTEST } from "../dapp.ts";
import { accountOf, nextCommand, openDesk, type Desk } from "../desk.ts";
import { openJudge } from "../judge.ts";
import { phasesOf } from "../read/terms.ts";
import { momentsOf, termsOf } from "../show/terms.ts";

import { rehearse } from "./rehearse.ts";
import { parseTerms, type TermArguments } from "./terms.ts";

interface OpenArguments extends TermArguments, PublishedArguments {
  token?: string;
  verifier?: string;
  account?: string;
}

const action: NewTaskActionFunction<OpenArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => open(args, await openDesk(hre)));

/** Opens a contest by deploying it, and remembers it for the other tasks on this chain. */
export async function open(args: OpenArguments, desk: Desk): Promise<TaskOutput> {
  const { workspace, artifacts, connection, chainId } = desk;
  const { provider } = connection.ethers;
  const built = await openJudge(workspace);
  const { model, manifest } = built;
  const abi = await dappInterface(CONTEST, desk);
  const code = await verifierCode(artifacts, model);
  requireDeployable(code);
  const entry = await publishedBuild(desk, built, code, args);
  const named = args.verifier ?? entry?.verifier;
  const from = await accountOf(desk, args.account);
  const token = args.token === undefined ? ZeroAddress : parseAddress(args.token, "--token");
  const currency = await currencyOf(provider, token);
  const { bytecode } = await artifacts.readArtifact(CONTEST.contractName);
  const factory = new ContractFactory(abi, bytecode, from);
  const termsNow = async () => parseTerms(args, currency, (await readClock(provider)).now);
  await rehearse(factory, from, code.codeHash, await termsNow());

  const verifier =
    named === undefined ? await ensureVerifier(desk, built, from) : await existingVerifier(desk, named, code);
  const agreed = await termsNow();
  const where = `opening by ${from.address}`;
  const refused = (error: unknown): never => {
    throw explainFailure(CONTEST, error, abi, where, from.address);
  };
  const contract = await factory.deploy(verifier, code.codeHash, agreed).catch(refused);
  const receipt = await contract.deploymentTransaction()?.wait().catch(refused);
  const contest = await contract.getAddress();
  await desk.memory.remember(chainId, {
    ...{ contest, verifier, block: receipt?.blockNumber ?? 0 },
    published: entry?.published,
  });
  return {
    json: {
      contest,
      verifier,
      chainId,
      modelDigest: manifest.modelDigest,
      published: entry?.published ?? null,
      terms: agreed,
      phases: phasesOf(agreed),
      transaction: receipt?.hash,
      gas: receipt?.gasUsed,
    },
    text: [
      `The contest is open at ${contest} on chain ${chainId} (${receipt?.gasUsed ?? 0n} gas), judged through the verifier at ${verifier}.`,
      keyValueTable({
        ...termsOf({ terms: agreed, currency }),
        ...publishedRow(entry?.published),
        ...momentsOf(agreed, (await readClock(provider)).now),
      }),
      "Nobody can change any of this now.",
      ...(manifest.srs.kind === "dev" ? [MESSAGES.devSrs] : []),
      ...(desk.inProcess
        ? [
            "This chain ends with the command. For one that stays: npx hardhat node, then --network localhost.",
          ]
        : [nextCommand(desk, "enter --account 1")]),
    ].join("\n"),
  };
}

export default action;
