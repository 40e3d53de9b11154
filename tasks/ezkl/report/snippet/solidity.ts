import { pascalName, uniqueNames } from "../../../../src/statement/naming.ts";
import { solidityName } from "../../../../src/statement/reserved-words.ts";
import { isHash, type StatementLayout } from "../../../../src/statement/tensor.ts";

import { accessorsOf, libraryOf, type Accessor } from "./accessors.ts";
import type { Places } from "./places.ts";

/** More variables in one function meet the compiler's limit. */
const MOST_VALUES = 4;
/** Names that a contract of this snippet has already. */
const TAKEN = [
  "account",
  "proof",
  "instances",
  "round",
  "verifier",
  "codeHash",
  "submit",
  "Proven",
  "instance",
];
/** Contracts to inherit from. */
const OWN_CONSUMERS = ["EzklConsumer", "EzklRegistryConsumer"];
const INHERITED = ["isSpent", "verifierCodeHash", "modelDigest", "contextOf", "proofRefused"];

/** A contract that acts on this model's proofs, to begin from: it compiles as it stands. */
export function soliditySnippet(layout: StatementLayout, places: Pick<Places, "statement">): string {
  const contract = consumerName(layout);
  const bound = layout.contextOffset !== null;
  const values = valuesOf(layout);
  return [
    "// SPDX-License-Identifier: MIT",
    "pragma solidity ^0.8.28;",
    "",
    bound
      ? 'import {EzklConsumer} from "hardhat-ezkl/contracts/base/EzklConsumer.sol";'
      : 'import {EzklVerifierPin} from "hardhat-ezkl/contracts/libraries/EzklVerifierPin.sol";',
    'import {IEzklVerifier} from "hardhat-ezkl/contracts/interfaces/IEzklVerifier.sol";',
    `import {${libraryOf(layout)}} from ${JSON.stringify(places.statement)};`,
    "",
    `contract ${contract}${bound ? " is EzklConsumer" : ""} {`,
    ...(bound ? boundBody(layout, values) : unboundBody(layout, contract, values)).map(indented),
    "}",
    "",
  ].join("\n");
}

/** What the snippet's contract is called. */
export function consumerName({ model }: StatementLayout): string {
  const name = `${pascalName(model)}Consumer`;
  return OWN_CONSUMERS.includes(name) ? `${pascalName(model)}ProofConsumer` : name;
}

interface Value extends Accessor {
  variable: string;
}

/** The first outputs; of a model that shows none, the first inputs. */
function valuesOf(layout: StatementLayout): Value[] {
  const all = accessorsOf(layout, "0");
  const outputs = all.filter(({ tensor }) => tensor.role.startsWith("output"));
  const unique = uniqueNames([...TAKEN, ...INHERITED]);
  return (outputs.length > 0 ? outputs : all).slice(0, MOST_VALUES).map((accessor) => ({
    ...accessor,
    variable: solidityName(unique(accessor.tensor.name)),
  }));
}

function boundBody(layout: StatementLayout, values: readonly Value[]): string[] {
  const library = libraryOf(layout);
  return [
    ...event(values, ["address indexed account", "uint256 indexed round"]),
    "",
    "constructor(",
    "    IEzklVerifier verifier_,",
    "    bytes32 codeHash",
    ")",
    "    EzklConsumer(",
    "        verifier_,",
    "        codeHash,",
    `        ${library}.MODEL_DIGEST,`,
    `        ${library}.INSTANCES,`,
    `        ${library}.CONTEXT_OFFSET`,
    "    )",
    "{}",
    "",
    "/// @dev The proof was made for this contract, the sender and the round, and is accepted once.",
    "function submit(uint256 round, bytes calldata proof, uint256[] calldata instances) external {",
    "    _consumeProof(proof, instances, msg.sender, bytes32(round));",
    ...reading(layout, values).map(indented),
    `    emit Proven(${["msg.sender", "round", ...values.map(({ variable }) => variable)].join(", ")});`,
    "}",
  ];
}

function unboundBody(layout: StatementLayout, contract: string, values: readonly Value[]): string[] {
  return [
    "IEzklVerifier private immutable _VERIFIER;",
    "",
    ...event(values, ["address indexed account"]),
    `error ${contract}ProofRefused();`,
    "",
    "constructor(IEzklVerifier verifier_, bytes32 codeHash) {",
    `    EzklVerifierPin.requirePinnable(verifier_, codeHash, ${libraryOf(layout)}.INSTANCES);`,
    "    _VERIFIER = verifier_;",
    "}",
    "",
    "/// @dev This model carries no context: whoever sees a proof can send it again, from any account, to any contract, on any chain.",
    "function submit(bytes calldata proof, uint256[] calldata instances) external {",
    `    if (!_VERIFIER.verifyProof(proof, instances)) revert ${contract}ProofRefused();`,
    ...reading(layout, values).map(indented),
    `    emit Proven(${["msg.sender", ...values.map(({ variable }) => variable)].join(", ")});`,
    "}",
  ];
}

function event(values: readonly Value[], first: readonly string[]): string[] {
  const parameters = [...first, ...values.map(({ solidityType, variable }) => `${solidityType} ${variable}`)];
  return [`event Proven(${parameters.join(", ")});`];
}

function reading(layout: StatementLayout, values: readonly Value[]): string[] {
  const [input] = accessorsOf(layout).filter(({ tensor }) => tensor.role.startsWith("input"));
  const warning =
    input === undefined
      ? []
      : [
          "// What the input is, the prover says. Compare it with what this contract knows:",
          `// ${input.solidity}`,
        ];
  const reads = values.flatMap(({ tensor, solidityType, variable, solidity, constant }) => [
    ...(isHash(tensor) ? [] : [`// Signed, in units of 2^-${libraryOf(layout)}.${constant}_SCALE_BITS.`]),
    `${solidityType} ${variable} = ${solidity};`,
  ]);
  return [...warning, ...reads];
}

function indented(line: string): string {
  return line === "" ? "" : `    ${line}`;
}
