import { createRequire } from "node:module";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import * as z from "zod";

const program = createRequire(import.meta.url).resolve("argocd-mcp");

const resultSchema = z.object({
  isError: z.boolean().optional(),
  content: z.array(z.object({ type: z.literal("text"), text: z.string() })),
});

/** The published argocd-mcp, run as its users run it: a program that is spoken to over its standard streams. */
export class ArgoCdMcp {
  #client: Client;

  private constructor(client: Client) {
    this.#client = client;
  }

  static async start(url: string, token: string): Promise<ArgoCdMcp> {
    const client = new Client({ name: "conformance", version: "1.0.0" });
    const env = { ARGOCD_BASE_URL: url, ARGOCD_API_TOKEN: token };
    await client.connect(
      new StdioClientTransport({ command: process.execPath, args: [program, "stdio"], env, stderr: "ignore" }),
    );
    return new ArgoCdMcp(client);
  }

  /** Calls a tool and gives what it answers: JSON, in a text. */
  async call(name: string, args: Record<string, unknown> = {}): Promise<unknown> {
    const result = resultSchema.parse(await this.#client.callTool({ name, arguments: args }));
    const text = result.content[0]?.text ?? "";
    if (result.isError) throw new Error(text);
    return JSON.parse(text);
  }

  stop(): Promise<void> {
    return this.#client.close();
  }
}
