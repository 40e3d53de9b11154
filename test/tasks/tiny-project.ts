import { Project, type ProjectOptions } from "../helpers/project.ts";
import { linearOnnx, TINY_CONFIG, TINY_INPUT } from "../core/pipeline/tiny-model.ts";

/** One dapp that takes the tiny model's answer, a round a proof. */
export const CONSUMER = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EzklConsumer} from "hardhat-ezkl/contracts/base/EzklConsumer.sol";
import {IEzklVerifier} from "hardhat-ezkl/contracts/interfaces/IEzklVerifier.sol";
import {TinyStatement} from "./generated/tiny/TinyStatement.sol";

contract Scores is EzklConsumer {
    uint256 public round;
    mapping(address account => int256 score) public scoreOf;

    constructor(IEzklVerifier verifier_, bytes32 codeHash)
        EzklConsumer(
            verifier_, codeHash, TinyStatement.MODEL_DIGEST, TinyStatement.INSTANCES, TinyStatement.CONTEXT_OFFSET
        )
    {}

    function submit(bytes calldata proof, uint256[] calldata instances) external {
        _consumeProof(proof, instances, msg.sender, bytes32(round++));
        scoreOf[msg.sender] = TinyStatement.score(instances);
    }
}
`;

export const INPUT = JSON.stringify({ input_data: TINY_INPUT });

/** A project with the tiny model, nothing built. */
export async function tinyProject(options: ProjectOptions = {}): Promise<Project> {
  const project = await Project.make(options);
  await project.write("models/tiny/network.onnx", linearOnnx());
  await project.write("models/tiny/input.json", INPUT);
  await project.write(
    "models/tiny/model.json",
    JSON.stringify({ ...TINY_CONFIG, inputVisibility: "public" }),
  );
  return project;
}
