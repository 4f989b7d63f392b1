import type * as pulumi from "@pulumi/pulumi";

/** The value of an output; never settles where the output never does. */
export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}
