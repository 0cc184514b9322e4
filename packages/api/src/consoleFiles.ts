import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { NextFunction, Request, Response } from "express";

/** The console as it was built: read once, served from memory. */
export interface ConsoleFiles {
  serve(request: Request, response: Response, next: NextFunction): void;
}

interface File {
  readonly type: string;
  readonly etag: string;
  readonly cacheControl: string;
  readonly plain: Buffer;
  readonly gzip: Buffer | undefined;
  readonly brotli: Buffer | undefined;
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** Where the console is built to. */
export const consoleDirectory = fileURLToPath(new URL("../../console/dist/", import.meta.url));

/**
 * The built console, or undefined where none was built.
 *
 * Its scripts and styles carry a hash in their names and are kept for ever; the page itself is asked for each time. Any path of
 * a page's own gets the page: it knows where it is by the address.
 */
export function readConsoleFiles(directory: string = consoleDirectory): ConsoleFiles | undefined {
  if (!existsSync(join(directory, "index.html"))) return undefined;
  const files = readFiles(directory);
  const page = files.get("/index.html");
  return {
    serve(request, response, next) {
      const file =
        files.get(request.path) ?? (request.path === "/" || isPagePath(request) ? page : undefined);
      if (file === undefined || (request.method !== "GET" && request.method !== "HEAD")) next();
      else send(request, response, file);
    },
  };
}

/** What a person types or keeps as a bookmark: a path of pages, asked for as one. */
const isPagePath = (request: Request): boolean =>
  !request.path.startsWith("/v1/") &&
  extname(request.path) === "" &&
  request.accepts(["json", "html"]) === "html";

function readFiles(directory: string): Map<string, File> {
  const files = new Map<string, File>();
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const type = types[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    const name = `/${relative(directory, path).split(sep).join("/")}`;
    const plain = readFileSync(path);
    const packed = (ending: string) => (existsSync(path + ending) ? readFileSync(path + ending) : undefined);
    files.set(name, {
      type,
      etag: `"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}"`,
      cacheControl: name.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
      plain,
      gzip: packed(".gz"),
      brotli: packed(".br"),
    });
  }
  return files;
}

function send(request: Request, response: Response, file: File): void {
  response.set({
    "content-type": file.type,
    "cache-control": file.cacheControl,
    etag: file.etag,
    vary: "accept-encoding",
  });
  if (request.headers["if-none-match"] === file.etag) {
    response.status(304).end();
    return;
  }
  const accepted = request.acceptsEncodings(["br", "gzip", "identity"]);
  const packed = accepted === "br" ? file.brotli : accepted === "gzip" ? file.gzip : undefined;
  if (packed !== undefined && typeof accepted === "string") response.set("content-encoding", accepted);
  const body = packed ?? file.plain;
  response.set("content-length", String(body.length));
  response.end(request.method === "HEAD" ? undefined : body);
}
