import { askedFor, type Context, type Route } from "./context";
import { ApiError } from "./errors";
import type { Call } from "./http";
import { findApplication } from "./lookup";
import { MessageStream } from "./streaming";

/** Errors of a stream have their own envelope, also before the first message (contract 3.1). */
export async function streaming(call: Call, open: (stream: MessageStream) => void | Promise<void>): Promise<void> {
  const stream = new MessageStream(call);
  try {
    await open(stream);
  } catch (error) {
    stream.fail(error instanceof ApiError ? error : new ApiError("internal", "runtime error"));
  }
}

function watchApplications(context: Context, call: Call, stream: MessageStream): void {
  const caller = context.accounts.require(call.request);
  const name = call.query.get("name") || undefined;
  const resourceVersion = call.query.get("resourceVersion") || undefined;
  const projects = [...call.query.getAll("projects"), ...call.query.getAll("project")].filter(Boolean);
  context.streams.watchApplications(stream, caller, {
    name,
    projects,
    selector: call.query.get("selector") || undefined,
    resourceVersion,
  });
}

function watchTree(context: Context, call: Call, stream: MessageStream, name: string): void {
  const caller = context.accounts.require(call.request);
  findApplication(context.simulation, caller, askedFor(call, name));
  context.streams.watchTree(stream, name);
}

export const streamRoutes: Route = async (context, call) => {
  const { method, segments } = call;
  if (method !== "GET" || segments[2] !== "stream") return false;
  const [, , , kind, name, part] = segments;
  if (kind === "applications" && segments.length === 4) {
    await streaming(call, (stream) => watchApplications(context, call, stream));
    return true;
  }
  if (kind === "applications" && name && part === "resource-tree") {
    await streaming(call, (stream) => watchTree(context, call, stream, name));
    return true;
  }
  if (kind === "applicationsets" && segments.length === 4) {
    await streaming(call, (stream) => {
      context.accounts.require(call.request);
      context.streams.add(stream);
    });
    return true;
  }
  return false;
};
