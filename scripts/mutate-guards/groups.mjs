/**
 * Contracts whose guards are removed one by one, and the tests that should notice.
 *
 * @typedef {object} Group
 * @property {readonly string[]} files
 * @property {string} sample Folder of the sample that the tests are about; empty for the library's.
 * @property {readonly string[]} tests The quickest to fail first.
 */

/** @param {string[]} names */
export const contractTests = (...names) => names.map((name) => `test/contracts/${name}.test.ts`);
/** @param {string[]} names */
export const contestTests = (...names) =>
  names.map((name) => `test/samples/singing-contest/contract/${name}.test.ts`);

/** @param {string[]} names */
export const vaultTests = (...names) =>
  names.map((name) => `test/samples/trading-vault/contract/${name}.test.ts`);

/** @param {string[]} names */
export const registryTests = (...names) =>
  names.map((name) => `test/samples/uniqueness-registry/contract/${name}.test.ts`);

const CONTEST = "contracts/samples/singing-contest";
const VAULT = "contracts/samples/trading-vault";
const REGISTRY = "contracts/samples/uniqueness-registry";

/** @type {readonly Group[]} */
export const GROUPS = [
  {
    files: ["contracts/base/EzklConsumer.sol", "contracts/base/EzklConsumerBase.sol"],
    sample: "",
    tests: contractTests("consumer", "replay", "theft", "verifier-pin"),
  },
  {
    files: ["contracts/base/EzklRegistryConsumer.sol"],
    sample: "",
    tests: contractTests("model-registry/consumer", "model-registry/consumer-attacks"),
  },
  {
    files: ["contracts/registry/ModelRegistry.sol"],
    sample: "",
    tests: contractTests("model-registry/publish", "model-registry/revoke", "model-registry/attacks"),
  },
  {
    files: ["contracts/registry/ZkmlVerifier.sol"],
    sample: "",
    tests: contractTests("model-registry/zkml-verifier"),
  },
  {
    files: ["contracts/libraries/EzklVerifierPin.sol", "contracts/libraries/EzklPrecompiles.sol"],
    sample: "",
    tests: contractTests("precompiles/library", "verifier-pin"),
  },
  { files: ["contracts/libraries/EzklContext.sol"], sample: "", tests: contractTests("context") },
  { files: ["contracts/libraries/EzklFelt.sol"], sample: "", tests: contractTests("felt") },
  {
    files: ["contracts/samples/signal-bounty/SignalBounty.sol"],
    sample: "signal-bounty",
    tests: ["test/samples/signal-bounty.test.ts"],
  },
  { files: [`${CONTEST}/ContestTerms.sol`], sample: "singing-contest", tests: contestTests("terms") },
  {
    files: [`${CONTEST}/ContestCurrency.sol`],
    sample: "singing-contest",
    tests: contestTests("currency", "tickets"),
  },
  {
    files: [`${CONTEST}/ContestTickets.sol`],
    sample: "singing-contest",
    tests: contestTests("tickets", "close", "currency", "melody", "disputes"),
  },
  {
    files: [`${CONTEST}/ContestDisputes.sol`],
    sample: "singing-contest",
    tests: contestTests("disputes", "close", "currency"),
  },
  {
    files: [`${CONTEST}/SingingContest.sol`, `${CONTEST}/Standings.sol`, `${CONTEST}/Melody.sol`],
    sample: "singing-contest",
    tests: contestTests("submit", "proofs", "melody"),
  },
  {
    files: [`${VAULT}/PriceRing.sol`, `${VAULT}/FeedRounds.sol`],
    sample: "trading-vault",
    tests: vaultTests("price-ring-rounds", "price-ring", "price-ring-latest", "returns", "price-ring-phases"),
  },
  {
    files: [`${VAULT}/VaultMarket.sol`],
    sample: "trading-vault",
    tests: vaultTests("construction", "pool", "tokens"),
  },
  {
    files: [`${VAULT}/VaultTerms.sol`],
    sample: "trading-vault",
    tests: vaultTests("governance", "construction", "reentrancy"),
  },
  {
    files: [`${VAULT}/VaultShares.sol`],
    sample: "trading-vault",
    tests: vaultTests("governance", "dormancy", "reentrancy", "tokens", "attacks-market", "shares"),
  },
  {
    files: [`${VAULT}/TradingVault.sol`],
    sample: "trading-vault",
    tests: vaultTests(
      "construction",
      "governance",
      "dormancy",
      "rebalance",
      "attacks-proofs",
      "reentrancy",
      "keeper",
    ),
  },
  {
    files: [`${REGISTRY}/HammingIndex.sol`, `${REGISTRY}/HammingBits.sol`],
    sample: "uniqueness-registry",
    tests: registryTests("hamming-index-changes", "hamming-index"),
  },
  { files: [`${REGISTRY}/RegistryTerms.sol`], sample: "uniqueness-registry", tests: registryTests("terms") },
  {
    files: [`${REGISTRY}/CaptureDevices.sol`],
    sample: "uniqueness-registry",
    tests: registryTests("devices", "attacks-signatures", "freezing"),
  },
  {
    files: [`${REGISTRY}/ProvenCaptures.sol`, `${REGISTRY}/Enrolments.sol`],
    sample: "uniqueness-registry",
    tests: registryTests("enrol", "payouts", "freezing", "attacks-signatures", "moves"),
  },
  {
    files: [`${REGISTRY}/AccountMoves.sol`],
    sample: "uniqueness-registry",
    tests: registryTests("moves", "freezing"),
  },
  {
    files: [`${REGISTRY}/Payouts.sol`],
    sample: "uniqueness-registry",
    tests: registryTests("payouts", "tokens", "terms"),
  },
];
