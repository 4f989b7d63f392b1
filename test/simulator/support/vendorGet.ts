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
  /** Sent instead of what was signed. */
  readonly sent?:
    { readonly path?: string; readonly headers?: Record<string, string | undefined> } | undefined;
}

/** A GET signed by the vendor's own Node signer, which shares nothing with the simulator. */
export function vendorGet(
  simulator: Pick<Simulator, "url" | "accessKey" | "secretKey" | "securityToken">,
  path: string,
  { query = {}, headers = {}, accessKey, secretKey, date = Date.now(), sent }: GetOptions = {},
): Promise<Answer> {
  const credential = {
    getAk: () => accessKey ?? simulator.accessKey,
    getSk: () => secretKey ?? simulator.secretKey,
  } as unknown as ICredential;
  const { securityToken } = simulator;
  const signed = AKSKSigner.sign(
    {
      method: "GET",
      endpoint: `${simulator.url}${path}`,
      queryParams: query,
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
  return plainGet(`${simulator.url}${sent?.path ?? path + search}`, {
    ...signed,
    ...sent?.headers,
  });
}

/** A GET with just these headers; those that are undefined are not sent. */
export function plainGet(
  url: string,
  headers: Record<string, string | undefined> = {},
): Promise<Answer> {
  const given = Object.entries(headers).filter(([, value]) => value !== undefined);
  return new Promise((resolve, reject) => {
    request(url, { headers: Object.fromEntries(given), agent: false }, (response) => {
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
      .end();
  });
}

/** The path of the progress query for a scenario's task. */
export function progressPath(
  { projectId, instanceId, tasks }: Pick<Simulator, "projectId" | "instanceId" | "tasks">,
  scenario: string,
): string {
  return `/v2/${projectId}/instances/${instanceId}/tasks/${tasks[scenario] ?? ""}/progress`;
}
