// A child process: answers every request with the sample of the vendor's API page.
import { createServer } from "node:http";

const { sampleAnswer } = await import(
  new URL("simulator/scenarios/sampleAnswer.js", process.argv[2])
);
const body = Buffer.from(JSON.stringify(sampleAnswer));
const server = createServer((_, response) => {
  response.writeHead(200, { "Content-Type": "application/json", "Content-Length": body.length });
  response.end(body);
});
server.listen(0, "127.0.0.1", () => process.send(`http://127.0.0.1:${server.address().port}`));
process.on("disconnect", () => process.exit());
