import { CircuitFileMalformedError } from "../errors/circuit.ts";
import { R } from "../field/scalar.ts";

const HALF = R / 2n;

/** Reads the engine's binary encoding: little-endian, fixed widths, a 64-bit count before each list, a 32-bit number for each variant. */
export class ByteReader {
  readonly #view: DataView;
  readonly #bytes: Uint8Array;
  readonly version: string;
  offset = 0;

  constructor(bytes: Uint8Array, version: string) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.version = version;
  }

  get remaining(): number {
    return this.#bytes.length - this.offset;
  }

  fail(problem: string, offset = this.offset): never {
    throw new CircuitFileMalformedError(this.version, offset, problem);
  }

  #take(length: number): number {
    if (length > this.remaining) this.fail("it ends in the middle of a value");
    const start = this.offset;
    this.offset += length;
    return start;
  }

  bool(): boolean {
    const at = this.#take(1);
    const value = this.#bytes[at];
    if (value !== 0 && value !== 1) this.fail(`${value} is no truth value`, at);
    return value === 1;
  }

  u32(): number {
    return this.#view.getUint32(this.#take(4), true);
  }

  i32(): number {
    return this.#view.getInt32(this.#take(4), true);
  }

  f32(): number {
    return this.#view.getFloat32(this.#take(4), true);
  }

  f64(): number {
    return this.#view.getFloat64(this.#take(8), true);
  }

  /** A size or an index. */
  u64(): number {
    const at = this.#take(8);
    const value = this.#view.getBigUint64(at, true);
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) this.fail(`${value} is no size`, at);
    return Number(value);
  }

  i128(): bigint {
    const at = this.#take(16);
    return this.#view.getBigUint64(at, true) + (this.#view.getBigInt64(at + 8, true) << 64n);
  }

  /** A field element as the signed integer that the engine means by it: x above r/2 is x - r. */
  felt(): bigint {
    const at = this.#take(32);
    let value = 0n;
    for (let word = 3; word >= 0; word--)
      value = (value << 64n) | this.#view.getBigUint64(at + 8 * word, true);
    if (value >= R) this.fail("a field element is not below r", at);
    return value > HALF ? value - R : value;
  }

  /** A field element as a number: exact up to 2^53. */
  feltNumber(): number {
    const at = this.offset;
    const short = this.remaining >= 32;
    const low = short ? this.#view.getBigUint64(at, true) : 0n;
    if (
      short &&
      low <= 0x1fffffffffffffn &&
      this.#view.getBigUint64(at + 8, true) === 0n &&
      this.#view.getBigUint64(at + 16, true) === 0n &&
      this.#view.getBigUint64(at + 24, true) === 0n
    ) {
      this.offset += 32;
      return Number(low);
    }
    return Number(this.felt());
  }

  /** One ASCII character. */
  letter(): string {
    const at = this.#take(1);
    const code = this.#bytes[at] ?? 0x80;
    return code < 0x80 ? String.fromCharCode(code) : this.fail("a letter is not ASCII", at);
  }

  text(): string {
    const length = this.u64();
    const at = this.#take(length);
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(this.#bytes.subarray(at, at + length));
    } catch {
      return this.fail("a name is not UTF-8", at);
    }
  }

  /** The count before a list whose elements take at least `width` bytes each. */
  count(width: number): number {
    const at = this.offset;
    const count = this.u64();
    if (count * width > this.remaining) this.fail(`a list of ${count} elements does not fit`, at);
    return count;
  }

  list<T>(width: number, element: () => T): T[] {
    const count = this.count(width);
    const list: T[] = [];
    for (let i = 0; i < count; i++) list.push(element());
    return list;
  }

  sizes(): number[] {
    return this.list(8, () => this.u64());
  }

  option<T>(element: () => T): T | undefined {
    return this.bool() ? element() : undefined;
  }

  /** One of `names` by its number. */
  variant<const Name extends string>(what: string, names: readonly Name[]): Name {
    const at = this.offset;
    const index = this.u32();
    const name = names[index];
    return name === undefined ? this.fail(`${what} has no variant ${index}`, at) : name;
  }
}
