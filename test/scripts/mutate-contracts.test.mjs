import { fileURLToPath } from "node:url";

import { expect } from "chai";

import { Contracts } from "../../scripts/mutate-guards/contracts.mjs";
import { GROUPS } from "../../scripts/mutate-guards/groups.mjs";
import { Imports, solidityFile } from "../../scripts/mutate-guards/imports.mjs";
import { errorsNamedIn } from "../../scripts/mutate-guards/order.mjs";
import { Queue } from "../../scripts/mutate-guards/queue.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const VAULT = "contracts/samples/trading-vault";
const GOVERNANCE = ["test/samples/trading-vault/contract/governance.test.ts"];

describe("what is compiled without a guard", () => {
  const contracts = new Contracts(ROOT);
  const used = contracts.usedBy(GOVERNANCE);

  it("is what the tests name, in their helpers too", () => {
    expect(used[`${VAULT}/TradingVault.sol`]).to.deep.equal(["TradingVault"]);
    expect(used["contracts/mocks/HostilePool.sol"]).to.deep.equal(["HostilePool"]);
    expect(Object.keys(used)).to.not.include("contracts/samples/singing-contest/SingingContest.sol");
  });

  it("is the part of it that the file belongs to", () => {
    const changed = contracts.dependents(used, `${VAULT}/VaultTerms.sol`);
    expect(changed).to.deep.equal({ [`${VAULT}/TradingVault.sol`]: ["TradingVault"] });
  });

  it("is something for every file of every group, unless the tests compile it themselves", () => {
    for (const { files, tests } of GROUPS)
      for (const file of files) {
        const changed = contracts.dependents(contracts.usedBy(tests), file);
        if (!contracts.compiledBy(tests)) expect(changed, file).to.not.deep.equal({});
      }
  });

  it("is left to tests that compile contracts themselves", () => {
    expect(contracts.compiledBy(["test/contracts/precompiles/library.test.ts"])).to.equal(true);
    expect(contracts.compiledBy(GOVERNANCE)).to.equal(false);
  });
});

describe("imports", () => {
  it("are followed from file to file", () => {
    const found = new Imports(ROOT).closure([`${VAULT}/TradingVault.sol`, ...GOVERNANCE]);
    expect([...found]).to.include.members([
      `${VAULT}/VaultTerms.sol`,
      "contracts/libraries/EzklVerifierPin.sol",
      "node_modules/@openzeppelin/contracts/utils/Pausable.sol",
      "test/helpers/trading-vault-world.ts",
    ]);
  });

  it("are read as the compiler reads them", () => {
    expect(solidityFile("../B.sol", "contracts/a/A.sol")).to.equal("contracts/B.sol");
    expect(solidityFile("hardhat-ezkl/contracts/A.sol", "x.sol")).to.equal("contracts/A.sol");
    expect(solidityFile("@a/B.sol", "x.sol")).to.equal("node_modules/@a/B.sol");
  });
});

describe("the order of guards", () => {
  it("keeps a worker at its sample, and workers apart", () => {
    const items = ["a", "a", "b", "a", "b"].map((sample, id) => ({ sample, id }));
    const queue = new Queue(items);
    expect(queue.next()).to.deep.equal({ sample: "a", id: 0 });
    expect(queue.next()).to.deep.equal({ sample: "b", id: 2 });
    expect(queue.next("a")).to.deep.equal({ sample: "a", id: 1 });
    expect(queue.next("b")).to.deep.equal({ sample: "b", id: 4 });
    expect(queue.next("b")).to.deep.equal({ sample: "a", id: 3 });
    expect(queue.next("b")).to.equal(undefined);
  });

  it("knows the errors that a guard throws", () => {
    expect(errorsNamedIn("require(block.timestamp >= at, VaultTooYoung(at, block.timestamp))")).to.deep.equal(
      ["VaultTooYoung"],
    );
  });
});
