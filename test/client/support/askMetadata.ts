/**
 * A program that asks the metadata of an ECS and prints what it found:
 * node --require requireTs.js askMetadata.ts ENDPOINT
 */
import { metadataCredentials } from "../../../src/client";

void metadataCredentials({ endpoint: process.argv[2] })().then((found) => {
  console.log(JSON.stringify(found ?? null));
});
