import { once } from "node:events";
import { Command } from "commander";
import {
  scenarioNames,
  SimulatorInputError,
  startSimulator,
  type Simulator,
  type SimulatorInput,
} from "../simulator/index";
import { type CliIo, type CommandFactory, forProduct, nameOfCall, usageExitCode } from "./cliIo";
import { environmentLines } from "./environmentLines";
import { printableJson } from "./printableJson";
import { requestLine } from "./requestLine";

interface SimulateFlags {
  readonly env?: true;
  readonly port: string;
  readonly resize?: readonly string[] | undefined;
  readonly scenario?: readonly string[] | undefined;
  readonly speed: string;
}

const flagOf: Readonly<Record<SimulatorInput, string>> = {
  port: "--port",
  resize: "--resize",
  scenarios: "--scenario",
  speed: "--speed",
  // Have no flag: only programs can set them.
  now: "now",
  upgrade: "upgrade",
};

/** `dcs-task simulate`: serves simulated tasks until it is interrupted. */
export const simulateCommand: CommandFactory = (io, end) =>
  new Command("simulate")
    .summary("serve simulated tasks on this machine")
    .description(
      "Serve simulated tasks on this machine until interrupted. The first line of output is JSON " +
        "with the address, the credentials and the ids; after it comes a line for every request.",
    )
    .option("--port <number>", "port on 127.0.0.1; 0 is any free one", "0")
    .option(
      "--scenario <name or file>",
      "a built-in scenario or a JSON file; may be repeated (default: every built-in one)",
      collect,
    )
    .option(
      "--resize <name or file>",
      "scenario of a resize task; repeat it for the second resize, and so on (default: resize)",
      collect,
    )
    .option("--speed <factor>", "how many times faster the scenarios run", "1")
    .option("--env", "print lines for a shell instead of JSON, and requests as comments")
    .addHelpText(
      "after",
      `
Built-in scenarios: ${scenarioNames.join(", ")}

Examples:
  $ ${nameOfCall(io)} simulate --scenario resize --speed 2
  $ ${nameOfCall(io)} simulate --port 8080 --scenario ./my-scenario.json
  $ ${nameOfCall(io)} simulate --env > simulator.env   # then, in another shell: . ./simulator.env`,
    )
    .action(async (flags: SimulateFlags) => {
      end({ code: await simulate(flags, forProduct(io)) });
    });

async function simulate(
  { env, port, resize, scenario, speed }: SimulateFlags,
  io: CliIo,
): Promise<number> {
  let simulator: Simulator;
  try {
    simulator = await startSimulator({
      port: numberIn(port, "port"),
      speed: numberIn(speed, "speed"),
      scenarios: scenario,
      resize,
      onRequest: (request) => io.stdout.write(`${env ? "# " : ""}${requestLine(request)}\n`),
    });
  } catch (error) {
    if (!(error instanceof SimulatorInputError)) {
      throw error;
    }
    io.stderr.write(`dcs-task simulate: ${flagOf[error.option]}: ${error.message}\n`);
    return usageExitCode;
  }
  const lines = env ? environmentLines(simulator) : [printableJson(connectionOf(simulator))];
  io.stdout.write(`${lines.join("\n")}\n`);
  if (!io.signal.aborted) {
    await once(io.signal, "abort");
  }
  await simulator.close();
  return 0;
}

function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}

/** The facts that a client needs. */
function connectionOf(simulator: Simulator): unknown {
  const { url, region, projectId, accessKey, secretKey, securityToken, instanceId, tasks } =
    simulator;
  return { url, region, projectId, accessKey, secretKey, securityToken, instanceId, tasks };
}

function numberIn(text: string, option: SimulatorInput): number {
  // Number("") and Number(" ") are 0, which would mean "any free port".
  const number = text.trim() === "" ? NaN : Number(text);
  if (Number.isNaN(number)) {
    throw new SimulatorInputError(
      option,
      `"${text}" is not a number; give one, such as --${option} 1`,
    );
  }
  return number;
}
