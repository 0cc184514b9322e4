const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** True for a UUID as Postgres writes it, in lower case; of any version. */
export const isUuid = (text: string): boolean => pattern.test(text);
