import { TokensView } from "@/components/access/tokens-view";
import { requireScreenActor } from "@/lib/auth/auth";
import { serviceTokens } from "@/lib/queries/service-tokens";
import { currentPipeline, server } from "@/lib/server";

export const metadata = { title: "Service tokens · Slipway" };

type Props = { searchParams: Promise<{ page?: string | string[] }> };

export default async function Page({ searchParams }: Props) {
  const { actor } = await requireScreenActor();
  const { db, realClock, settings } = server();
  const asked = Number((await searchParams).page ?? 1);
  const page = Number.isSafeInteger(asked) && asked > 0 && asked <= 100_000 ? asked : 1;
  const answer = await serviceTokens(actor, { db, now: realClock.now() }, { pipeline: await currentPipeline(), page });
  if (answer.ok) return <TokensView initial={answer.value} web={settings.web.url} />;
  return (
    <p className="p-4 text-ink-2">
      Service tokens let machines ask and act within a scope. They are made by who administers. {answer.message}
    </p>
  );
}
