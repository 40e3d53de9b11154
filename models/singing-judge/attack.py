"""How much score can be had without singing: projected gradient ascent on the features.

    python attack.py --probes DIR    folder of probes/make.ts

Each feature may move by at most the given part of its range: pitch by so many semitones, energy by as much of the loud
level, both within what features can be. The attacker knows the judge. "anything" leaves the ranges as the only bound.
For each bound: the mean score found, the mean score of moving as far by singing better (each pitch towards its note, and
louder), the best attempt's score, and what the circuit gives for that one's features, on their grid.
"""

import argparse
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np

from attempts import Attempts, read_attempts
from circuit import circuit_scores
from network import FRAMES_PER_SLOT, GRID, Weights, marks, score
from weights import read_weights

MOVES = (0.25, 0.5, 1.0, float("inf"))
PITCH_RANGE, ENERGY_RANGE = (-12.0, 24.0), (0.0, 1.0)
STEPS, STARTS = 200, 3
FROM = ("silence", "white-noise", "pink-noise", "hum", "babble", "speech", "other-melody", "off-key", "middling")
LEAK = 0.2  # slope shown outside of a mark's bounds, or a frame that counts nothing would never begin to


def climb(weights: Weights, start: Attempts, move: float, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The best pitch and energy found within `move` of the start, for all attempts at once."""
    low_p, high_p = (np.clip(start.pitch + sign * move, *PITCH_RANGE) for sign in (-1, 1))
    low_e, high_e = (np.clip(start.energy + sign * move, *ENERGY_RANGE) for sign in (-1, 1))

    def gain(pitch: jnp.ndarray, energy: jnp.ndarray) -> jnp.ndarray:
        raw = marks(weights, pitch, energy, start.melody)
        return (jnp.clip(raw, 0, 1) + LEAK * jnp.minimum(raw, 1)).sum()

    @jax.jit
    def step(pitch: jnp.ndarray, energy: jnp.ndarray, rate: float) -> tuple[jnp.ndarray, jnp.ndarray]:
        by_pitch, by_energy = jax.grad(gain, (0, 1))(pitch, energy)
        pitch = jnp.clip(pitch + rate * (high_p - low_p) * jnp.sign(by_pitch), low_p, high_p)
        return pitch, jnp.clip(energy + rate * (high_e - low_e) * jnp.sign(by_energy), low_e, high_e)

    random = np.random.Generator(np.random.PCG64(seed))
    best_score = np.asarray(score(weights, start.pitch, start.energy, start.melody))
    best = [start.pitch.copy(), start.energy.copy()]
    for attempt in range(STARTS):
        pitch, energy = start.pitch, start.energy
        if attempt > 0:
            pitch, energy = random.uniform(low_p, high_p), random.uniform(low_e, high_e)
        for rate in np.geomspace(0.1, 0.002, STEPS):
            pitch, energy = step(pitch, energy, rate)
        # Towards the start, so that rounding cannot leave the allowed box.
        on_grid = [_rounded(*pair) for pair in ((pitch, start.pitch), (energy, start.energy))]
        found = np.asarray(score(weights, *on_grid, start.melody))
        better = found > best_score
        best_score = np.where(better, found, best_score)
        for kept, new in zip(best, on_grid):
            kept[better] = new[better]
    return best[0], best[1]


def _rounded(value: jnp.ndarray, start: np.ndarray) -> np.ndarray:
    moved = np.asarray(value, np.float64) - start
    return start + np.trunc(moved * GRID) / GRID


def sung_better(start: Attempts, move: float) -> tuple[np.ndarray, np.ndarray]:
    """What the same movement gains by singing better: each pitch so much nearer to its note, and louder."""
    wanted = np.repeat(start.melody, FRAMES_PER_SLOT, axis=1)
    pitch = start.pitch + np.clip(wanted - start.pitch, -move, move)
    return pitch, np.clip(start.energy + move, *ENERGY_RANGE)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--probes", type=Path, required=True)
    kinds, attempts = read_attempts(parser.parse_args().probes / "behaviour")
    weights = read_weights()

    def judged(pitch: np.ndarray, energy: np.ndarray, melody: np.ndarray) -> np.ndarray:
        return np.asarray(score(weights, pitch, energy, melody))

    heads = [f"{move:g}: {what}" for move in MOVES for what in ("mean", "better", "best", "proven")]
    print("| from | as it is | " + " | ".join(heads) + " |")
    print("| --- |" + " ---: |" * (1 + len(heads)))
    for kind in FROM:
        chosen = attempts.rows(np.flatnonzero(kinds == kind))
        line = f"| {kind} | {judged(*chosen[:3]).mean():.3f} |"
        for move in MOVES:
            pitch, energy = climb(weights, chosen, move, seed=0)
            found = judged(pitch, energy, chosen.melody)
            top = np.array([found.argmax()])
            proven = circuit_scores(Attempts(pitch, energy, chosen.melody, found).rows(top))[0]
            better = judged(*sung_better(chosen, move), chosen.melody).mean()
            line += f" {found.mean():.3f} | {better:.3f} | {found.max():.3f} | {proven:.3f} |"
        print(line)


if __name__ == "__main__":
    main()
