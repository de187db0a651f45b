import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { SESSION_MS } from "@/lib/commands/begin-session";
import type { SignInRefused } from "@/lib/commands/record-sign-in";
import type { Config } from "@/lib/config";
import type { Pipeline } from "@/lib/domain/pipeline";
import type { Identity } from "@/lib/domain/policy";
import { mayBeHere } from "./admission";
import { demoIdentity } from "./demo-people";
import { isFirstAdminCode } from "./first-admin-code";
import { githubProvider } from "./github-provider";
import { identityFrom } from "./identity";
import { oidcProvider } from "./oidc-provider";
import { sessionOf } from "./session-cookie";

/** Where a person ends up when we, not they, are at fault; the page has the words. */
const UNAVAILABLE = "/sign-in?error=Unavailable";

type Settings = Pick<Config, "web" | "signIn" | "firstAdmin" | "firstAdminCodeHash">;
type Deps = {
  settings: Settings;
  currentPipeline: () => Promise<Pipeline | null>;
  /** What is kept of who came, left or was not let in, with its record; without that nobody is let in. */
  sessions: {
    begin(identity: Identity, pipeline: Pipeline | null): Promise<string>;
    refuse(refused: SignInRefused, pipeline: Pipeline | null): Promise<void>;
    leave(session: string): Promise<void>;
  };
};

/**
 * Sign-in as configured, for one request. The cookie is an encrypted token that names a session and nothing else: who
 * that is, and that it is still open, is asked of the database each time.
 */
export function authOptions({ settings, currentPipeline, sessions }: Deps): AuthOptions {
  const begun = new WeakMap<object, string>();
  const wrongCode = async () => {
    const refused = { actor: null, provider: "first-admin", reason: "The one-time code was wrong." };
    await sessions.refuse(refused, await currentPipeline());
  };
  return {
    secret: settings.web.secret,
    session: { strategy: "jwt", maxAge: SESSION_MS / 1_000 },
    pages: { signIn: "/sign-in", signOut: "/sign-out", error: "/sign-in" },
    providers: [
      ...(settings.signIn.demo ? [demoProvider()] : []),
      ...(settings.signIn.github ? [githubProvider(settings.signIn.github)] : []),
      ...(settings.signIn.oidc ? [oidcProvider(settings.signIn.oidc)] : []),
      ...(settings.firstAdminCodeHash ? [firstAdminProvider(settings.firstAdminCodeHash, wrongCode)] : []),
    ],
    callbacks: {
      async signIn({ user }) {
        const identity = identityOf(user);
        if (!identity) return false;
        try {
          const pipeline = await currentPipeline();
          const may = mayBeHere(identity, houseOf(settings, pipeline));
          if (may) begun.set(user, await sessions.begin(identity, pipeline));
          else await sessions.refuse({ actor: identity, provider: identity.provider, reason: null }, pipeline);
          return may;
        } catch {
          return UNAVAILABLE; // else the database's own words would stand in the address bar
        }
      },
      jwt({ token, user }) {
        const session = user ? begun.get(user) : sessionOf(token);
        return session ? { session } : {};
      },
      session: ({ session: { expires } }) => ({ expires }),
    },
    events: {
      async signOut({ token }) {
        const session = sessionOf(token);
        if (session) await sessions.leave(session);
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

function firstAdminProvider(hash: string, onWrong: () => Promise<void>) {
  return CredentialsProvider({
    id: "first-admin",
    name: "First administrator",
    credentials: { code: { label: "One-time code", type: "password" } },
    async authorize(credentials) {
      if (!isFirstAdminCode(credentials?.code ?? "", hash)) {
        await onWrong().catch(() => {
          throw new Error("Unavailable"); // next-auth puts an error's words into the address
        });
        return null;
      }
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
