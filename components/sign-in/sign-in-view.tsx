"use client";
import { signIn } from "next-auth/react";
import { useState } from "react";
import { Mark } from "@/components/shell/mark";
import { CodeForm } from "./code-form";
import { DemoPeople, type Person } from "./demo-people";
import { errorWords } from "./error-words";
import { useReady } from "./use-ready";

type Props = {
  people: Person[];
  providers: { id: string; name: string }[];
  askForCode: boolean;
  error: string | null;
  callbackUrl: string;
};

export function SignInView({ people, providers, askForCode, error, callbackUrl }: Props) {
  const [busy, setBusy] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const ready = useReady();
  const start = (provider: string, fields: Record<string, string> = {}) => {
    setBusy(fields.login ?? provider);
    setFailed(false);
    signIn(provider, { ...fields, callbackUrl }).catch(() => {
      setBusy(null);
      setFailed(true);
    });
  };
  const sentence = failed ? "Slipway did not answer. Try again in a moment." : error ? errorWords(error) : null;
  const cannot = !ready || busy !== null;
  return (
    <main className="mx-auto flex min-h-screen max-w-lg flex-col justify-center gap-4 p-4 sm:p-6">
      <h1 className="flex items-center gap-2.5">
        <Mark />
        Sign in to Slipway
      </h1>
      <noscript>
        <p className="rounded-md bg-warn-soft p-3 text-warn">Signing in needs JavaScript, which is off here.</p>
      </noscript>
      {sentence ? (
        <p role="alert" className="rounded-md bg-bad-soft p-3 text-bad">
          {sentence}
        </p>
      ) : null}
      {providers.map((provider) => (
        <button
          key={provider.id}
          type="button"
          className="btn justify-center"
          disabled={cannot}
          onClick={() => start(provider.id)}
        >
          {busy === provider.id ? "Signing in…" : `Continue with ${provider.name}`}
        </button>
      ))}
      {people.length > 0 ? (
        <DemoPeople people={people} busy={busy} cannot={cannot} onPick={(login) => start("demo", { login })} />
      ) : null}
      {askForCode ? <CodeForm cannot={cannot} onCode={(code) => start("first-admin", { code })} /> : null}
      {providers.length === 0 && people.length === 0 && !askForCode ? (
        <p className="text-ink-2">
          No way to sign in is configured. An administrator sets one up as <code>docs/sign-in.md</code> says.
        </p>
      ) : null}
    </main>
  );
}
