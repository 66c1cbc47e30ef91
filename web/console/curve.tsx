/** The cost of the best plan so far over the time of its search. */
import type { Plan } from "./shapes.ts";
import { count, money, say } from "./words.ts";

const [WIDTH, HEIGHT] = [320, 70];

export function Curve({ points }: { points: Plan["progress"]["curve"] }) {
  // Costs count once nothing that must be served is left out any more.
  const fewest = Math.min(...points.map((point) => point.required_dropped));
  const shown = points.filter((point) => point.required_dropped === fewest);
  const last = shown.at(-1);
  if (last === undefined || shown.length < 2) {
    return null;
  }
  const costs = shown.map((point) => point.cost.amount);
  const [low, high] = [Math.min(...costs), Math.max(...costs)];
  const x = (s: number): number => (s / Math.max(last.elapsed_s, 0.001)) * WIDTH;
  const y = (cost: number): number => HEIGHT - 4 - ((cost - low) / Math.max(high - low, 1)) * (HEIGHT - 8);
  const path = shown.map((point, i) => `${i ? `H${x(point.elapsed_s)}V` : `M${x(point.elapsed_s)} `}${y(point.cost.amount)}`);
  const told = say("curve", { from: money(high), to: money(low), s: count(last.elapsed_s, 1) });
  return (
    <figure class="curve">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={told}>
        <path d={path.join("")} />
      </svg>
      <figcaption>{told}</figcaption>
    </figure>
  );
}
