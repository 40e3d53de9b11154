/**
 * One guard and what its removal must break.
 *
 * @typedef {object} Mutation
 * @property {string} name
 * @property {string} file
 * @property {string} guard Text that occurs exactly once in the file.
 * @property {string} without What stands there without the guard.
 * @property {readonly string[]} tests Test files of which at least one test must then fail.
 */

/** @param {string[]} names */
const test = (...names) => names.map((name) => `test/contracts/${name}.test.ts`);

/**
 * @param {string} file
 * @param {readonly string[]} tests
 * @param {Record<string, [guard: string, without: string]>} guards
 * @returns {Mutation[]}
 */
const inFile = (file, tests, guards) =>
  Object.entries(guards).map(([name, [guard, without]]) => ({ name, file, guard, without, tests }));

/** @type {readonly Mutation[]} */
export const MUTATIONS = [
  ...inFile("src/verifier/guard.ts", test("verifier-layout"), {
    "layout: all of it": ["revert(0x1c, 0x04)", "pop(0)"],
    "layout: offset of the proof": ["eq(calldataload(0x04), 0x40)", "1"],
    "layout: offset of the instances": ["eq(calldataload(0x24), ${hex(instancesHead - 0x04)})", "1"],
    "layout: length of the proof": ["eq(calldataload(0x44), ${hex(proofLength)})", "1"],
    "layout: length of the instances": [
      "eq(calldataload(${hex(instancesHead)}), ${hex(instanceCount)})",
      "1",
    ],
    "layout: total size": ["eq(calldatasize(), ${hex(end)})", "1"],
  }),
  ...inFile("contracts/base/EzklConsumer.sol", test("consumer", "replay", "theft", "verifier-pin"), {
    "consumer: number of instances": [
      "require(count == _INSTANCE_COUNT, EzklConsumerInstanceCount(_INSTANCE_COUNT, count));",
      "",
    ],
    "consumer: range of the instances": ["if (index != count) revert", "if (index > count) revert"],
    "consumer: code of the verifier": [
      "require(codeHash == _VERIFIER_CODE_HASH, EzklConsumerVerifierChanged(_VERIFIER_CODE_HASH, codeHash));",
      "codeHash;",
    ],
    "consumer: context": ["EzklContext.requireLimbs(instances, _CONTEXT_OFFSET, nullifier);", ""],
    "consumer: nullifier checked": [
      "require(_spent[nullifier] == 0, EzklConsumerNullifierSpent(nullifier));",
      "",
    ],
    "consumer: nullifier marked": ["_spent[nullifier] = 1;", ""],
    "consumer: false refused": ["require(accepted, EzklConsumerProofRejected(nullifier));", "accepted;"],
    "consumer: revert refused": ["revert EzklConsumerProofRejected(nullifier);", ""],
    "consumer: place of the context": ["EzklContext.fits(contextOffset, instanceCount),", "true,"],
    "consumer: verifier pinned": [
      "EzklVerifierPin.requirePinnable(verifier_, verifierCodeHash_, instanceCount);",
      "",
    ],
  }),
  ...inFile("contracts/libraries/EzklVerifierPin.sol", test("verifier-pin"), {
    "pin: no code": ["require(code.length != 0, EzklVerifierPinNoCode(at));", ""],
    "pin: delegated account": ["code.length == 23 &&", "false &&"],
    "pin: code hash": [
      "require(actual == expectedCodeHash, EzklVerifierPinCodeHash(at, expectedCodeHash, actual));",
      "",
    ],
    "pin: self-contained": ["if (found) revert", "if (found && false) revert"],
    "pin: refuses an empty proof": ["require(!accepted, EzklVerifierPinAcceptsAnything(at));", "accepted;"],
    "pin: push data skipped": ["at := add(at, skipped)", ""],
    "pin: JUMPDEST revives": [
      "if eq(opcode, 0x5b) {\n                    live := 1",
      "if eq(opcode, 0x5b) {",
    ],
    "pin: dead code not suspected": ["if iszero(live)", "if 0"],
    "pin: GAS right before STATICCALL": ["0xff00ffff), 0x60005afa)", "0xff0000ff), 0x600000fa)"],
    "pin: only precompiles": ["lt(sub(byte(1, mload(at)), 1), 10)", "1"],
  }),
  ...inFile("contracts/libraries/EzklContext.sol", test("context"), {
    "context: bounds": [
      "require(fits(offset, instances.length), EzklContextOutOfBounds(offset, instances.length));",
      "",
    ],
    "context: width of the limbs": [
      "if (combined >> LIMB_BITS != 0) _revertWithWideLimb(instances, offset);",
      "",
    ],
    "context: equality": ["require(actual == expected, EzklContextMismatch(expected, actual));", ""],
    "context: chain": ["abi.encode(DOMAIN, block.chainid,", "abi.encode(DOMAIN, uint256(31337),"],
  }),
  ...inFile("contracts/libraries/EzklFelt.sol", test("felt"), {
    "felt: largest": ["if (felt < BOUND)", "if (felt <= BOUND)"],
    "felt: smallest": ["felt > R - BOUND", "felt >= R - BOUND"],
    "felt: modulus": ["felt < R)", "felt <= R)"],
    "felt: refusal": ["require(ok, EzklFeltOutOfRange(felt));", "ok;"],
    "felt: range before scaling": [
      "require(value > -int256(BOUND) && value < int256(BOUND), EzklFeltValueOutOfRange(value));",
      "",
    ],
  }),
  ...inFile("contracts/samples/signal-bounty/SignalBounty.sol", ["test/samples/signal-bounty.test.ts"], {
    "bounty: window": [
      "require(window == current.windowHash, SignalBountyWindowMismatch(current.windowHash, window));",
      "",
    ],
    "bounty: proof consumed": ["_consumeProof(proof, instances, msg.sender, bytes32(epoch));", ""],
    "bounty: once per epoch": [
      "require(current.prover == address(0), SignalBountyEpochSettled(epoch, current.prover));",
      "",
    ],
    "bounty: opened epochs only": ["require(current.deadline != 0, SignalBountyEpochUnknown(epoch));", ""],
    "bounty: in time": [
      "require(block.timestamp <= current.deadline, SignalBountyEpochOver(epoch, current.deadline));",
      "",
    ],
    "bounty: not reclaimed early": [
      "require(block.timestamp > current.deadline, SignalBountyEpochRunning(epoch, current.deadline));",
      "",
    ],
    "bounty: owner": ["require(msg.sender == OWNER, SignalBountyNotOwner(msg.sender));", ""],
    "bounty: effects before the transfer": ["owed[msg.sender] = 0;", ""],
    "bounty: failed transfer": ["require(sent, SignalBountyTransferFailed(msg.sender, amount));", "sent;"],
    "bounty: nothing owed": ["require(amount != 0, SignalBountyNothingOwed(msg.sender));", ""],
    "bounty: money first": ["msg.value != 0 &&", ""],
    "bounty: no less than 0": ["if (wad < 0) return 0;", ""],
    "bounty: no more than 1": [
      "return uint256(wad) > FULL_ALLOCATION ? FULL_ALLOCATION : uint256(wad);",
      "return uint256(wad);",
    ],
  }),
];
