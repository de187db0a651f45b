import { Plain } from "@/components/ui/plain";

/** Before there is a policy, and for whoever may view nothing by it: what to do, in one place. */
export function NoEnvironments({ branch, hasPolicy }: { branch: string; hasPolicy: boolean }) {
  if (hasPolicy)
    return (
      <section className="card max-w-2xl p-5">
        <h2>There is no environment that you may see.</h2>
        <p className="mt-2 text-ink-2">
          Who may view which environment stands in the policy, in <code>environments/pipeline.yaml</code>, under roles.
          None of them lets you view one. Ask an administrator to give your group a role that does.
        </p>
      </section>
    );
  return (
    <section className="card max-w-2xl p-5">
      <h2>There is no policy yet.</h2>
      <p className="mt-2 text-ink-2">
        Slipway reads <code>environments/pipeline.yaml</code> from the branch <Plain text={branch} most={100} /> of the
        GitOps repository. It names the environments in promotion order, the services, and where their versions stand.
        Commit one, and this page fills by itself. Editors complete it with the schema at{" "}
        <a className="text-accent underline" href="/pipeline.schema.json">
          /pipeline.schema.json
        </a>
        .
      </p>
    </section>
  );
}
