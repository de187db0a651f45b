import { beforeEach, describe, expect, it } from "vitest";
import { createFavourites } from "@/lib/adapters/db/favourites";
import { keepFavourite } from "@/lib/commands/keep-favourite";
import { actor, boardOfFile, cell, claiming, environment, NOW, pipeline, VIEWER } from "./board.test-support";
import { favourites } from "./favourites";

const board = boardOfFile();

beforeEach(async () => {
  await board.db.$executeRaw`TRUNCATE favourite`;
  await board.policy(
    ["dev-env-1", "staging-env-1"].map((name, position) => claiming(environment(name, { position }))),
    ["web", "scheduler"],
  );
  await board.save({ cells: [cell("dev-env-1", "web"), cell("staging-env-1", "web", { tone: "failing" })] });
});

const WHOLE = { ...pipeline([], []), roles: [VIEWER] };

type Kind = "environment" | "service";

function keep(kind: Kind, key: string, { person = actor.id, kept = true } = {}) {
  const deps = { favourites: createFavourites(board.db), clock: { now: () => NOW } };
  return keepFavourite(deps, { actor: { ...actor, id: person }, pipeline: WHOLE }, { kind, key, keep: kept });
}

describe("favourites", () => {
  it("are one's own, environments in promotion order and then services, each with its worst state", async () => {
    await keep("service", "web");
    await keep("environment", "staging-env-1");
    await keep("environment", "dev-env-1");
    await keep("service", "scheduler", { person: "somebody else" });
    expect(await favourites(actor, board)).toEqual([
      { kind: "environment", key: "dev-env-1", tone: "fine" },
      { kind: "environment", key: "staging-env-1", tone: "failing" },
      { kind: "service", key: "web", tone: "failing" },
    ]);
  });

  it("are kept and let go any number of times", async () => {
    for (let i = 0; i < 2; i++) expect(await keep("service", "web")).toEqual({ ok: true });
    expect(await favourites(actor, board)).toHaveLength(1);
    for (let i = 0; i < 2; i++) expect(await keep("service", "web", { kept: false })).toEqual({ ok: true });
    expect(await favourites(actor, board)).toEqual([]);
  });

  it("are of what is there", async () => {
    expect(await keep("service", "nothing")).toEqual({
      ok: false,
      refusal: "not-found",
      message: "There is no service of that name.",
    });
  });

  it("are a hundred at most, of which those that are no more make place", async () => {
    const services = Array.from({ length: 101 }, (_, index) => ({ name: `s-${index}`, position: index, about: "" }));
    await board.save({ services });
    for (const { name } of services.slice(0, 100)) await keep("service", name);
    const refused = { ok: false, refusal: "bad-input", message: "At most 100 favourites are kept." };
    expect(await keep("service", "s-100")).toEqual(refused);
    expect(await keep("service", "s-5"), "one of the hundred is kept once more").toEqual({ ok: true });
    await board.db.service.delete({ where: { name: "s-7" } });
    expect(await favourites(actor, board)).toHaveLength(99);
    expect(await keep("service", "s-100")).toEqual({ ok: true });
  });
});
