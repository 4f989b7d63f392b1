// Tasks of the size of the vendor's sample, each with a length of its own.
import type { Scenario } from "pulumi-huaweicloud-dcs/simulator";
import { seededRandom } from "../../shared/random.ts";

type RemainTime = NonNullable<Scenario["remainTime"]>;

/** What `remain_time` says, in turn: mostly something, sometimes too little, sometimes nothing. */
const REMAIN_TIMES: readonly RemainTime[] = [
  "accurate",
  { bias: 0.6 },
  "accurate",
  { bias: 1.5 },
  "none",
];
/** Never ends: what the reference asks for. */
export const ENDLESS = "endless";

/** `count` tasks of about `seconds`. */
export interface TaskSet {
  readonly count: number;
  readonly seconds: number;
  readonly seed: number;
}

/** Scenarios for the simulator: the tasks, and one that does not end. */
export function makeScenarios({ count, seconds, seed }: TaskSet): Scenario[] {
  const random = seededRandom(seed);
  const tasks = Array.from({ length: count }, (_, index) =>
    scenario(`task-${index}`, {
      seconds: seconds * (2 / 3 + (random() * 2) / 3),
      remainTime: REMAIN_TIMES[index % REMAIN_TIMES.length] ?? "none",
    }),
  );
  return [...tasks, scenario(ENDLESS, { seconds: 36_000, remainTime: "accurate" })];
}

function scenario(
  name: string,
  { seconds, remainTime }: { seconds: number; remainTime: RemainTime },
): Scenario {
  const step = (title: string, share: number) => ({
    name: title,
    subSteps: [1, 2].map((part) => ({
      name: `${title} ${part}`,
      seconds: Number(((seconds * share) / 2).toFixed(3)),
      detail: "{node_id:9996c3376318417281fb5e611f3fb1a0,slot_range:[0 5460]}",
    })),
  });
  return { name, remainTime, steps: [step("check", 0.2), step("migrate", 0.8)] };
}
