/**
 * Rows as a CSV file that Excel and WPS open as it is: UTF-8 with its mark, CRLF, quoted where it must be (RFC 4180).
 *
 * A text that a spreadsheet would take for a formula gets an apostrophe before it: titles come from other people's systems.
 */
export function csvOf(rows: readonly (readonly string[])[]): string {
  return `\u{feff}${rows.map((row) => row.map(cellOf).join(",")).join("\r\n")}\r\n`;
}

function cellOf(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
