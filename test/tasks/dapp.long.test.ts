import { expect } from "chai";

import type { Project } from "../helpers/project.ts";
import { CONSUMER, tinyProject } from "./tiny-project.ts";

/** What scripts and tests of a dapp are promised, with a real contract. */
const DAPP_TEST = `
import { expect } from "chai";
import { network } from "hardhat";

describe("Scores", function () {
  this.timeout(60_000);
  it("pays on a proof, once", async () => {
    const connection = await network.create();
    const { ezkl, ethers } = connection;
    const [alice, bob] = await ethers.getSigners();
    const m = await ezkl.model("tiny");
    const { codeHash } = await m.verifierPin();
    const verifier = await ethers.deployContract("TinyVerifier");
    const contract = await ethers.deployContract("Scores", [await verifier.getAddress(), codeHash]);
    const proof = await m.prove([[1, -2]], { context: { consumer: contract, account: alice, scope: 0 } });
    let stolen = false;
    await contract.connect(bob).submit(...proof.args).then(() => { stolen = true; }, () => undefined);
    expect(stolen).to.equal(false);
    await contract.submit(...proof.args);
    expect(await contract.scoreOf(alice)).to.equal(proof.statement.score.raw);
    let twice = false;
    await contract.submit(...proof.args).then(() => { twice = true; }, () => undefined);
    expect(twice).to.equal(false);
  });

  it("has a lazy ezkl on its connection", async () => {
    const connection = await network.create();
    const property = Object.getOwnPropertyDescriptor(connection, "ezkl");
    expect(property?.get).to.be.a("function");
    expect(connection.ezkl).to.equal(connection.ezkl);
    await connection.ezkl.model("nobody").then(
      () => expect.fail("there is no such model"),
      (error) => expect(error.code).to.equal("EZKL_MODEL_UNKNOWN"),
    );
  });
});
`;

describe("a dapp's own tests", function () {
  this.timeout(240_000);
  let project: Project;
  before(async () => {
    project = await tinyProject();
    await project.write("contracts/Scores.sol", CONSUMER);
    await project.write("test/scores.ts", DAPP_TEST);
  });
  after(async () => project.remove());

  it("run by `hardhat test`, which builds the model first, from nothing", async () => {
    const { code, stdout, stderr } = await project.hardhatApart(["test", "mocha"]);
    expect(code, stderr).to.equal(0);
    expect(stdout).to.contain("2 passing");
    expect(stderr).to.contain("tiny:");
    expect(await project.leftovers()).to.deep.equal([]);
  });
});
