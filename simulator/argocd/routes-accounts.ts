import type { Context, Route } from "./context";
import { ApiError } from "./errors";
import { type Call, integerMember, jsonBody, sendJson, textMember } from "./http";
import { ACCOUNTS, canI, enforce, may } from "./rbac";

function userInfo(context: Context, call: Call): object {
  try {
    const caller = context.accounts.identify(call.request);
    return caller ? { loggedIn: true, username: caller.account, iss: "argocd" } : {};
  } catch {
    return {};
  }
}

function session(context: Context, call: Call): boolean {
  if (call.segments[3] === "userinfo" && call.method === "GET") {
    sendJson(call, userInfo(context, call));
    return true;
  }
  if (call.segments.length !== 3) return false;
  if (call.method === "DELETE") {
    sendJson(call, {});
    return true;
  }
  if (call.method !== "POST") return false;
  const body = jsonBody(call);
  const token = context.accounts.login(textMember(body, "username") ?? "", textMember(body, "password") ?? "");
  sendJson(call, { token }, { "set-cookie": [`argocd.token=${token}; path=/; SameSite=lax; httpOnly`] });
  return true;
}

function tokens(context: Context, call: Call, account: string): void {
  const caller = context.accounts.require(call.request);
  if (caller.account !== account) enforce(caller, "accounts", "update", account);
  if (!ACCOUNTS.includes(account)) throw new ApiError("notFound", `account '${account}' does not exist`);
  if (call.method === "DELETE") {
    context.accounts.revoke(account, call.segments[5] ?? "");
    sendJson(call, {});
    return;
  }
  if (account === "admin") throw new ApiError("invalid", "account 'admin' does not have apiKey capability");
  const body = jsonBody(call);
  const id = textMember(body, "id") || crypto.randomUUID();
  sendJson(call, { token: context.accounts.issue(account, integerMember(body, "expiresIn") ?? 0, id) });
}

function account(context: Context, call: Call): boolean {
  const [, , , name, part, action, ...rest] = call.segments;
  if (name === "can-i" && part && action && call.method === "GET") {
    const caller = context.accounts.require(call.request);
    sendJson(call, { value: canI(caller, part, action, rest.join("/")) });
    return true;
  }
  if (part === "token" && name && (call.method === "POST" || call.method === "DELETE")) {
    tokens(context, call, name);
    return true;
  }
  if (call.method !== "GET" || part !== undefined) return false;
  const caller = context.accounts.require(call.request);
  const visible = ACCOUNTS.filter(
    (candidate) => candidate === caller.account || may(caller, "accounts", "get", candidate),
  );
  if (name === undefined) sendJson(call, { items: visible.map((candidate) => context.accounts.describe(candidate)) });
  else if (visible.includes(name)) sendJson(call, context.accounts.describe(name));
  else enforce(caller, "accounts", "get", name);
  return true;
}

/** Sessions, who am I, accounts with their tokens, and can-i. */
export const accountRoutes: Route = (context, call) => {
  if (call.segments[2] === "session") return session(context, call);
  return call.segments[2] === "account" ? account(context, call) : false;
};
