import { R } from "../field/scalar.ts";

/** One call to a precompile, and what only a working one makes of it. */
export interface PrecompileQuestion {
  /** Its address, in full. */
  to: `0x${string}`;
  /** As clients and specifications name it. */
  name: PrecompileName;
  /** What is asked, for a person: "a known sum". */
  asks: string;
  data: `0x${string}`;
  /** The answer, to the byte; "refusal" where the call must fail. */
  expected: `0x${string}` | "refusal";
}

export type PrecompileName = "MODEXP" | "ECADD" | "ECMUL" | "ECPAIRING";

/** Modulus of the coordinates' field (EIP-196). */
const Q = 0x30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47n;

// The names and the numbers are those of contracts/libraries/EzklPrecompiles.sol, where it is said how each is made.
const a = 0x2130e52224a8774a495d3ea5ad1542cd33d86abde2b84f75d437038f6058ce4dn;
const aInverse = 0x29bd28093998a412a28b623042a37c06d427478782cb8596a23af07e45dfe930n;
const b = 0x0fd6ba3ad777dfe138e08a085054c0074b4080c787adf5249cedd3f666dcc831n;
const A = {
  x: 0x28b1ad9ac6d4ac7fdce1eec6f7025aaa15929945626260252db178cc2c398c46n,
  y: 0x0b1b41e61c7f8b420ba42b957ed76d5794cece5211b7740c0fecf3e67ff4336fn,
};
const P = {
  x: 0x14b21dab355aaf645c17d0ac4156500a0ffd6c53978a4a493a435e123073d917n,
  y: 0x300425ceaa5a70b994b47607b13235ed3b2f1a823eb9771cd52f9f83053bbd05n,
};
const S = {
  x: 0x13e07634294efff36baa3196ee389aaec78610c2f19fbbf1c91707fe5956aa6dn,
  y: 0x211841769db5f90f88b3e3a74751e202347b26870cd9a37d5d676a37ad777339n,
};
/** Points of G2 as EIP-197 has them: of each coordinate the imaginary part first. */
const bG2 = [
  0x143d5f1f157e095a94371e02fd3996375e9cab2352b09c778d38aa1d4a94bc18n,
  0x10ff0c5fb99f066d6828a74ef67387c37c28cd44283a315cfdcc7136a2dce6e5n,
  0x0d74405cf950cb9bad44ff02cce6bcba4123110cca64c1d4ec5daeebd532f131n,
  0x07f4e70c4168d2f3f6b8f0d82580243db95e9418248b215845ab89e9bd2d28d8n,
];
const G2 = [
  0x198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2n,
  0x1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6edn,
  0x090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975bn,
  0x12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daan,
];

const words = (...numbers: bigint[]): `0x${string}` =>
  `0x${numbers.map((number) => number.toString(16).padStart(64, "0")).join("")}`;
const pairs = (y: bigint): `0x${string}` => words(A.x, A.y, ...bG2, P.x, y, ...G2);

const MODEXP = { to: addressOf(5), name: "MODEXP" } as const;
const ECADD = { to: addressOf(6), name: "ECADD" } as const;
const ECMUL = { to: addressOf(7), name: "ECMUL" } as const;
const ECPAIRING = { to: addressOf(8), name: "ECPAIRING" } as const;

/** What `EzklPrecompiles.requireWorking` asks when a consumer is constructed, in the same order. */
export const PRECOMPILE_QUESTIONS: readonly PrecompileQuestion[] = [
  {
    ...{ ...MODEXP, asks: "a known inverse" },
    data: words(32n, 32n, 32n, a, R - 2n, R),
    expected: words(aInverse),
  },
  {
    ...{ ...ECADD, asks: "a known sum" },
    data: words(A.x, A.y, P.x, P.y),
    expected: words(S.x, S.y),
  },
  {
    ...{ ...ECADD, asks: "a point that is not on the curve" },
    data: words(P.x, A.y, P.x, P.y),
    expected: "refusal",
  },
  {
    ...{ ...ECMUL, asks: "a known multiple" },
    data: words(A.x, A.y, b),
    expected: words(P.x, P.y),
  },
  {
    ...{ ...ECMUL, asks: "a point that is not on the curve" },
    data: words(P.x, A.y, b),
    expected: "refusal",
  },
  {
    ...{ ...ECPAIRING, asks: "an equation that holds" },
    data: pairs(Q - P.y),
    expected: words(1n),
  },
  {
    ...{ ...ECPAIRING, asks: "an equation that does not hold" },
    data: pairs(P.y),
    expected: words(0n),
  },
];

function addressOf(number: number): `0x${string}` {
  return `0x${number.toString(16).padStart(40, "0")}`;
}
