import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { stringify } from "yaml";

const run = promisify(execFile);

const SERVICES = ["linq-orchestrator", "linq-workcell-manager", "linq-scheduler"] as const;
export const ENVIRONMENTS = ["dev-env-1", "staging-env-1", "production-env-1"] as const;

type ServiceValues = {
  image: { tag: string };
  replicaCount?: unknown;
  logLevel?: string;
  config?: object;
  progressDeadlineSeconds?: number;
};
type EnvironmentValues = Record<string, ServiceValues | object>;

const POLICIES: Record<string, object> = {
  "dev-env-1": { automated: { prune: true, selfHeal: true }, syncOptions: ["CreateNamespace=true"] },
  "staging-env-1": { automated: { prune: true, selfHeal: true }, syncOptions: ["CreateNamespace=true"] },
  "production-env-1": { syncOptions: ["CreateNamespace=true"] },
};

function application(environment: string): object {
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Application",
    metadata: {
      name: `${environment}-linq-platform`,
      namespace: "argocd",
      labels: { environment: environment.split("-")[0], team: "linq" },
      finalizers: ["resources-finalizer.argocd.argoproj.io"],
    },
    spec: {
      project: "linq",
      source: {
        repoURL: "https://git.linq.example/linq/gitops.git",
        targetRevision: "main",
        path: "helm-charts/linq-platform",
        helm: { releaseName: "linq", valueFiles: [`../../environments/${environment}/values.yaml`] },
      },
      destination: { server: "https://kubernetes.default.svc", namespace: environment },
      syncPolicy: POLICIES[environment],
    },
  };
}

function project(windows: object[]): object {
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "AppProject",
    metadata: { name: "linq", namespace: "argocd" },
    spec: {
      description: "LINQ platform",
      sourceRepos: ["*"],
      destinations: [{ server: "*", namespace: "*" }],
      syncWindows: windows,
    },
  };
}

function defaultValues(): EnvironmentValues {
  return {
    "linq-orchestrator": { image: { tag: "2.4.0" }, replicaCount: 1, logLevel: "debug" },
    "linq-workcell-manager": { image: { tag: "1.9.0" }, replicaCount: 1 },
    "linq-scheduler": {
      image: { tag: "3.1.0" },
      replicaCount: 1,
      config: { QUEUE_SIZE: "100" },
      progressDeadlineSeconds: 20,
    },
  };
}

/** A small GitOps repository in a folder of its own, with the real `git`. */
export class TestRepository {
  readonly directory: string;

  private constructor(directory: string) {
    this.directory = directory;
  }

  static async create(): Promise<TestRepository> {
    const repository = new TestRepository(await mkdtemp(path.join(os.tmpdir(), "argocd-repository-")));
    await repository.#git("init", "--quiet", "--initial-branch=main");
    const files: Record<string, string> = { "argocd-apps/project.yaml": stringify(project([])) };
    for (const environment of ENVIRONMENTS) {
      files[`argocd-apps/${environment}-app.yaml`] = stringify(application(environment));
      files[`environments/${environment}/values.yaml`] = stringify(defaultValues());
    }
    for (const service of SERVICES) {
      files[`helm-charts/${service}/Chart.yaml`] = stringify({ apiVersion: "v2", name: service, version: "0.1.0" });
      files[`helm-charts/${service}/values.yaml`] = stringify({
        replicaCount: 1,
        image: { repository: `registry.linq.example/${service}`, tag: "1.0.0" },
        logLevel: "info",
      });
      // Its being there is what counts: the simulator writes the Secret's shape itself.
      files[`helm-charts/${service}/templates/secret.yaml`] = "kind: Secret # {{ .Release.Name }}\n";
    }
    const dependencies = SERVICES.map((name) => ({ name, version: "0.1.0", repository: `file://../${name}` }));
    files["helm-charts/linq-platform/Chart.yaml"] = stringify({
      apiVersion: "v2",
      name: "linq-platform",
      version: "0.1.0",
      dependencies,
    });
    const migration = { image: { repository: "registry.linq.example/linq-migrate", tag: "1.0.0" } };
    files["helm-charts/linq-platform/values.yaml"] = stringify({ migration });
    await repository.commit(files, "LINQ platform: charts, environments, applications");
    return repository;
  }

  async #git(...args: string[]): Promise<string> {
    const identity = ["-c", "user.name=Dana Dev", "-c", "user.email=dana@linq.example", "-c", "commit.gpgsign=false"];
    const { stdout } = await run("git", ["-C", this.directory, ...identity, ...args], { timeout: 20_000 });
    return stdout.trim();
  }

  /** Writes the files, commits them, and returns the commit's SHA. */
  async commit(files: Record<string, string>, message: string): Promise<string> {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(this.directory, name)), { recursive: true });
      await writeFile(path.join(this.directory, name), text);
    }
    await this.#git("add", "--all");
    await this.#git("commit", "--quiet", "--allow-empty", "-m", message);
    return this.#git("rev-parse", "HEAD");
  }

  /** Commits an environment's values: the usual ones with these members changed. */
  values(environment: string, change: EnvironmentValues, message = `Change ${environment}`): Promise<string> {
    const values = { ...defaultValues(), ...change };
    return this.commit({ [`environments/${environment}/values.yaml`]: stringify(values) }, message);
  }

  windows(windows: object[]): Promise<string> {
    return this.commit({ "argocd-apps/project.yaml": stringify(project(windows)) }, "Sync windows");
  }

  remove(): Promise<void> {
    return rm(this.directory, { recursive: true, force: true });
  }
}
