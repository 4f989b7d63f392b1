// Tasks of the size of the vendor's sample, each with a length of its own.
import { seededRandom } from "../random.mjs";

/** What `remain_time` says, in turns: mostly something, sometimes too little, sometimes nothing. */
const REMAIN_TIMES = ["accurate", { bias: 0.6 }, "accurate", { bias: 1.5 }, "none"];
/** Never ends: what the reference asks for. */
export const ENDLESS = "endless";

/** Scenarios for the simulator: `count` tasks of about `seconds`, and one that does not end. */
export function makeScenarios({ count, seconds, seed }) {
  const random = seededRandom(seed);
  const tasks = Array.from({ length: count }, (_, index) =>
    scenario(`task-${index}`, {
      seconds: seconds * (2 / 3 + (random() * 2) / 3),
      remainTime: REMAIN_TIMES[index % REMAIN_TIMES.length],
    }),
  );
  return [...tasks, scenario(ENDLESS, { seconds: 36_000, remainTime: "accurate" })];
}

function scenario(name, { seconds, remainTime }) {
  const step = (title, share) => ({
    name: title,
    subSteps: [1, 2].map((part) => ({
      name: `${title} ${part}`,
      seconds: Number(((seconds * share) / 2).toFixed(3)),
      detail: "{node_id:9996c3376318417281fb5e611f3fb1a0,slot_range:[0 5460]}",
    })),
  });
  return { name, remainTime, steps: [step("check", 0.2), step("migrate", 0.8)] };
}
