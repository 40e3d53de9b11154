import type { NetworkConnection } from "hardhat/types/network";

import { ContractFactory } from "ethers";

import { compileSolidity } from "../../../helpers/compile.ts";

/** What a token with a permit has, but for a signing domain that can be found out. */
const ODD_PERMIT = `
    string public name = "Old";
    mapping(address => uint256) public nonces;
    bytes32 public constant DOMAIN_SEPARATOR = keccak256("nobody knows");
`;

/** A token as the oldest are: no permit, no return values. */
const source = (more: string): string => `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract PlainToken {
    string public symbol = "OLD";
    uint8 public decimals = 6;
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;

    ${more}
    constructor(address account, uint256 amount) { balanceOf[account] = amount; }

    function approve(address spender, uint256 amount) external { allowance[msg.sender][spender] = amount; }

    function transfer(address to, uint256 amount) external { _move(msg.sender, to, amount); }

    function transferFrom(address from, address to, uint256 amount) external {
        allowance[from][msg.sender] -= amount;
        _move(from, to, amount);
    }

    function _move(address from, address to, uint256 amount) private {
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
    }
}
`;

/**
 * Deploys the token with `amount` of it for one account.
 * @param oddPermit gives it what looks like a permit and cannot be signed for
 * @returns its address
 */
export async function deployPlainToken(
  { ethers }: NetworkConnection,
  account: string,
  amount: bigint,
  oddPermit = false,
): Promise<string> {
  const { abi, bytecode } = compileSolidity(source(oddPermit ? ODD_PERMIT : ""), "PlainToken");
  const [signer] = await ethers.getSigners();
  return (await new ContractFactory(abi, bytecode, signer).deploy(account, amount)).getAddress();
}
