import { createHash } from "node:crypto";
import { dateText } from "./chinese.ts";
import type { AnnexTable, Block, OfficialDocument } from "./officialDocument.ts";
import { pageStyle } from "./page/style.ts";

/** The policy a page is to be sent with: it loads nothing, runs nothing, and has the one style that stands in it. */
export const pagePolicy = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(pageStyle).digest("base64")}'; frame-ancestors 'none'`;

/** A document as a web page whole in itself: the words of the Word file, in the same order, with nothing to load. */
export function renderPage(document: OfficialDocument): string {
  const { mark, number, title, addressees, body, organ, issuedOn, copies, annexes } = document;
  const date = issuedOn === null ? "（签发时填写日期）" : dateText(issuedOn);
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<main>
<p class="mark">${escaped(mark)}</p>
<p class="number">${escaped(number ?? "（草稿，签发时编号）")}</p>
<h1>${escaped(title)}</h1>
<p>${escaped(addressees)}：</p>
${body.map(blockText).join("\n")}
${annexes.map(({ title: of }, place) => `<p class="text">附件${annexes.length === 1 ? "" : place + 1}：${escaped(of)}</p>`).join("\n")}
<p class="signed">${escaped(organ)}<br>${date}</p>
${annexes.map(annexText).join("\n")}
${issuedOn === null ? "" : imprintText(copies, organ, date)}
</main>
</body>
</html>
`;
}

const tags = { heading: "h2", subheading: "h3", paragraph: "p" } as const;

const blockText = ({ kind, text }: Block): string =>
  `<${tags[kind]}${kind === "paragraph" ? ' class="text"' : ""}>${escaped(text)}</${tags[kind]}>`;

function annexText({ title, columns, rows }: AnnexTable): string {
  const head = columns.map((column) => `<th scope="col">${escaped(column)}</th>`).join("");
  const lines = rows.map((row) => `<tr>${row.map((text) => `<td>${escaped(text)}</td>`).join("")}</tr>`);
  return `<section class="annex" tabindex="0" role="region" aria-label="${escaped(title)}"><table><caption>${escaped(title)}</caption><thead><tr>${head}</tr></thead><tbody>
${lines.join("\n")}
</tbody></table></section>`;
}

const imprintText = (copies: string | null, organ: string, date: string): string =>
  `<footer class="imprint">${copies === null ? "" : `<p>抄送：${escaped(copies)}。</p>`}<p>${escaped(organ)}　${date}印发</p></footer>`;

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (letter) => entities[letter] ?? letter);
