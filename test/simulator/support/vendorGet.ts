import { request, type IncomingHttpHeaders } from "node:http";
import type { ICredential } from "@huaweicloud/huaweicloud-sdk-core/auth/ICredential";
import { AKSKSigner } from "@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner";
import type { Simulator } from "../../../src/simulator";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly body: Record<string, unknown>;
}

export interface GetOptions {
  readonly query?: Record<string, string> | undefined;
  /** Signed with the rest. */
  readonly headers?: Record<string, string> | undefined;
  readonly accessKey?: string | undefined;
  readonly secretKey?: string | undefined;
  /** Milliseconds since 1970 for X-Sdk-Date; default the real time. */
  readonly date?: number | undefined;
  /** Sent in place of the signed values. */
  readonly sent?:
    { readonly path?: string; readonly headers?: Record<string, string | undefined> } | undefined;
}

/** Any call, with a JSON body where one is given. */
export interface CallOptions extends GetOptions {
  readonly method?: string | undefined;
  /** Signed with the rest. */
  readonly json?: unknown;
}

type Place = Pick<Simulator, "url" | "accessKey" | "secretKey" | "securityToken">;

/** A GET signed by the vendor's own Node signer, which shares nothing with the simulator. */
export function vendorGet(
  simulator: Place,
  path: string,
  options: GetOptions = {},
): Promise<Answer> {
  return vendorCall(simulator, path, options);
}

/** A call signed by the vendor's own Node signer. */
export function vendorCall(
  simulator: Place,
  path: string,
  options: CallOptions = {},
): Promise<Answer> {
  const { method = "GET", json, query = {}, headers = {}, date = Date.now(), sent } = options;
  const credential = {
    getAk: () => options.accessKey ?? simulator.accessKey,
    getSk: () => options.secretKey ?? simulator.secretKey,
  } as unknown as ICredential;
  const { securityToken } = simulator;
  const signed = AKSKSigner.sign(
    {
      method,
      endpoint: `${simulator.url}${path}`,
      queryParams: query,
      ...(json === undefined ? {} : { data: json }),
      headers: {
        "X-Sdk-Date": new Date(date).toISOString().replace(/[-:]|\.\d+/g, ""),
        ...(securityToken === undefined ? {} : { "X-Security-Token": securityToken }),
        ...headers,
      },
    },
    credential,
  );
  const pairs = Object.entries(query).map((pair) => pair.map(encodeURIComponent).join("="));
  const search = pairs.length === 0 ? "" : `?${pairs.join("&")}`;
  return send(`${simulator.url}${sent?.path ?? path + search}`, {
    method,
    headers: { ...signed, ...sent?.headers },
    json,
  });
}

/** A GET with only these headers, without the undefined ones. */
export function plainGet(
  url: string,
  headers: Record<string, string | undefined> = {},
): Promise<Answer> {
  return send(url, { headers });
}

/** A call without a signature. */
export function send(
  url: string,
  {
    method = "GET",
    headers = {},
    json,
  }: {
    readonly method?: string | undefined;
    readonly headers?: Record<string, string | undefined>;
    readonly json?: unknown;
  },
): Promise<Answer> {
  const given = Object.entries(headers).filter(([, value]) => value !== undefined);
  const options = { method, headers: Object.fromEntries(given), agent: false } as const;
  return new Promise((resolve, reject) => {
    request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString();
        const isJson = response.headers["content-type"] === "application/json";
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
        });
      });
    })
      .on("error", reject)
      .end(json === undefined ? undefined : JSON.stringify(json));
  });
}

/** The path of the progress query for a scenario's task. */
export function progressPath(
  { projectId, instanceId, tasks }: Pick<Simulator, "projectId" | "instanceId" | "tasks">,
  scenario: string,
): string {
  return `/v2/${projectId}/instances/${instanceId}/tasks/${tasks[scenario] ?? ""}/progress`;
}
