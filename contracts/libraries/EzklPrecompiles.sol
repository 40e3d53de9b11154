// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EzklFelt} from "./EzklFelt.sol";

/// @title Whether the chain has the precompiles that every verifier stands on.
/// @notice A verifier inverts with MODEXP (address 5) and computes on BN254 with ECADD, ECMUL and ECPAIRING (6, 7, 8). On a chain without one of them a
/// call to its address succeeds and returns nothing; a precompile can also be there and answer wrongly. A proof shows nothing on either chain. So
/// each is asked what only a working one answers: a known inverse, sum and multiple, a pairing equation that holds, and one that does not.
/// ECADD and ECMUL must also refuse a point that is not on the curve. ECPAIRING is not asked for that: what verifiers give it, the other two
/// have computed or their own code fixes, and a refused pairing would burn the price of a good one.
///
/// All questions are constants. With G1 and G2 the generators of EIP-197, R the order of the field of scalars, and `x mod R` taken of the hash's number:
///   a = keccak256("hardhat-ezkl/precompiles/v1/a") mod R,  b = keccak256("hardhat-ezkl/precompiles/v1/b") mod R,
///   A = a G1,  P = b A,  S = A + P,  B = b G2,  and so e(A, B) e(-P, G2) = 1.
/// src/precompiles/questions.ts asks the same of a chain from outside; a test computes each of these numbers anew.
///
/// @dev Takes 260,000 gas under Osaka's prices, of it 226,000 for the two pairings and 21,000 that the two refusals burn.
library EzklPrecompiles {
    /// @notice The precompile at this address is missing or answers wrongly. Also what a transaction with too little gas for the questions ends with.
    error EzklPrecompilesNotWorking(address precompile);

    uint256 private constant _A = 0x2130e52224a8774a495d3ea5ad1542cd33d86abde2b84f75d437038f6058ce4d;
    /// @dev a^(R-2) mod R
    uint256 private constant _A_INVERSE = 0x29bd28093998a412a28b623042a37c06d427478782cb8596a23af07e45dfe930;
    uint256 private constant _B = 0x0fd6ba3ad777dfe138e08a085054c0074b4080c787adf5249cedd3f666dcc831;
    uint256 private constant _A_G1_X = 0x28b1ad9ac6d4ac7fdce1eec6f7025aaa15929945626260252db178cc2c398c46;
    uint256 private constant _A_G1_Y = 0x0b1b41e61c7f8b420ba42b957ed76d5794cece5211b7740c0fecf3e67ff4336f;
    uint256 private constant _P_X = 0x14b21dab355aaf645c17d0ac4156500a0ffd6c53978a4a493a435e123073d917;
    uint256 private constant _P_Y = 0x300425ceaa5a70b994b47607b13235ed3b2f1a823eb9771cd52f9f83053bbd05;
    uint256 private constant _S_X = 0x13e07634294efff36baa3196ee389aaec78610c2f19fbbf1c91707fe5956aa6d;
    uint256 private constant _S_Y = 0x211841769db5f90f88b3e3a74751e202347b26870cd9a37d5d676a37ad777339;
    /// @dev Coordinates of G2's points as EIP-197 has them: the imaginary part first.
    uint256 private constant _B_G2_X_1 = 0x143d5f1f157e095a94371e02fd3996375e9cab2352b09c778d38aa1d4a94bc18;
    uint256 private constant _B_G2_X_0 = 0x10ff0c5fb99f066d6828a74ef67387c37c28cd44283a315cfdcc7136a2dce6e5;
    uint256 private constant _B_G2_Y_1 = 0x0d74405cf950cb9bad44ff02cce6bcba4123110cca64c1d4ec5daeebd532f131;
    uint256 private constant _B_G2_Y_0 = 0x07f4e70c4168d2f3f6b8f0d82580243db95e9418248b215845ab89e9bd2d28d8;
    uint256 private constant _G2_X_1 = 0x198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2;
    uint256 private constant _G2_X_0 = 0x1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed;
    uint256 private constant _G2_Y_1 = 0x090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b;
    uint256 private constant _G2_Y_0 = 0x12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa;
    /// @dev Modulus of the coordinates' field, of EIP-196.
    uint256 private constant _Q = 0x30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47;
    /// @dev What a refusal may burn: several times the price of a good answer (150 and 6,000), because a question that cannot be paid for is refused too.
    uint256 private constant _REFUSED_SUM_GAS = 3_000;
    uint256 private constant _REFUSED_MULTIPLE_GAS = 18_000;

    /// @notice Reverts unless all four answer rightly, in right length; names the first that does not.
    function requireWorking() internal view {
        require(_inverts(), EzklPrecompilesNotWorking(address(5)));
        require(_adds(), EzklPrecompilesNotWorking(address(6)));
        require(_refusesToAdd(), EzklPrecompilesNotWorking(address(6)));
        require(_multiplies(), EzklPrecompilesNotWorking(address(7)));
        require(_refusesToMultiply(), EzklPrecompilesNotWorking(address(7)));
        require(_pairs(_Q - _P_Y, 1), EzklPrecompilesNotWorking(address(8)));
        require(_pairs(_P_Y, 0), EzklPrecompilesNotWorking(address(8)));
    }

    // In assembly: a question is laid out and asked as verifiers do it, and an answer of any length is looked at where it is. All use the memory
    // behind the last allocation and leave it free.

    function _inverts() private view returns (bool ok) {
        uint256 order = EzklFelt.R;
        assembly ("memory-safe") {
            let at := mload(0x40)
            mstore(at, 0x20)
            mstore(add(at, 0x20), 0x20)
            mstore(add(at, 0x40), 0x20)
            mstore(add(at, 0x60), _A)
            mstore(add(at, 0x80), sub(order, 2))
            mstore(add(at, 0xa0), order)
            ok := staticcall(gas(), 0x05, at, 0xc0, at, 0x20)
            ok := and(ok, and(eq(returndatasize(), 0x20), eq(mload(at), _A_INVERSE)))
        }
    }

    function _adds() private view returns (bool ok) {
        assembly ("memory-safe") {
            let at := mload(0x40)
            mstore(at, _A_G1_X)
            mstore(add(at, 0x20), _A_G1_Y)
            mstore(add(at, 0x40), _P_X)
            mstore(add(at, 0x60), _P_Y)
            ok := staticcall(gas(), 0x06, at, 0x80, at, 0x40)
            ok := and(ok, eq(returndatasize(), 0x40))
            ok := and(ok, and(eq(mload(at), _S_X), eq(mload(add(at, 0x20)), _S_Y)))
        }
    }

    /// @dev (P.x, A.y) does not lie on the curve.
    function _refusesToAdd() private view returns (bool ok) {
        assembly ("memory-safe") {
            let at := mload(0x40)
            mstore(at, _P_X)
            mstore(add(at, 0x20), _A_G1_Y)
            mstore(add(at, 0x40), _P_X)
            mstore(add(at, 0x60), _P_Y)
            ok := iszero(staticcall(_REFUSED_SUM_GAS, 0x06, at, 0x80, at, 0x40))
        }
    }

    function _multiplies() private view returns (bool ok) {
        assembly ("memory-safe") {
            let at := mload(0x40)
            mstore(at, _A_G1_X)
            mstore(add(at, 0x20), _A_G1_Y)
            mstore(add(at, 0x40), _B)
            ok := staticcall(gas(), 0x07, at, 0x60, at, 0x40)
            ok := and(ok, eq(returndatasize(), 0x40))
            ok := and(ok, and(eq(mload(at), _P_X), eq(mload(add(at, 0x20)), _P_Y)))
        }
    }

    /// @dev Nor does it here.
    function _refusesToMultiply() private view returns (bool ok) {
        assembly ("memory-safe") {
            let at := mload(0x40)
            mstore(at, _P_X)
            mstore(add(at, 0x20), _A_G1_Y)
            mstore(add(at, 0x40), _B)
            ok := iszero(staticcall(_REFUSED_MULTIPLE_GAS, 0x07, at, 0x60, at, 0x40))
        }
    }

    /// @dev Whether e(A, B) e((P.x, y), G2) = 1 is answered with `expected`: it holds for -P, and not for P.
    function _pairs(uint256 y, uint256 expected) private view returns (bool ok) {
        assembly ("memory-safe") {
            let at := mload(0x40)
            mstore(at, _A_G1_X)
            mstore(add(at, 0x20), _A_G1_Y)
            mstore(add(at, 0x40), _B_G2_X_1)
            mstore(add(at, 0x60), _B_G2_X_0)
            mstore(add(at, 0x80), _B_G2_Y_1)
            mstore(add(at, 0xa0), _B_G2_Y_0)
            mstore(add(at, 0xc0), _P_X)
            mstore(add(at, 0xe0), y)
            mstore(add(at, 0x100), _G2_X_1)
            mstore(add(at, 0x120), _G2_X_0)
            mstore(add(at, 0x140), _G2_Y_1)
            mstore(add(at, 0x160), _G2_Y_0)
            ok := staticcall(gas(), 0x08, at, 0x180, at, 0x20)
            ok := and(ok, and(eq(returndatasize(), 0x20), eq(mload(at), expected)))
        }
    }
}
