import { createHmac, timingSafeEqual } from "node:crypto";
import type { Route } from "./context";
import { type Call, sendPlain, sendText } from "./http";

function isSigned(call: Call, secret: string): boolean {
  const given = Buffer.from(String(call.request.headers["x-hub-signature-256"] ?? ""));
  const right = Buffer.from(`sha256=${createHmac("sha256", secret).update(call.body).digest("hex")}`);
  return given.length === right.length && timingSafeEqual(given, right);
}

/** Push events of GitHub; others are refused in the server's words (contract 6.6). Outside the content-type check. */
export const webhookRoute: Route = async (context, call) => {
  if (call.path !== "/api/webhook") return false;
  const event = call.request.headers["x-github-event"];
  const fail = (text: string) => sendPlain(call, 400, text);
  if (call.method !== "POST" || event === undefined) {
    fail("Unknown webhook event");
    return true;
  }
  if (context.webhookSecret && !isSigned(call, context.webhookSecret)) {
    fail("Webhook processing failed: HMAC verification failed");
    return true;
  }
  if (event === "push") await context.simulation.webhook();
  sendText(call, 200, "text/plain; charset=utf-8", "");
  return true;
};
