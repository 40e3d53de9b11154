/** A contract that hands its calls on, or an account that is none. */
export type Indirection =
  | { kind: "none" }
  | { kind: "no-code" }
  | { kind: "delegated"; to: string }
  | { kind: "proxy"; how: string; to: string | undefined };

/** keccak256("eip1967.proxy.implementation") - 1 and its like; a test computes them. */
export const PROXY_SLOTS = {
  "EIP-1967 implementation": "0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc",
  "EIP-1967 beacon": "0xa3f0ad74e5423aebfd80d3ef4346578335a9a72aeaee59ff6cb3582b35133d50",
} as const;

export type ProxySlot = keyof typeof PROXY_SLOTS;

const DELEGATED = /^0xef0100([0-9a-f]{40})$/;
/** EIP-1167, with or without the code that creates it. */
const MINIMAL =
  /^0x(?:3d602d80600a3d3981f3)?363d3d373d3d3d363d73([0-9a-f]{40})5af43d82803e903d91602b57fd5bf3/;

/**
 * Recognises what stands in front of a verifier by its code and the storage slots that proxies agree on.
 * @param code runtime code, 0x-prefixed
 * @param slots words at {@link PROXY_SLOTS}
 */
export function indirectionOf(code: string, slots: Readonly<Record<ProxySlot, string>>): Indirection {
  const lower = code.toLowerCase();
  if (lower === "0x") return { kind: "no-code" };
  const delegate = DELEGATED.exec(lower)?.[1];
  if (delegate !== undefined) return { kind: "delegated", to: `0x${delegate}` };
  const minimal = MINIMAL.exec(lower)?.[1];
  if (minimal !== undefined) return { kind: "proxy", how: "EIP-1167 minimal proxy", to: `0x${minimal}` };
  for (const how of Object.keys(PROXY_SLOTS) as ProxySlot[]) {
    const word = BigInt(slots[how]);
    if (word !== 0n) return { kind: "proxy", how, to: `0x${word.toString(16).padStart(40, "0").slice(-40)}` };
  }
  return { kind: "none" };
}
