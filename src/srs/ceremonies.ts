/** A public multi-party setup: nobody knows its secret unless all who took part kept their share of it and put them together. */
export interface Ceremony {
  /** Short name, as it stands in manifests, settings and folder names. */
  name: string;
  /** What the world calls it, and where it comes from. */
  title: string;
  /** -[s]G2 as the engine's verifiers carry it: x_1, x_2, y_1, y_2. All files of a ceremony, of whatever size, share it. */
  negG2: readonly [string, string, string, string];
}

/**
 * The setups that this package knows. `ezkl`: the words stand in many deployed verifiers of the engine. `hermez`: from the second power
 * of G2 in its published files.
 */
export const CEREMONIES: readonly Ceremony[] = [
  {
    name: "ezkl",
    title: "perpetual powers of tau in halo2's form, which the engine itself downloads",
    negG2: [
      "0x186282957db913abd99f91db59fe69922e95040603ef44c0bd7aa3adeef8f5ac",
      "0x17944351223333f260ddc3b4af45191b856689eda9eab5cbcddbbe570ce860d2",
      "0x06d971ff4a7467c3ec596ed6efc674572e32fd6f52b721f97e35b0b3d3546753",
      "0x06ecdb9f9567f59ed2eee36e1e1d58797fd13cc97fafc2910f5e8a12f202fa9a",
    ],
  },
  {
    name: "hermez",
    title: "perpetual powers of tau with Hermez's beacon, snarkjs' powersOfTau28_hez_final files",
    negG2: [
      "0x26186a2d65ee4d2f9c9a5b91f86597d35f192cd120caf7e935d8443d1938e23d",
      "0x30441fd1b5d3370482c42152a8899027716989a6996c2535bc9f7fee8aaef79e",
      "0x16f363f103c80d7bbc8ad3c6867e0822bbc6000be91a4689755c7df40221c145",
      "0x2b1cbb3e521edf5a622d82762a44a5e63f1e50b332d71154a4a7958d6011deff",
    ],
  },
];

/**
 * The name of the known ceremony that a verifier stands on, told by its four -[s]G2 words; undefined: none, so a dev SRS or one that
 * nobody has vouched for. All four words are compared: [s]G2 itself, with y of the other sign, is another setup whose secret is -s.
 */
export function ceremonyOf(negG2: readonly string[]): string | undefined {
  return CEREMONIES.find(
    (ceremony) =>
      negG2.length === ceremony.negG2.length &&
      ceremony.negG2.every((word, index) => word === negG2[index]?.toLowerCase()),
  )?.name;
}
