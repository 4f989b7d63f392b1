/** A program with one dynamic resource; the configuration can slow its `create` down. */
export const dynamicProgram = `
  import * as pulumi from "@pulumi/pulumi";

  const provider: pulumi.dynamic.ResourceProvider = {
    async create(inputs) {
      console.log("creating it");
      await new Promise((resolve) => setTimeout(resolve, inputs.createMs));
      return { id: "note-1", outs: { ...inputs, revision: 1 } };
    },
    async update(id, olds, news) {
      return { outs: { ...news, revision: olds.revision + 1 } };
    },
    async read(id, props) {
      return { id, props: { ...props, text: props.text + "!" } };
    },
    async delete(id) {
      console.log("deleting " + id);
    },
  };

  class Note extends pulumi.dynamic.Resource {
    declare readonly revision: pulumi.Output<number>;
    constructor(name: string, args: { text: string; createMs: number }) {
      super(provider, name, { revision: undefined, ...args });
    }
  }

  const config = new pulumi.Config();
  const createMs = config.getNumber("createMs") ?? 0;
  export const revision = new Note("note", { text: config.require("text"), createMs }).revision;
`;

/**
 * The same kind of resource with a provider that is plain text instead of serialised code: \`provider.js\` of the
 * package \`task-provider\`, beside the program.
 */
export const plainProviderFiles = {
  "node_modules/task-provider/provider.js": `
    const { readFileSync } = require("node:fs");
    const answer = (name, usual) =>
      JSON.parse(readFileSync("answers.json", "utf8"))[name] ?? usual;
    exports.provider = {
      check: async (olds, news) => ({ inputs: news }),
      diff: async () => answer("diff", {}),
      create: async (inputs) => ({ id: "task-1", outs: { ...inputs, seen: 1 } }),
      update: async (id, olds, news) => ({ outs: { ...news, seen: olds.seen + 1 } }),
      read: async (id, props) => answer("read", { id, props: { ...props, seen: 10 } }),
      delete: async () => console.log("deleted the task"),
    };
  `,
  "answers.json": "{}",
  "index.ts": `
    import * as pulumi from "@pulumi/pulumi";

    class Task extends pulumi.CustomResource {
      declare readonly seen: pulumi.Output<number>;
      constructor(name: string, args: { taskId: string; region: string }, opts?: pulumi.CustomResourceOptions) {
        const __provider = 'exports.handler = () => require("task-provider/provider.js").provider;';
        super("pulumi-nodejs:dynamic:DcsTask", name, { seen: undefined, ...args, __provider }, opts);
      }
    }

    const config = new pulumi.Config();
    const replaceOnChanges = config.getObject<string[]>("replaceOnChanges") ?? [];
    const args = { taskId: config.require("taskId"), region: "here" };
    export const seen = new Task("task", args, { replaceOnChanges }).seen;
  `,
};
