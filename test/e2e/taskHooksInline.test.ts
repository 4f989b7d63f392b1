import { openResizeStage } from "../examples/support/resizeStage";
import { startCommand } from "../support/pulumi/command";

jest.setTimeout(300_000);

// A process that runs a program three times. Only the provider knows the keys from the environment.
const program = `
import * as huaweicloud from "@pulumi/huaweicloud";
import * as automation from "@pulumi/pulumi/automation";
import { taskHooks } from "pulumi-huaweicloud-dcs";

const envVars = { ...process.env } as Record<string, string>;
const { HW_ACCESS_KEY, HW_SECRET_KEY } = envVars;
delete process.env.HW_ACCESS_KEY;
delete process.env.HW_SECRET_KEY;
let capacity = 0;

async function program() {
  const flavor = "redis.ha.xu1.large.r2." + capacity;
  const size = { engine: "Redis", engineVersion: "6.0", capacity, flavor };
  const place = { vpcId: "vpc-1", subnetId: "subnet-1", availabilityZones: ["cn-north-4a"] };
  const hooks = taskHooks({ poll: { maxSeconds: 1 } });
  new huaweicloud.DcsInstance("cache", { ...size, ...place }, { hooks });
}

async function main() {
  const names = { stackName: "inline", projectName: "inline", program };
  const stack = await automation.LocalWorkspace.createOrSelectStack(names, { envVars });
  await stack.setAllConfig({
    "huaweicloud:accessKey": { value: HW_ACCESS_KEY },
    "huaweicloud:secretKey": { value: HW_SECRET_KEY, secret: true },
  });
  for (capacity of [4, 8, 16]) {
    const percents = new Set<string>();
    const onEvent = ({ diagnosticEvent: event }: automation.EngineEvent) => {
      const [, percent] = /^(\\d+)%/.exec(event?.message ?? "") ?? [];
      if (event?.urn?.endsWith("::cache") && percent) percents.add(percent);
    };
    await stack.up({ onEvent });
    console.log(capacity, percents.size >= 3 ? "with progress" : "without progress");
  }
}
void main();
`;

test("an inline program of the Automation API shows progress in each of its runs", async () => {
  const stage = await openResizeStage({ resize: "resize", speed: 3 });
  try {
    await stage.project.writeFiles({ "inline.ts": program });
    const { folder, env } = stage.project;
    const command = [process.execPath, "--require", "ts-node/register/transpile-only"] as const;
    const { code, all } = await startCommand([...command, "inline.ts"], { cwd: folder, env }).done;
    expect({ code, all }).toMatchObject({ code: 0 });
    expect(all).toContain("4 without progress\n8 with progress\n16 with progress\n");
  } finally {
    await stage.close();
  }
});
