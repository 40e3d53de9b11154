import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { NewTaskActionFunction } from "hardhat/types/tasks";

import { ContractFactory } from "ethers";

import { InputInvalidError } from "../../../src/errors/pipeline.ts";
import { showResult, type TaskOutput } from "../../task-result.ts";
import { MESSAGES } from "../../ui/messages.ts";
import { keyValueTable } from "../../ui/table.ts";
import { requireDeployable, verifierCode } from "../../verifier-code.ts";
import { currencyOf, parseAmount, type Currency } from "../../samples/chain/currency.ts";
import { deploy, rehearse } from "../../samples/chain/deploy.ts";
import { beginCreation } from "../../samples/chain/begin-creation.ts";
import { requireDevelopment } from "../../samples/chain/development.ts";
import { dappInterface } from "../../samples/find.ts";
import { parseAddress } from "../../samples/parse/address.ts";
import { publishedBuild, publishedRow, type PublishedArguments } from "../../samples/published.ts";
import { ensureVerifier, existingVerifier } from "../../samples/verifier.ts";
import { REGISTRY } from "../dapp.ts";
import { accountOf, nextCommand, openDesk, type Desk } from "../desk.ts";
import { openCodeModel } from "../model.ts";
import { openPractice, PRACTICE_TOKEN, practiceToken } from "../practice/world.ts";
import { readThresholds, type Thresholds } from "../read/rates.ts";
import { findRegistry } from "../registry.ts";
import { termsTable } from "../show/terms.ts";

import { parseTerms, type TermArguments } from "./terms.ts";

interface CreateArguments extends TermArguments, PublishedArguments {
  practice?: boolean;
  token?: string;
  funds: string;
  owner?: string;
  verifier?: string;
  account?: string;
}

const action: NewTaskActionFunction<CreateArguments & { json: boolean }> = async ({ json, ...args }, hre) =>
  showResult(json, async () => create(args, await openDesk(hre)));

/** Creates a registry by deploying it, and remembers it for the other tasks on this chain. */
export async function create(args: CreateArguments, desk: Desk): Promise<TaskOutput> {
  const { workspace, artifacts, chainId } = desk;
  const built = await openCodeModel(workspace);
  const abi = await dappInterface(REGISTRY, desk);
  const code = await verifierCode(artifacts, built.model);
  requireDeployable(code);
  const parts = [...(args.practice === true ? [PRACTICE_TOKEN.contract] : []), REGISTRY.contractName];
  const { undertaking, from } = await beginCreation(REGISTRY, desk, args, code, parts);
  const model = await readThresholds(workspace);
  const listed = await publishedBuild(desk, built, code, args);
  const named = args.verifier ?? listed?.verifier;
  const owner = args.owner === undefined ? from.address : parseAddress(args.owner, "--owner");
  const practice = args.practice === true ? await planPractice(args, desk, owner, model) : undefined;
  const token =
    practice === undefined ? await namedToken(args, desk) : await practiceToken(desk, undertaking, from);
  const terms = parseTerms(args, token, model);

  const { bytecode } = await artifacts.readArtifact(REGISTRY.contractName);
  const factory = new ContractFactory(abi, bytecode, from);
  const setup = [code.codeHash, token.token, { ...terms, owner }];
  const imagined = { [IMAGINED_VERIFIER]: code.runtimeCode };
  const wanted = [IMAGINED_VERIFIER, ...setup];
  await rehearse(REGISTRY, desk, factory, from, wanted, imagined, "EzklVerifierPinNoCode");
  const verifier =
    named === undefined ? await ensureVerifier(desk, built, from) : await existingVerifier(desk, named, code);
  workspace.reporter.note(REGISTRY.model, `the verifier is at ${verifier}`);
  const { address, block, hash, gas } = await deploy(REGISTRY, desk, undertaking, {
    ...{ contract: REGISTRY.contractName, factory, from },
    args: async () => [verifier, ...setup],
  });
  const entry = { registry: address, verifier, block, published: listed?.published };
  const remembered = await desk.memory.recall(chainId);
  const known = remembered?.registry === address ? remembered.practice : undefined;
  await desk.memory.remember(chainId, { ...entry, practice: known });
  const device =
    practice &&
    (known?.device ??
      (await openPractice(desk, await findRegistry(desk, address), practice.owner, practice.funds)));
  if (device !== undefined)
    await desk.memory.remember(chainId, { ...entry, practice: { token: token.token, device } });
  return {
    json: {
      ...{ registry: address, verifier, chainId, owner, token: token.token, terms },
      ...{ device: device ?? null, pool: practice?.funds ?? 0n },
      ...{ published: listed?.published ?? null },
      ...{ modelDigest: built.manifest.modelDigest, transaction: hash, gas },
    },
    text: [
      `The registry is at ${address} on chain ${chainId} (${gas} gas).`,
      keyValueTable({
        verifier,
        ...publishedRow(listed?.published),
        token: `${token.symbol} at ${token.token}`,
        ...termsTable({ terms, token }),
        owner,
        ...(device === undefined || practice === undefined
          ? {}
          : { "device of practice": device, pool: token.format(practice.funds) }),
      }),
      "Verifier, model, token and terms are fixed for good. The owner adds and revokes devices; nothing but a payout takes money out.",
      ...(built.manifest.srs.kind === "dev" ? [MESSAGES.devSrs] : []),
      ...(desk.inProcess
        ? [
            "This chain ends with the command. For one that stays: npx hardhat node, then --network localhost.",
          ]
        : [
            nextCommand(
              desk,
              device === undefined ? "device add --address DEVICE" : "capture --finger ann --for 1",
            ),
          ]),
    ],
    afterwards: undertaking.close,
  };
}

/** Address that nobody has, for the verifier that is imagined there. */
const IMAGINED_VERIFIER = "0x00000000000000000000000000000000000a1101";

/** What practice needs, with all that may be wrong said before a token is made. @throws DevelopmentChainError, InputInvalidError */
async function planPractice(
  args: CreateArguments,
  desk: Desk,
  owner: string,
  model: Thresholds,
): Promise<{ owner: HardhatEthersSigner; funds: bigint }> {
  requireDevelopment(REGISTRY, desk);
  if (args.token !== undefined) {
    throw new InputInvalidError(
      "--token",
      "a registry of practice has a token of its own",
      "leave --token out, or --practice",
    );
  }
  parseTerms(args, PRACTICE_TOKEN, model);
  return { owner: await accountOf(desk, owner), funds: parseAmount(args.funds, PRACTICE_TOKEN, "--funds") };
}

/** @throws InputInvalidError */
async function namedToken(
  { token }: Pick<CreateArguments, "token">,
  { connection }: Desk,
): Promise<Currency> {
  if (token !== undefined) return currencyOf(connection.ethers.provider, parseAddress(token, "--token"));
  throw new InputInvalidError(
    "--token",
    "no token was named that the pool pays",
    "give --token ADDRESS; or practise on a local node, where all of it is made for you: registry create --practice",
  );
}

export default action;
