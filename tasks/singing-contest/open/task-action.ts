import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { ContractFactory, ZeroAddress, type Result } from "ethers";

import { showResult, type TaskOutput } from "../../task-result.ts";
import { MESSAGES } from "../../ui/messages.ts";
import { keyValueTable } from "../../ui/table.ts";
import { requireDeployable, verifierCode } from "../../verifier-code.ts";
import { readClock } from "../../samples/chain/clock.ts";
import { currencyOf } from "../../samples/chain/currency.ts";
import { deploy } from "../../samples/chain/deploy.ts";
import { beginCreation } from "../../samples/chain/begin-creation.ts";
import { dappInterface } from "../../samples/find.ts";
import { parseAddress } from "../../samples/parse/address.ts";
import { publishedBuild, publishedRow, type PublishedArguments } from "../../samples/published.ts";
import { ensureVerifier, existingVerifier } from "../../samples/verifier.ts";
import { CONTEST } from "../dapp.ts";
import { nextCommand, openDesk, type Desk } from "../desk.ts";
import { openJudge } from "../judge.ts";
import { phasesOf, termsSchema } from "../read/terms.ts";
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
  const { contractName } = CONTEST;
  const { undertaking, from } = await beginCreation(CONTEST, desk, args, code, [contractName]);
  const entry = await publishedBuild(desk, built, code, args);
  const named = args.verifier ?? entry?.verifier;
  const token = args.token === undefined ? ZeroAddress : parseAddress(args.token, "--token");
  const currency = await currencyOf(provider, token);
  const { bytecode } = await artifacts.readArtifact(contractName);
  const factory = new ContractFactory(abi, bytecode, from);
  const termsNow = async () => parseTerms(args, currency, (await readClock(provider)).now);
  await rehearse(factory, from, code.codeHash, await termsNow());

  const verifier =
    named === undefined ? await ensureVerifier(desk, built, from) : await existingVerifier(desk, named, code);
  const {
    address: contest,
    block,
    hash,
    gas,
    args: given,
  } = await deploy(CONTEST, desk, undertaking, {
    ...{ contract: contractName, factory, from },
    args: async () => [verifier, code.codeHash, await termsNow()],
  });
  const agreed = termsSchema.parse((given[2] as Result).toObject());
  await desk.memory.remember(chainId, {
    ...{ contest, verifier, block },
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
      transaction: hash,
      gas,
    },
    text: [
      `The contest is open at ${contest} on chain ${chainId} (${gas} gas), judged through the verifier at ${verifier}.`,
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
    ],
    afterwards: undertaking.close,
  };
}

export default action;
