import { SignInView } from "@/components/sign-in/sign-in-view";
import { DEMO_PEOPLE } from "@/lib/auth/demo-people";
import { currentPipeline, server } from "@/lib/server";

export const dynamic = "force-dynamic";
export const metadata = { title: "Sign in · Slipway" };

type Props = { searchParams: Promise<{ error?: string | string[]; callbackUrl?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const { settings } = server();
  const { error, callbackUrl } = await searchParams;
  const noPolicy = (await currentPipeline()) === null;
  return (
    <SignInView
      people={settings.signIn.demo ? DEMO_PEOPLE.map(({ group: _group, ...person }) => person) : []}
      providers={[
        ...(settings.signIn.github ? [{ id: "github", name: "GitHub" }] : []),
        ...(settings.signIn.oidc ? [{ id: "oidc", name: settings.signIn.oidc.name }] : []),
      ]}
      askForCode={noPolicy && settings.firstAdminCodeHash !== null}
      error={typeof error === "string" ? error : null}
      callbackUrl={typeof callbackUrl === "string" && /^\/(?!\/)/.test(callbackUrl) ? callbackUrl : "/"}
    />
  );
}
