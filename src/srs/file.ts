/** An SRS file that was found and checked. */
export interface SrsFile {
  /** "dev": whoever made it can forge proofs. */
  kind: "dev" | "ceremony";
  /** Short name of the ceremony, where it is one. */
  ceremony?: string;
  k: number;
  path: string;
  sha256: string;
}
