import { open, readFile, type FileHandle } from "node:fs/promises";

const FELT_BYTES = 32;
/** Polynomials before the lists: first, last and active rows on the extended domain. */
const SINGLE = 3;
/** Values, coefficients and extended values of the fixed columns, then of the permutation's. */
const LISTS = 6;

/**
 * What is wrong with a proving key that somebody else made, as far as that can be told without making it again; undefined when nothing is.
 *
 * A proving key begins with its verifying key, which must be the given one to the byte; then come polynomials, each after its length, in
 * lists, and nothing after them. Their values are not checked: wrong ones give proofs that do not verify, and no proof is
 * handed out unverified.
 */
export async function provingKeyProblem(pk: string, vk: string): Promise<string | undefined> {
  const verifying = await readFile(vk);
  const handle = await open(pk, "r");
  try {
    const { size } = await handle.stat();
    const start = Buffer.alloc(verifying.length);
    await handle.read(start, 0, start.length, 0);
    if (!start.equals(verifying)) return "the verifying key inside of it is another";
    const end = await endOfPolynomials(handle, verifying.length, size);
    return end === size ? undefined : "it is no list of polynomials of the length it should have";
  } finally {
    await handle.close();
  }
}

/** Where the last polynomial ends; undefined where the lengths do not fit together. */
async function endOfPolynomials(
  handle: FileHandle,
  start: number,
  size: number,
): Promise<number | undefined> {
  let position = start;
  const readLength = async (): Promise<number> => {
    const word = Buffer.alloc(4);
    await handle.read(word, 0, 4, position);
    position += 4;
    return word.readUInt32BE();
  };
  const extended = await readLength();
  position += extended * FELT_BYTES;
  for (let index = 1; index < SINGLE; index += 1) {
    if ((await readLength()) !== extended) return undefined;
    position += extended * FELT_BYTES;
  }
  for (let list = 0; list < LISTS; list += 1) {
    const count = await readLength();
    if (position + count * 4 > size) return undefined;
    // A list says all lengths first, and then each polynomial says its own.
    const lengths: number[] = [];
    for (let index = 0; index < count; index += 1) lengths.push(await readLength());
    for (const length of lengths) {
      if (length === 0 || length > extended || (await readLength()) !== length) return undefined;
      position += length * FELT_BYTES;
      if (position > size) return undefined;
    }
  }
  return position;
}
