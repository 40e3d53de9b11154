import { VerifierShapeError } from "../../../errors/verifier.ts";
import type { VerifierFacts } from "../../facts.ts";
import type { Machine } from "../../symbolic/machine.ts";
import { type Node, Nodes } from "../../symbolic/node.ts";
import type { Program } from "../../symbolic/program.ts";
import { type Behaviour, run } from "../../symbolic/run.ts";
import { type Challenge, challengeAddresses, computedAt, type Quantity, quantityIndex } from "./quantity.ts";

/** A run in which quantities have names, and what each stands for. */
export interface WatchedRun {
  behaviour: Behaviour;
  nodes: Nodes;
  /** Challenges in the order in which they were squeezed, each with its keccak. */
  squeezed: readonly { challenge: Challenge; hash: Node }[];
  definition(quantity: Quantity): Node;
  quantity(quantity: Quantity): Node;
  /** The last word written to the address that the constant names. */
  stored(constant: string): Node;
}

/**
 * Runs the engine's verifier with names for its quantities, and inverses taken one by one.
 * @throws VerifierShapeError
 */
export function watch(program: Program, facts: VerifierFacts, where?: string): WatchedRun {
  const nodes = new Nodes();
  const named = (quantity: Quantity) => nodes.of("quantity", [], quantityIndex(quantity));
  const definitions = new Map<Quantity, Node>();
  const squeezed: { challenge: Challenge; hash: Node }[] = [];
  const stored = new Map<number, Node>();
  const address = (constant: string) => Number(program.constants.get(constant) ?? -1n);
  const challengeAt = challengeAddresses(program.constants);
  const define = (quantity: Quantity, value: Node): Node => {
    if (definitions.has(quantity)) throw new VerifierShapeError(quantity, "written twice", where);
    definitions.set(quantity, value);
    return named(quantity);
  };
  const behaviour = run(
    program,
    nodes,
    facts,
    {
      store(name, at, value) {
        stored.set(at, value);
        const challenge = value.operation === "mod" ? challengeAt.get(at) : undefined;
        if (challenge !== undefined) {
          squeezed.push({ challenge, hash: value.args[0]! });
          return define(challenge, value);
        }
        const quantity = name === null ? undefined : computedAt(name);
        return quantity === undefined ? value : define(quantity, value);
      },
      call: (name, args, machine) => (name === "batch_invert" ? invertEach(args, machine) : null),
    },
    where,
  );
  const known = <Key>(map: ReadonlyMap<Key, Node>, key: Key, what: string): Node => {
    const node = map.get(key);
    if (node === undefined) throw new VerifierShapeError(what, "never written", where);
    return node;
  };
  return {
    behaviour,
    nodes,
    squeezed,
    quantity: named,
    definition: (quantity) => known(definitions, quantity, quantity),
    stored: (constant) => known(stored, address(constant), constant),
  };
}

/** What batch_invert(success, start, end) leaves in memory, without the products on the way. */
function invertEach([success, start, end]: readonly Node[], machine: Machine): Node[] {
  for (let at = machine.number(start!); at < machine.number(end!); at += 32)
    machine.memory.write(at, machine.nodes.of("inverse", [machine.memory.read(at)]));
  return [success!];
}
