"use client";
import { useMutation } from "@tanstack/react-query";
import { CopyButton } from "@/components/resources/copy-button";
import { Plain } from "@/components/ui/plain";
import { ALL_ACTIONS, isForMachines } from "@/lib/domain/token-scope";
import { postJson } from "@/lib/http/client";
import type { NewServiceToken } from "@/lib/http/contracts/service-tokens";
import { accessApi } from "@/lib/routes";

const FIELD = "rounded-md border border-line-strong bg-surface px-2.5 py-1.5";

/** The form for a new token; its secret is shown here once. */
export function TokensMake({ onMade }: { onMade: () => void }) {
  const make = useMutation({
    mutationFn: (wish: ReturnType<typeof wishOf>) => postJson<NewServiceToken>(accessApi("tokens"), wish),
    onSuccess: onMade,
  });
  return (
    <section aria-labelledby="make-token" className="px-3.5 py-3">
      <h2 id="make-token" className="mb-2 font-semibold">
        Make a token
      </h2>
      {make.data ? <Secret made={make.data} /> : null}
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          make.mutate(wishOf(new FormData(form)), { onSuccess: () => form.reset() });
        }}
      >
        <div className="flex flex-wrap gap-3">
          <Field label="Name" name="name" maxLength={60} placeholder="release-bot" />
          <Field label="Environments" name="environments" maxLength={500} placeholder="dev-*, staging-env-1" />
          <Field
            label="Days until it ends, at most 365"
            name="days"
            type="number"
            min={1}
            max={365}
            defaultValue={90}
          />
        </div>
        <fieldset className="flex flex-wrap gap-x-4 gap-y-1">
          <legend className="mb-1 text-ink-2">What it may do there, as far as the policy lets anybody</legend>
          {ALL_ACTIONS.filter(isForMachines).map((action) => (
            <label key={action} className="flex items-center gap-1.5">
              <input type="checkbox" name="actions" value={action} defaultChecked={action === "view"} />
              {action}
            </label>
          ))}
        </fieldset>
        {make.error ? (
          <p role="alert" className="text-bad">
            {make.error.message}
          </p>
        ) : null}
        <div>
          <button type="submit" className="btn" disabled={make.isPending}>
            {make.isPending ? "Making…" : "Make the token"}
          </button>
        </div>
      </form>
    </section>
  );
}

type FieldProps = React.ComponentProps<"input"> & { label: string };

function Field({ label, ...input }: FieldProps) {
  return (
    <label className="flex min-w-48 flex-1 flex-col gap-1">
      {label}
      <input required className={FIELD} {...input} />
    </label>
  );
}

function wishOf(form: FormData) {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  return {
    name: text("name"),
    environments: text("environments")
      .split(/[\s,]+/)
      .filter(Boolean),
    actions: form.getAll("actions").map(String),
    days: Number(text("days")),
  };
}

function Secret({ made: { secret, warning } }: { made: NewServiceToken }) {
  return (
    <div role="status" className="mb-3 rounded-md border border-line-strong bg-sunken p-3">
      <p className="font-medium">This is the token. Keep it now: it is not shown again.</p>
      <div className="mt-1 flex flex-wrap items-center gap-2">
        <code className="[overflow-wrap:anywhere]">{secret}</code>
        <CopyButton text={secret} />
      </div>
      {warning ? (
        <p className="mt-1 text-warn">
          <Plain text={warning} most={600} />
        </p>
      ) : null}
    </div>
  );
}
