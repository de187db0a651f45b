import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import type { Config } from "@/lib/config";
import type { Pipeline } from "@/lib/domain/pipeline";
import { type Identity, maySignIn } from "@/lib/domain/policy";
import { demoIdentity } from "./demo-people";
import { githubProvider } from "./github-provider";
import { identityFrom } from "./identity";
import { oidcProvider } from "./oidc-provider";

const EIGHT_HOURS_S = 8 * 60 * 60;

type Deps = {
  settings: Config;
  currentPipeline: () => Promise<Pipeline | null>;
  /** Whether this is the one-time code that was printed at the start. */
  isFirstAdminCode: (code: string) => Promise<boolean>;
};

/** Sign-in as configured; sessions are signed tokens that end after eight hours. */
export function authOptions({ settings, currentPipeline, isFirstAdminCode }: Deps): AuthOptions {
  return {
    secret: settings.web.secret,
    session: { strategy: "jwt", maxAge: EIGHT_HOURS_S },
    pages: { signIn: "/sign-in", signOut: "/sign-out", error: "/sign-in" },
    providers: [
      ...(settings.signIn.demo ? [demoProvider()] : []),
      ...(settings.signIn.github ? [githubProvider(settings.signIn.github)] : []),
      ...(settings.signIn.oidc ? [oidcProvider(settings.signIn.oidc)] : []),
      firstAdminProvider(isFirstAdminCode),
    ],
    callbacks: {
      async signIn({ user }) {
        const identity = identityOf(user);
        if (!identity) return false;
        if (isFirstAdmin(identity, settings)) return true;
        return maySignIn(identity, await currentPipeline());
      },
      jwt({ token, user }) {
        const identity = user ? identityOf(user) : null;
        return identity ? { ...token, identity } : token;
      },
      session: ({ session, token }) => ({ ...session, identity: identityFrom(token.identity) }),
    },
  };
}

/** Named by SLIPWAY_FIRST_ADMIN, by login or address: may come in before any policy says who else may. */
export function isFirstAdmin(identity: Identity, settings: Pick<Config, "firstAdmin">): boolean {
  const named = settings.firstAdmin?.toLowerCase();
  if (!named || identity.provider === "demo") return false;
  return identity.login?.toLowerCase() === named || identity.mail?.toLowerCase() === named;
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

function firstAdminProvider(isCode: Deps["isFirstAdminCode"]) {
  return CredentialsProvider({
    id: "first-admin",
    name: "First administrator",
    credentials: { code: { label: "One-time code", type: "password" } },
    async authorize(credentials) {
      if (!(await isCode(credentials?.code ?? ""))) return null;
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
