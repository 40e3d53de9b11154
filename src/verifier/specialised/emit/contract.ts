import { R } from "../../../field/scalar.ts";
import { guardLines } from "../../guard.ts";
import type { HardenOptions } from "../../engine-source.ts";
import type { Circuit } from "../circuit/circuit.ts";
import { checkLines } from "./checks.ts";
import { legendLines } from "./legend.ts";
import { Slots } from "./memory-map.ts";
import { openingLines } from "./openings.ts";
import { pairingLines } from "./pairing.ts";
import { pointLines } from "./points.ts";
import { quotientLines } from "./quotient.ts";
import { transcriptLines } from "./transcript.ts";
import { valueLines } from "./values.ts";

/** The contract's source. */
export function renderContract(circuit: Circuit, options: HardenOptions, header: readonly string[]): string {
  const { proofLength, instanceCount, k } = circuit.facts;
  const slots = new Slots();
  for (const { challenges } of circuit.phases) for (const challenge of challenges) slots.of(challenge);
  const computed = [
    ...checkLines(circuit),
    ...valueLines(circuit, slots),
    ...quotientLines(circuit, slots),
    ...openingLines(circuit, slots),
    "// Nothing invalid is given to a precompile.",
    "if iszero(ok) {",
    "    revert(0x00, 0x00)",
    "}",
    "",
    ...pointLines(circuit, slots),
    ...pairingLines(circuit),
  ];
  const body = [
    ...guardLines(proofLength, instanceCount),
    "",
    "let r := R",
    "let ok := true",
    "",
    ...legendLines(circuit, slots),
    ...transcriptLines(circuit, slots, slots.end),
    ...computed,
    "if iszero(ok) {",
    "    revert(0x00, 0x00)",
    "}",
    "mstore(0x00, 1)",
    "return(0x00, 0x20)",
  ];
  return [
    ...header,
    "",
    "pragma solidity ^0.8.28;",
    "",
    `contract ${options.contractName} {`,
    "    /// @dev Order of BN254's scalar field.",
    `    uint256 private constant R = ${R};`,
    "",
    "    /// @dev The call data is not laid out as the ABI encoder lays it out.",
    "    error EzklNonCanonicalCalldata();",
    "",
    "    /// @notice Reverts unless `proof` proves the statement that `instances` make.",
    `    /// @dev The circuit has 2^${k} rows.`,
    `    /// @param proof ${proofLength} bytes`,
    `    /// @param instances ${instanceCount} elements of the BN254 scalar field`,
    "    function verifyProof(bytes calldata proof, uint256[] calldata instances) external view returns (bool) {",
    "        assembly {",
    ...body.map((line) => (line === "" ? "" : `            ${line}`)),
    "        }",
    "    }",
    "}",
    "",
  ].join("\n");
}
