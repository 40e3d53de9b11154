import type { LintRuleId } from "../../../src/lint/catalogue.ts";

/** One contract, and what is to be found in it. */
export interface Example {
  name: string;
  body: string;
  finds: LintRuleId[];
  /** Beside the body: state, other functions' constructors. */
  base?: "EzklConsumer" | "EzklRegistryConsumer" | "Template" | "none";
}

const [UNVERIFIED, UNPINNED, LOW_LEVEL, CONTEXT, NULLIFIER] = [
  "EZKL_LINT_UNVERIFIED",
  "EZKL_LINT_UNPINNED",
  "EZKL_LINT_LOW_LEVEL",
  "EZKL_LINT_CONTEXT",
  "EZKL_LINT_NULLIFIER",
] as const;

const ARGS = "bytes calldata proof, uint256[] calldata instances";
/** The pin, by hand: what a contract without the base does to be left alone by the rules about addresses and contexts. */
const PINNED = `IEzklVerifier immutable V;
  constructor(IEzklVerifier v, bytes32 hash) { EzklVerifierPin.requirePinnable(v, hash, 8); V = v; }`;
const BOUND =
  "EzklContext.requireLimbs(instances, 2, EzklContext.hash(address(this), 0, msg.sender, bytes32(round++)));";
const GOOD = `${BOUND} require(V.verifyProof(proof, instances));`;

/** Consumers as people write them, good ones and bad ones. */
export const EXAMPLES: readonly Example[] = [
  // A contract on the base.
  {
    name: "consumes, then decodes",
    base: "EzklConsumer",
    body: `function f(${ARGS}) external { _consumeProof(proof, instances, msg.sender, bytes32(round++)); paid = ScorerStatement.score(instances); }`,
    finds: [],
  },
  {
    name: "decodes, then consumes: a refusal undoes both",
    base: "EzklConsumer",
    body: `function f(${ARGS}) external { paid = ScorerStatement.score(instances); _consumeProof(proof, instances, msg.sender, bytes32(round++)); }`,
    finds: [],
  },
  {
    name: "decodes in an internal function of a caller that consumes",
    base: "EzklConsumer",
    body: `function f(${ARGS}) external { _consumeProof(proof, instances, msg.sender, bytes32(round++)); _pay(instances); }
  function _pay(uint256[] calldata instances) internal { paid = ScorerStatement.score(instances); }`,
    finds: [],
  },
  {
    name: "consumes in a modifier",
    base: "EzklConsumer",
    body: `modifier proven(${ARGS}) { _consumeProof(proof, instances, msg.sender, bytes32(round++)); _; }
  function f(${ARGS}) external proven(proof, instances) { paid = ScorerStatement.score(instances); }`,
    finds: [],
  },
  {
    name: "shows a statement, changes nothing",
    base: "EzklConsumer",
    body: "function f(uint256[] calldata instances) external pure returns (int256) { return ScorerStatement.score(instances); }",
    finds: [],
  },
  {
    name: "the sender through a local variable and an internal function",
    base: "EzklConsumer",
    body: `function f(${ARGS}) external { address who = msg.sender; _take(proof, instances, who, round++); }
  function _take(${ARGS}, address account, uint256 n) private { _consumeProof(proof, instances, account, bytes32(n)); }`,
    finds: [],
  },
  {
    name: "pays on a statement that nobody proved",
    base: "EzklConsumer",
    body: "function f(uint256[] calldata instances) external { paid = ScorerStatement.score(instances); }",
    finds: [UNVERIFIED],
  },
  {
    name: "one of two callers of an internal function proves nothing",
    base: "EzklConsumer",
    body: `function f(${ARGS}) external { _consumeProof(proof, instances, msg.sender, bytes32(round++)); _pay(instances); }
  function g(uint256[] calldata instances) external { _pay(instances); }
  function _pay(uint256[] calldata instances) internal { paid = ScorerStatement.score(instances); }`,
    finds: [UNVERIFIED],
  },
  {
    name: "an account of the caller's choice",
    base: "EzklConsumer",
    body: `function f(${ARGS}, address account) external { _consumeProof(proof, instances, account, bytes32(round++)); }`,
    finds: [CONTEXT],
  },
  {
    name: "an account of the caller's choice, through an internal function",
    base: "EzklConsumer",
    body: `function f(${ARGS}, address account) external { _take(proof, instances, account); }
  function _take(${ARGS}, address account) private { _consumeProof(proof, instances, account, bytes32(round++)); }`,
    finds: [CONTEXT],
  },
  {
    name: "nobody's account",
    base: "EzklConsumer",
    body: `function f(${ARGS}) external { _consumeProof(proof, instances, address(0), bytes32(round++)); }`,
    finds: [CONTEXT],
  },
  {
    name: "a scope that never changes",
    base: "EzklConsumer",
    body: `bytes32 constant SCOPE = keccak256("scope");
  function f(${ARGS}) external { _consumeProof(proof, instances, msg.sender, SCOPE); }`,
    finds: [CONTEXT],
  },
  {
    name: "a mark under the proof's hash",
    base: "EzklConsumer",
    body: `mapping(bytes32 => bool) used;
  function f(${ARGS}) external { bytes32 id = keccak256(abi.encode(proof, msg.sender)); require(!used[id]); used[id] = true;
    _consumeProof(proof, instances, msg.sender, bytes32(round++)); }`,
    finds: [NULLIFIER, NULLIFIER],
  },
  {
    name: "a mark under what the base returns",
    base: "EzklConsumer",
    body: `mapping(bytes32 => bool) used;
  function f(${ARGS}) external { bytes32 id = _consumeProof(proof, instances, msg.sender, bytes32(round++)); used[id] = true; }`,
    finds: [],
  },
  // A contract of its own.
  { name: "pins, binds and asks", body: `${PINNED} function f(${ARGS}) external { ${GOOD} }`, finds: [] },
  {
    name: "does not look at the answer",
    body: `${PINNED} function f(${ARGS}) external { ${BOUND} V.verifyProof(proof, instances); }`,
    finds: [UNVERIFIED],
  },
  {
    name: "keeps the answer and never looks at it",
    body: `${PINNED} function f(${ARGS}) external { ${BOUND} bool ok = V.verifyProof(proof, instances); }`,
    finds: [UNVERIFIED],
  },
  {
    name: "keeps the answer and looks at it",
    body: `${PINNED} function f(${ARGS}) external { ${BOUND} bool ok = V.verifyProof(proof, instances); require(ok); }`,
    finds: [],
  },
  {
    name: "tries, and takes any answer",
    body: `${PINNED} function f(${ARGS}) external { ${BOUND} try V.verifyProof(proof, instances) { paid = 1; } catch { revert(); } }`,
    finds: [UNVERIFIED],
  },
  {
    name: "tries, and goes on when it is refused",
    body: `${PINNED} function f(${ARGS}) external { ${BOUND} try V.verifyProof(proof, instances) returns (bool ok) { require(ok); } catch { round++; } paid = 1; }`,
    finds: [UNVERIFIED],
  },
  {
    name: "tries, and reverts when it is refused",
    body: `${PINNED} function f(${ARGS}) external { ${BOUND} try V.verifyProof(proof, instances) returns (bool ok) { require(ok); } catch { revert(); } paid = 1; }`,
    finds: [],
  },
  {
    name: "binds nothing",
    body: `${PINNED} function f(${ARGS}) external { require(V.verifyProof(proof, instances)); }`,
    finds: [CONTEXT],
  },
  {
    name: "a verifier that nobody looked at",
    body: `IEzklVerifier immutable V; constructor(IEzklVerifier v) { V = v; } function f(${ARGS}) external { ${GOOD} }`,
    finds: [UNPINNED],
  },
  {
    name: "a verifier whose code hash is compared",
    body: `IEzklVerifier immutable V; constructor(IEzklVerifier v, bytes32 h) { require(address(v).codehash == h); V = v; } function f(${ARGS}) external { ${GOOD} }`,
    finds: [],
  },
  {
    name: "a verifier that can be set",
    body: `IEzklVerifier V; function set(IEzklVerifier v) external { V = v; } function f(${ARGS}) external { ${GOOD} }`,
    finds: [UNPINNED],
  },
  {
    name: "a verifier in a mapping that can be set",
    body: `mapping(uint256 => IEzklVerifier) vs; function set(IEzklVerifier v) external { vs[1] = v; }
  function f(${ARGS}) external { ${BOUND} require(vs[1].verifyProof(proof, instances)); }`,
    finds: [UNPINNED],
  },
  {
    name: "a verifier of the caller's choice",
    body: `function f(address v, ${ARGS}) external { ${BOUND} require(IEzklVerifier(v).verifyProof(proof, instances)); }`,
    finds: [UNPINNED],
  },
  {
    name: "a verifier of the caller's choice, through an internal function",
    body: `function f(address v, ${ARGS}) external { _ask(IEzklVerifier(v), proof, instances); }
  function _ask(IEzklVerifier v, ${ARGS}) private { ${BOUND} require(v.verifyProof(proof, instances)); }`,
    finds: [UNPINNED],
  },
  {
    name: "a verifier that another contract names",
    body: `Names names; function f(${ARGS}) external { ${BOUND} require(names.verifier().verifyProof(proof, instances)); }`,
    finds: [UNPINNED],
  },
  {
    name: "a verifier that is pinned at each use",
    body: `function f(IEzklVerifier v, bytes32 h, ${ARGS}) external { EzklVerifierPin.requirePinnable(v, h, 8); ${BOUND} require(v.verifyProof(proof, instances)); }`,
    finds: [],
  },
  {
    name: "the selector by bytes",
    body: `${PINNED} function f(${ARGS}) external { (bool ok, ) = address(V).staticcall(abi.encodeCall(V.verifyProof, (proof, instances))); require(ok); }`,
    finds: [LOW_LEVEL],
  },
  {
    name: "the caller's bytes to a verifier",
    body: `${PINNED} function f(bytes calldata data) external { address at = address(V); (bool ok, ) = at.call(data); require(ok); }`,
    finds: [LOW_LEVEL],
  },
  {
    name: "the signature by bytes to any address",
    body: `function f(address at, ${ARGS}) external { bytes memory data = abi.encodeWithSignature("verifyProof(bytes,uint256[])", proof, instances); (bool ok, ) = at.delegatecall(data); require(ok); }`,
    finds: [LOW_LEVEL],
  },
  {
    name: "from assembly",
    body: `${PINNED} function f(bytes calldata data) external { address at = address(V); assembly { calldatacopy(0, data.offset, data.length) if iszero(staticcall(gas(), at, 0, data.length, 0, 32)) { revert(0, 0) } } }`,
    finds: [LOW_LEVEL],
  },
  {
    name: "another contract by bytes",
    body: "function f(address at, bytes calldata data) external { (bool ok, ) = at.call(data); require(ok); }",
    finds: [],
  },
  {
    name: "decodes in a base that leaves the check to whoever inherits it",
    base: "Template",
    body: `${PINNED} function _ask(${ARGS}) internal override { ${GOOD} }`,
    finds: [],
  },
  {
    name: "decodes in a base, and whoever inherits it checks nothing",
    base: "Template",
    body: `function _ask(${ARGS}) internal override { }`,
    finds: [UNVERIFIED],
  },
  {
    name: "the verifier that another consumer has pinned today",
    body: `EzklConsumer other; function f(${ARGS}) external { ${BOUND} require(other.verifier().verifyProof(proof, instances)); }`,
    finds: [UNPINNED],
  },
  {
    name: "consumes, with a published model",
    base: "EzklRegistryConsumer",
    body: `function f(${ARGS}) external { _consumeProof(proof, instances, msg.sender, bytes32(round++)); }`,
    finds: [],
  },
  {
    name: "checks for an account of the caller's choice, with a published model",
    base: "EzklRegistryConsumer",
    body: `function f(${ARGS}, address who) external { _checkProof(proof, instances, who, bytes32(round++)); }`,
    finds: [CONTEXT],
  },
  {
    name: "a verifier set by a function whose callers look at it",
    body: `IEzklVerifier V; constructor(IEzklVerifier v, bytes32 hash) { EzklVerifierPin.requirePinnable(v, hash, 8); _set(v); }
  function _set(IEzklVerifier v) private { V = v; } function f(${ARGS}) external { ${GOOD} }`,
    finds: [],
  },
  {
    name: "a verifier set by a function, one of whose callers does not look at it",
    body: `IEzklVerifier V; constructor(IEzklVerifier v, bytes32 hash) { EzklVerifierPin.requirePinnable(v, hash, 8); _set(v); }
  function change(IEzklVerifier v) external { _set(v); }
  function _set(IEzklVerifier v) private { V = v; } function f(${ARGS}) external { ${GOOD} }`,
    finds: [UNPINNED],
  },
  {
    name: "a mark under the proof's hash, without the base",
    body: `${PINNED} mapping(bytes32 => bool) used; function f(${ARGS}) external { require(!used[keccak256(proof)]); ${GOOD} }`,
    finds: [NULLIFIER],
  },
];

const HEAD = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;
import {EzklConsumer} from "hardhat-ezkl/contracts/base/EzklConsumer.sol";
import {EzklRegistryConsumer} from "hardhat-ezkl/contracts/base/EzklRegistryConsumer.sol";
import {IEzklVerifier} from "hardhat-ezkl/contracts/interfaces/IEzklVerifier.sol";
import {EzklContext} from "hardhat-ezkl/contracts/libraries/EzklContext.sol";
import {EzklVerifierPin} from "hardhat-ezkl/contracts/libraries/EzklVerifierPin.sol";

library ScorerStatement {
  bytes32 internal constant MODEL_DIGEST = bytes32(uint256(1));
  uint256 internal constant INSTANCES = 8;
  function score(uint256[] calldata instances) internal pure returns (int256) { return int256(instances[0]); }
}
interface Names { function verifier() external view returns (IEzklVerifier); }
`;

const OPENINGS: Record<NonNullable<Example["base"]>, string> = {
  none: "contract C {",
  EzklConsumer: `contract C is EzklConsumer {
  constructor(IEzklVerifier v, bytes32 hash) EzklConsumer(v, hash, ScorerStatement.MODEL_DIGEST, 8, 2) {}`,
  Template: `abstract contract Template {
  int256 seen;
  function f(${ARGS}) external { _ask(proof, instances); seen = ScorerStatement.score(instances); }
  function _ask(${ARGS}) internal virtual;
}
contract C is Template {`,
  EzklRegistryConsumer: `contract C is EzklRegistryConsumer {
  constructor(RegistryPin memory pin) EzklRegistryConsumer(pin, 8, 2) {}
  function _requireAnnouncer() internal view override {}
  function _roundIsOpen() internal view override returns (bool) {}`,
};

export function sourceOf({ base = "none", body }: Example): string {
  return `${HEAD}
${OPENINGS[base]}
  uint256 round;
  int256 paid;
  ${body}
}
`;
}
