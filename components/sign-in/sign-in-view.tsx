"use client";
import { signIn } from "next-auth/react";
import { useState } from "react";

type Person = { login: string; name: string; role: string; comesFor: string };
type Props = {
  people: Person[];
  providers: { id: string; name: string }[];
  askForCode: boolean;
  error: string | null;
  callbackUrl: string;
};

const ERRORS: Record<string, string> = {
  AccessDenied:
    "You are known, but nobody let you in yet. The policy's sign-in names who may come in; ask an administrator.",
  CredentialsSignin: "That did not let you in. Check the code and try again.",
  OAuthCallback: "The sign-in service did not confirm who you are. Try again.",
  OAuthSignin: "The sign-in service could not be reached. Try again in a moment.",
  SessionRequired: "You are signed out. Sign in to go on.",
};

export function SignInView({ people, providers, askForCode, error, callbackUrl }: Props) {
  const [busy, setBusy] = useState<string | null>(null);
  const start = (provider: string, fields: Record<string, string> = {}) => {
    setBusy(fields.login ?? provider);
    signIn(provider, { ...fields, callbackUrl }).catch(() => setBusy(null));
  };
  return (
    <main className="mx-auto flex min-h-screen max-w-md flex-col justify-center gap-4 p-6">
      <h1>Sign in to Slipway</h1>
      {error ? (
        <p role="alert" className="rounded-md bg-bad-soft p-3 text-bad">
          {ERRORS[error] ?? "The sign-in did not work. Try again."}
        </p>
      ) : null}
      {providers.map((provider) => (
        <button
          key={provider.id}
          type="button"
          className="btn justify-center"
          disabled={busy !== null}
          onClick={() => start(provider.id)}
        >
          Continue with {provider.name}
        </button>
      ))}
      {people.length > 0 ? <People people={people} busy={busy} onPick={(login) => start("demo", { login })} /> : null}
      {askForCode ? <CodeForm onCode={(code) => start("first-admin", { code })} /> : null}
      {providers.length === 0 && people.length === 0 && !askForCode ? (
        <p className="text-ink-2">No way to sign in is configured. See docs/sign-in.md.</p>
      ) : null}
    </main>
  );
}

function People({ people, busy, onPick }: { people: Person[]; busy: string | null; onPick: (login: string) => void }) {
  return (
    <section aria-label="Demo people">
      <p className="mb-2 text-ink-2">
        This is the demo. Pick who you are; everybody sees the same, and may do different things.
      </p>
      <ul className="card divide-y divide-line overflow-hidden">
        {people.map((person) => (
          <li key={person.login}>
            <button
              type="button"
              disabled={busy !== null}
              onClick={() => onPick(person.login)}
              className="flex w-full items-baseline gap-3 px-4 py-2.5 text-left hover:bg-sunken disabled:opacity-60"
            >
              <span className="w-28 shrink-0 font-medium">{person.name}</span>
              <span className="w-20 shrink-0 text-accent">{person.role}</span>
              <span className="text-ink-3">{person.comesFor}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function CodeForm({ onCode }: { onCode: (code: string) => void }) {
  return (
    <form
      className="card flex flex-col gap-2 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        onCode(String(new FormData(event.currentTarget).get("code") ?? ""));
      }}
    >
      <label htmlFor="code">First administrator: the one-time code that was printed at the start</label>
      <input
        id="code"
        name="code"
        type="password"
        autoComplete="one-time-code"
        required
        className="rounded-md border border-line-strong bg-surface px-3 py-2"
      />
      <button type="submit" className="btn justify-center">
        Sign in
      </button>
    </form>
  );
}
