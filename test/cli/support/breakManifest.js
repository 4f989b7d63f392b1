// Makes a program fail where it reads its own package.json, to see how it ends with a fault of ours.
const fs = require("node:fs");

const { readFileSync } = fs;
fs.readFileSync = (file, ...options) => {
  if (String(file).endsWith("package.json")) throw new Error("broken on purpose");
  return readFileSync(file, ...options);
};
