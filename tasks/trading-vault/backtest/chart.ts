import type { Backtest } from "./backtest.ts";

const [WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM] = [900, 420, 50, 20, 190, 40];
const COLOURS = ["#0b5fa5", "#7fb2d9", "#8a8a8a", "#d9822b", "#3a9a5b"];

/** Wealth of every rule, day by day, on a logarithmic scale. */
export function drawChart({ days, accounts }: Backtest): string {
  const lines = Object.entries(accounts).map(([name, { wealth }]) => ({ name, wealth: [1, ...wealth] }));
  const all = lines.flatMap(({ wealth }) => wealth);
  const [low, high] = [Math.min(...all) / 1.03, Math.max(...all) * 1.03];
  const x = (day: number) => LEFT + ((WIDTH - LEFT - RIGHT) * day) / Math.max(1, days.length);
  const y = (value: number) =>
    HEIGHT - BOTTOM - ((HEIGHT - TOP - BOTTOM) * Math.log(value / low)) / Math.log(high / low);
  const steps = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.5, 1.75, 2, 2.5, 3, 4, 5];
  const grid = steps
    .filter((value) => value >= low && value <= high)
    .map(
      (value) =>
        `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at(y(value))}" y2="${at(y(value))}" stroke="#ddd"/>` +
        `<text x="${LEFT - 8}" y="${at(y(value) + 4)}" text-anchor="end">${value}</text>`,
    );
  const months = days
    .map(({ date }, index) => ({ date, index }))
    .filter(({ date }) => /-(01|04|07|10)-01$/.test(date))
    .map(
      ({ date, index }) => `<text x="${at(x(index))}" y="${HEIGHT - 16}" text-anchor="middle">${date}</text>`,
    );
  const drawn = lines.map(({ name, wealth }, index) => {
    const colour = COLOURS[index % COLOURS.length]!;
    const points = wealth.map((value, day) => `${at(x(day))},${at(y(value))}`).join(" ");
    const label = `${name} ${wealth.at(-1)!.toFixed(3)}`;
    return (
      `<polyline points="${points}" fill="none" stroke="${colour}" stroke-width="${index === 0 ? 2 : 1}"/>` +
      `<text x="${WIDTH - RIGHT + 10}" y="${TOP + 16 * (index + 1)}" fill="${colour}">${label}</text>`
    );
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="100%" height="100%" fill="white"/>`,
    ...[...grid, ...months, ...drawn],
    "</svg>\n",
  ].join("\n");
}

function at(position: number): string {
  return position.toFixed(1);
}
