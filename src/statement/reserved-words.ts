/** Words that Solidity 0.8 refuses or warns about as names of functions and struct members: keywords, reserved words, built-ins. */
const WORDS = `
  abstract address after alias anonymous apply as assembly assert auto blobhash blobbasefee block blockhash bool break byte
  bytes calldata case catch constant constructor continue contract copyof days default define delete do else emit enum error
  ether event external fallback false final fixed for from function gasleft global gwei hex hours if immutable implements
  import in indexed inline int interface internal is keccak256 layout leave let library macro mapping match memory minutes
  modifier msg mulmod addmod mutable new null now of override partial payable pragma private promise public pure receive
  reference relocatable require return returns revert ripemd160 ecrecover sealed seconds selfdestruct sha256 sha3 sizeof
  static storage string struct suicide super supports switch this throw transient true try tx type typedef typeof ufixed uint
  unchecked unicode using var view virtual weeks wei while years abi at`;

const RESERVED = new Set(WORDS.trim().split(/\s+/));

/** Sized built-in types: int8, uint256, bytes32, fixed128x18. */
const SIZED_TYPE = /^(u?int\d+|bytes\d+|u?fixed\d+x\d+)$/;

/** The name itself, or with an underscore after it where Solidity has another use for it. */
export function solidityName(name: string): string {
  return RESERVED.has(name) || SIZED_TYPE.test(name) ? `${name}_` : name;
}
