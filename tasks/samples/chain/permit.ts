import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";

import { Contract, Signature, TypedDataEncoder, type TypedDataDomain } from "ethers";

const PERMIT_ABI = [
  "function nonces(address owner) view returns (uint256)",
  "function DOMAIN_SEPARATOR() view returns (bytes32)",
  "function name() view returns (string)",
  "function version() view returns (string)",
  "function eip712Domain() view returns (bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)",
];

/** ERC-2612. */
const PERMIT_TYPES = {
  Permit: [
    { name: "owner", type: "address" },
    { name: "spender", type: "address" },
    { name: "value", type: "uint256" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
  ],
};

export interface Permit {
  deadline: bigint;
  v: number;
  r: string;
  s: string;
}

export interface PermitRequest {
  token: string;
  owner: HardhatEthersSigner;
  spender: string;
  value: bigint;
  deadline: bigint;
  chainId: bigint;
}

/** Signs an allowance; undefined when the token knows no ERC-2612, or a domain that cannot be found out. */
export async function signPermit(request: PermitRequest): Promise<Permit | undefined> {
  const { token, owner, spender, value, deadline, chainId } = request;
  const contract = new Contract(token, PERMIT_ABI, owner.provider);
  const nonce = await ask<bigint>(contract, "nonces", owner.address);
  const domain = await domainOf(contract, token, chainId);
  if (nonce === undefined || domain === undefined) return undefined;
  const message = { owner: owner.address, spender, value, nonce, deadline };
  const { v, r, s } = Signature.from(await owner.signTypedData(domain, PERMIT_TYPES, message));
  return { deadline, v, r, s };
}

/** The token's signing domain, believed only when it hashes to the token's own separator. */
async function domainOf(
  contract: Contract,
  verifyingContract: string,
  chainId: bigint,
): Promise<TypedDataDomain | undefined> {
  const separator = await ask<string>(contract, "DOMAIN_SEPARATOR");
  const told = await ask<{ name: string; version: string }>(contract, "eip712Domain");
  const name = told?.name ?? (await ask<string>(contract, "name"));
  const version = told?.version ?? (await ask<string>(contract, "version")) ?? "1";
  if (separator === undefined || name === undefined) return undefined;
  const domain = { name, version, chainId, verifyingContract };
  return TypedDataEncoder.hashDomain(domain) === separator ? domain : undefined;
}

async function ask<T>(contract: Contract, name: string, ...args: unknown[]): Promise<T | undefined> {
  return contract
    .getFunction(name)
    .staticCall(...args)
    .then(
      (answer) => answer as T,
      () => undefined,
    );
}
