import { SignInView } from "@/components/sign-in/sign-in-view";
import { namesNobody } from "@/lib/auth/admission";
import { DEMO_PEOPLE } from "@/lib/auth/demo-people";
import { safePath } from "@/lib/auth/safe-path";
import { currentPipeline, server } from "@/lib/server";

export const dynamic = "force-dynamic";
export const metadata = { title: "Sign in · Slipway" };

type Props = { searchParams: Promise<{ error?: string | string[]; callbackUrl?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const { settings } = server();
  const { error, callbackUrl } = await searchParams;
  const askForCode = settings.firstAdminCodeHash !== null && namesNobody(await currentPipeline());
  return (
    <SignInView
      people={settings.signIn.demo ? DEMO_PEOPLE.map(({ group: _group, ...person }) => person) : []}
      providers={[
        ...(settings.signIn.github ? [{ id: "github", name: "GitHub" }] : []),
        ...(settings.signIn.oidc ? [{ id: "oidc", name: settings.signIn.oidc.name }] : []),
      ]}
      askForCode={askForCode}
      error={typeof error === "string" ? error : null}
      callbackUrl={pathWithin(callbackUrl, settings.web.url)}
    />
  );
}

/** next-auth gives whole addresses of ours, our own links give paths. */
function pathWithin(callbackUrl: string | string[] | undefined, web: string): string {
  if (typeof callbackUrl !== "string") return "/";
  return safePath(callbackUrl.startsWith(`${web}/`) ? callbackUrl.slice(web.length) : callbackUrl);
}
