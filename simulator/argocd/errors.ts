/** gRPC codes that Argo CD answers with, and their HTTP status (contract 2.2). */
const STATUS = {
  unknown: [2, 500, "Internal Server Error"],
  invalid: [3, 400, "Bad Request"],
  notFound: [5, 404, "Not Found"],
  denied: [7, 403, "Forbidden"],
  precondition: [9, 400, "Bad Request"],
  internal: [13, 500, "Internal Server Error"],
  unavailable: [14, 503, "Service Unavailable"],
  unauthenticated: [16, 401, "Unauthorized"],
} as const;

type ErrorKind = keyof typeof STATUS;

/** A refusal in Argo CD's own words. */
export class ApiError extends Error {
  readonly kind: ErrorKind;

  constructor(kind: ErrorKind, message: string) {
    super(message);
    this.kind = kind;
  }

  get httpStatus(): number {
    return STATUS[this.kind][1];
  }

  unaryBody(): object {
    return { error: this.message, code: STATUS[this.kind][0], message: this.message };
  }

  streamBody(): object {
    const [grpc_code, http_code, http_status] = STATUS[this.kind];
    return { error: { grpc_code, http_code, message: this.message, http_status } };
  }
}

export function denied(detail?: string): ApiError {
  return new ApiError("denied", detail ? `permission denied: ${detail}` : "permission denied");
}

export function applicationNotFound(name: string): ApiError {
  return new ApiError("notFound", `applications.argoproj.io "${name}" not found`);
}

/** A required field that the gateway misses: proto2's own message and a 500 (contract 13.15). */
export function missingField(field: string): ApiError {
  return new ApiError("internal", `grpc: error while marshaling: proto: required field "${field}" not set`);
}
