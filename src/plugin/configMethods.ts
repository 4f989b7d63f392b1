import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { checkConfig, diffConfig, toConfiguration } from "./configure";
import type { PluginHost } from "./pluginHost";
import { toCheckFailures, unary } from "./unary";
import { fromStruct } from "./values";

const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;

/** The methods that configure the provider. */
export function configMethods(host: PluginHost) {
  return {
    checkConfig: unary((request: proto.CheckRequest) => {
      const news = request.getNews();
      const failures = checkConfig(fromStruct(news), host.env);
      // As they came: secrets among them stay marked.
      return new proto.CheckResponse().setInputs(news).setFailuresList(toCheckFailures(failures));
    }),

    // Another region or account replaces resources one by one, where they find it.
    diffConfig: unary((request: proto.DiffRequest) => {
      const olds = fromStruct(request.getOldInputs() ?? request.getOlds());
      const changed = diffConfig(olds, fromStruct(request.getNews()));
      return new proto.DiffResponse()
        .setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE)
        .setDiffsList(changed);
    }),

    configure: unary((request: proto.ConfigureRequest) => {
      host.configure(toConfiguration(request.getVariablesMap().toArray()));
      return new proto.ConfigureResponse().setSupportspreview(true).setAcceptsecrets(true);
    }),
  };
}
