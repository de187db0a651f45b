export type RefChange = { ref: string; before: string; after: string };

/** What a route answers; `raw` is sent as it is, `moved` is what the webhooks will tell. */
export type Answer = {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
  raw?: Buffer;
  moved?: RefChange;
};

type FieldError = { resource: string; field: string; code: string; message?: string };

/** A refusal with GitHub's own status and message shape. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly errors?: FieldError[],
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const notFound = () => new Refused(404, "Not Found");
export const repositoryEmpty = () => new Refused(409, "Git Repository is empty.");

export function refusalAnswer(error: Refused): Answer {
  const body = {
    message: error.message,
    ...(error.errors ? { errors: error.errors } : {}),
    documentation_url: "https://docs.github.com/rest",
    status: String(error.status),
  };
  return { status: error.status, body, headers: error.headers };
}
