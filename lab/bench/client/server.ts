// A child process: answers every request with the sample of the vendor's API page, which is in the
// module that is named on the command line. Sends its address to its parent.
import { createServer } from "node:http";

const { sampleAnswer } = (await import(String(process.argv[2]))) as { sampleAnswer: unknown };
const body = Buffer.from(JSON.stringify(sampleAnswer));
const server = createServer((_, response) => {
  response.writeHead(200, { "Content-Type": "application/json", "Content-Length": body.length });
  response.end(body);
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("it has no port");
  process.send?.(`http://127.0.0.1:${address.port}`);
});
process.on("disconnect", () => process.exit());
