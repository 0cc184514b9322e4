import { operations } from "@duban/api";

const patterns = operations.map((operation) => ({
  operation,
  path: new RegExp(
    `^${operation.path
      .split(/\{[^}]+\}/)
      .map((part) => part.replace(/[.*+?^$()|[\]\\]/g, "\\$&"))
      .join("[^/]+")}$`,
  ),
  parameters: operation.path.split("{").length,
}));
// A path that names a thing comes before one that takes any.
patterns.sort((one, other) => one.parameters - other.parameters);

/** Why an answer in JSON is not what the OpenAPI document says of its call, if so; of refusals and of calls it doesn't know nothing is said. */
export function answerFault(
  method: string,
  url: string,
  { status, body }: { readonly status: number; readonly body: unknown },
): string | undefined {
  const path = url.split("?")[0] ?? "";
  const known = patterns.find(
    (pattern) => pattern.operation.method.toUpperCase() === method && pattern.path.test(path),
  );
  if (status >= 400 || known === undefined) return undefined;
  const answer = known.operation.answers.find((documented) => documented.status === status);
  if (answer === undefined) return `${method} ${known.operation.path} is not said to answer ${status}`;
  const parsed = answer.schema?.safeParse(body);
  if (parsed === undefined || parsed.success) return undefined;
  return `${method} ${known.operation.path}, ${status}: ${JSON.stringify(parsed.error.issues.slice(0, 3))}`;
}
