/** The paths that are about the server itself, open to everybody who can reach it. */
export const serverPaths = [
  { path: "/livez", summary: "The process is alive", mediaType: "application/json" },
  { path: "/readyz", summary: "It is ready to serve; 503 while it is not", mediaType: "application/json" },
  { path: "/metrics", summary: "Figures for Prometheus", mediaType: "text/plain" },
  { path: "/openapi.json", summary: "This document", mediaType: "application/json" },
  { path: "/docs", summary: "A page to read it", mediaType: "text/html" },
] as const;
