"use client";
import { memo } from "react";
import type { Overview } from "@/lib/http/contracts/overview";
import { overviewPath, servicePath } from "@/lib/routes";
import { EnvironmentHead } from "./environment-head";
import { MatrixTable, useColumns } from "./matrix-table";

/** What runs where now. */
export function Matrix({ overview }: { overview: Overview }) {
  const { environments, services } = overview;
  return (
    <MatrixTable
      label="Versions by environment"
      caption="The version of each service in each environment, in promotion order"
      columns={useColumns(environments)}
      heads={environments.map((environment) => <Head key={environment.name} environment={environment} />)}
      services={services}
      showAll={overviewPath()}
      hrefOf={servicePath}
    />
  );
}

// A live event changes a header or two; what it leaves as it was is not drawn again.
const Head = memo(EnvironmentHead);
