import { SaxesParser } from "saxes";
import { UnreadableFile } from "./zip.ts";

/** What is told of an XML document as it is walked; names without prefix. */
export interface XmlListener {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Walks an XML document in UTF-8. A document type is refused: nothing that expands is read. */
export function walkXml(content: Buffer, listener: XmlListener): void {
  const parser = new SaxesParser();
  parser.on("doctype", () => {
    throw new UnreadableFile("not-read", "it declares a document type");
  });
  parser.on("error", () => {
    throw new UnreadableFile("not-read", "it is damaged");
  });
  parser.on("opentag", ({ name, attributes }) => listener.open?.(localName(name), attributes));
  parser.on("text", (text) => listener.text?.(text));
  parser.on("cdata", (text) => listener.text?.(text));
  parser.on("closetag", ({ name }) => listener.close?.(localName(name)));
  parser.write(content.toString("utf8").replace(/^\uFEFF/, "")).close();
}

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

/** Text as it may stand in XML; what XML cannot hold is left out. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
