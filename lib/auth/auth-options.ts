import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import type { SignInEvent } from "@/lib/commands/record-sign-in";
import type { Config } from "@/lib/config";
import type { Pipeline } from "@/lib/domain/pipeline";
import type { Identity } from "@/lib/domain/policy";
import { mayBeHere } from "./admission";
import { demoIdentity } from "./demo-people";
import { isFirstAdminCode } from "./first-admin-code";
import { githubProvider } from "./github-provider";
import { identityFrom } from "./identity";
import { oidcProvider } from "./oidc-provider";

const EIGHT_HOURS_S = 8 * 60 * 60;
/** Where a person ends up when we, not they, are at fault; the page has the words. */
const UNAVAILABLE = "/sign-in?error=Unavailable";

type Settings = Pick<Config, "web" | "signIn" | "firstAdmin" | "firstAdminCodeHash">;
type Deps = {
  settings: Settings;
  currentPipeline: () => Promise<Pipeline | null>;
  /** Puts on record who came, left or was not let in; without that record nobody is let in. */
  record: (event: SignInEvent, identity: Identity, pipeline: Pipeline | null) => Promise<void>;
};

/** Sign-in as configured; sessions are encrypted tokens that end after eight hours. */
export function authOptions({ settings, currentPipeline, record }: Deps): AuthOptions {
  return {
    secret: settings.web.secret,
    session: { strategy: "jwt", maxAge: EIGHT_HOURS_S },
    pages: { signIn: "/sign-in", signOut: "/sign-out", error: "/sign-in" },
    providers: [
      ...(settings.signIn.demo ? [demoProvider()] : []),
      ...(settings.signIn.github ? [githubProvider(settings.signIn.github)] : []),
      ...(settings.signIn.oidc ? [oidcProvider(settings.signIn.oidc)] : []),
      ...(settings.firstAdminCodeHash ? [firstAdminProvider(settings.firstAdminCodeHash)] : []),
    ],
    callbacks: {
      async signIn({ user }) {
        const identity = identityOf(user);
        if (!identity) return false;
        try {
          const pipeline = await currentPipeline();
          const may = mayBeHere(identity, houseOf(settings, pipeline));
          const details = { provider: identity.provider };
          await record({ kind: may ? "signed-in" : "sign-in-refused", details }, identity, pipeline);
          return may;
        } catch {
          return UNAVAILABLE; // else the database's own words would stand in the address bar
        }
      },
      jwt({ token, user }) {
        const identity = user ? identityOf(user) : null;
        return identity ? { ...token, identity } : token;
      },
      session: ({ session, token }) => ({ ...session, identity: identityFrom(token.identity) }),
    },
    events: {
      async signOut({ token }) {
        const identity = identityFrom(token?.identity);
        if (identity) await record({ kind: "signed-out", details: {} }, identity, await currentPipeline());
      },
    },
  };
}

/** The configuration's part in who may be here, with the policy in force. */
export function houseOf(settings: Omit<Settings, "web">, pipeline: Pipeline | null) {
  return {
    pipeline,
    demo: settings.signIn.demo,
    firstAdmin: settings.firstAdmin,
    hasFirstAdminCode: settings.firstAdminCodeHash !== null,
  };
}

function identityOf(user: object): Identity | null {
  return "identity" in user ? identityFrom(user.identity) : null;
}

function demoProvider() {
  return CredentialsProvider({
    id: "demo",
    name: "Demo",
    credentials: { login: { label: "Person", type: "text" } },
    authorize(credentials) {
      const identity = demoIdentity(credentials?.login ?? "");
      return identity ? { id: identity.id, name: identity.name, email: identity.mail, identity } : null;
    },
  });
}

function firstAdminProvider(hash: string) {
  return CredentialsProvider({
    id: "first-admin",
    name: "First administrator",
    credentials: { code: { label: "One-time code", type: "password" } },
    authorize(credentials) {
      if (!isFirstAdminCode(credentials?.code ?? "", hash)) return null;
      const identity: Identity = {
        id: "first-admin",
        name: "First administrator",
        login: null,
        mail: null,
        organisations: [],
        groups: [],
        provider: "first-admin",
      };
      return { id: identity.id, name: identity.name, email: null, identity };
    },
  });
}
