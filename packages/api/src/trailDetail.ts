/**
 * What the trail keeps of a request's body: the body, its secrets taken out, unless it is large.
 *
 * A member is a secret by its name, whatever its value: rather one too many than one too few. `code` is none: units have
 * codes. What is over 4 KiB is kept as its size, with its first and last members' names left to the events and the tables.
 */
export function trailDetail(body: unknown): Record<string, unknown> {
  if (body === undefined || body === null) return {};
  const text = JSON.stringify(body, (name, value: unknown) => (isSecretName(name) ? "[removed]" : value));
  if (Buffer.byteLength(text) > greatestBytes) return { body: { bytes: Buffer.byteLength(text) } };
  return { body: JSON.parse(text) };
}

const greatestBytes = 4_096;

const secretNames =
  /pass(?:word|phrase|code)?|secret|token|otp|credential|authorization|cookie|^(?:api)?key$/i;

/** Whether a member of this name is kept out of the trail. */
export const isSecretName = (name: string): boolean => secretNames.test(name);
