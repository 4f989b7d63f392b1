import fc from "fast-check";
import { parseScenario } from "../../src/simulator/scenarios/parseScenario";
import { SimulatorInputError } from "../../src/simulator/inputError";
import { builtInScenarios } from "../../src/simulator/scenarios/builtIn";
import { hostileJson, mutated } from "./support/hostile";
import { holds } from "./support/holds";

test("every invalid scenario file is a SimulatorInputError", async () => {
  const scenario = fc.oneof(hostileJson, ...builtInScenarios.map((one) => mutated(one)));
  await holds(
    scenario,
    (value) => {
      try {
        parseScenario(value, "file.json");
      } catch (error) {
        if (!(error instanceof SimulatorInputError)) throw error;
        expect(error.message.length).toBeLessThan(20_000);
      }
    },
    1_000,
  );
});
