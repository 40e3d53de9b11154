import { expect } from "chai";
import { Interface } from "ethers";

import { verifyCall } from "../helpers/calldata.ts";
import { compileFile } from "../helpers/compile.ts";
import {
  connect,
  consumerArguments,
  deployCompiled,
  deployScorer,
  DEPLOYER,
  engineVerifier,
  hardenedVerifier,
} from "../helpers/scorer.ts";
import { loadProof } from "../helpers/vectors.ts";

/** Spending the nullifier (22,100) and its event (1,756) are most of it. */
const LIBRARY_GAS = 30_000n;
/** A few comparisons. */
const GUARD_GAS = 300n;
/** Of all looks at precompiles' answers. */
const ANSWERS_GAS = 1_000n;

describe("gas", () => {
  const { proof, instances, context } = loadProof("scorer", "alice-1");
  const { account, scope } = context;

  it("of the library in a consumed proof stays below its bound", async () => {
    const connection = await connect();
    const compiled = hardenedVerifier("scorer");
    const verifier = await deployCompiled(connection, compiled);
    // Not Hardhat's artifacts, whose gas would be another under --coverage.
    const ours = compileFile("contracts/mocks/ScorerConsumer.sol", "ScorerConsumer");
    const baseline = compileFile("contracts/mocks/BareConsumer.sol", "BareConsumer");
    const args = consumerArguments(verifier, compiled, context.modelDigest);
    const consumer = await deployCompiled(connection, ours, args, DEPLOYER);
    const bare = await deployCompiled(connection, baseline, [verifier]);
    const [sender] = await connection.ethers.getSigners();
    const data = new Interface(ours.abi).encodeFunctionData("consume", [proof, instances, account, scope]);
    const gasOf = async (to: string) => (await (await sender!.sendTransaction({ to, data })).wait())!.gasUsed;
    const library = (await gasOf(consumer)) - (await gasOf(bare));
    expect(library).to.be.lessThanOrEqual(LIBRARY_GAS);
  });

  it("of the guard and of looking at precompiles' answers stays below its bound", async () => {
    const connection = await connect();
    const { verifier } = await deployScorer(connection);
    const engines = await deployCompiled(connection, engineVerifier("scorer"));
    const data = verifyCall(proof, instances);
    const gasOf = (to: string) => connection.ethers.provider.estimateGas({ to, data });
    expect((await gasOf(verifier)) - (await gasOf(engines))).to.be.lessThanOrEqual(GUARD_GAS + ANSWERS_GAS);
  });
});
