// Loaded with --require: the process takes itself for the Node of FAKE_NODE_VERSION.
Object.defineProperty(process.versions, "node", { value: process.env.FAKE_NODE_VERSION });
