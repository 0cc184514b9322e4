import { PlainTable } from "../parts/PlainTable.tsx";
import { useWords } from "../words/language.tsx";
import type { OfficialDocument } from "./documentShape.ts";
import { markRepeats } from "./markRepeats.ts";

interface Part {
  readonly document: OfficialDocument;
}

/**
 * A document as a sheet to be read, its words and their order those of the Word file: Chinese, whatever language the page around it is in.
 *
 * `repeats`: sentences to be marked where they stand.
 */
export function DocumentSheet(props: Part & { readonly repeats?: readonly string[] }) {
  const { document, repeats = [] } = props;
  const { mark, number, title, addressees, body, card } = document;
  // Two paragraphs may say the same: what tells them apart is their place.
  const blocks = body.map((block, place) => ({ ...block, place }));
  return (
    <article className="sheet" lang="zh-CN" aria-label={title}>
      <p className="sheet-mark">{mark}</p>
      <p className="sheet-number">{number ?? "（草稿，签发时编号）"}</p>
      <h2 className={card === undefined ? "sheet-title" : `sheet-title sheet-${card}`}>{title}</h2>
      <p>{addressees}：</p>
      {blocks.map(({ kind, text, place }) =>
        kind === "paragraph" ? (
          <p key={place} className="sheet-text">
            <Marked text={text} repeats={repeats} />
          </p>
        ) : (
          <h3 key={place} className={`sheet-${kind}`}>
            {text}
          </h3>
        ),
      )}
      <Foot document={document} />
    </article>
  );
}

function Marked({ text, repeats }: { readonly text: string; readonly repeats: readonly string[] }) {
  const { t } = useWords();
  return markRepeats(text, repeats).map((stretch) =>
    stretch.isRepeated ? (
      <mark key={stretch.at} title={t("repeatedMark")}>
        {stretch.text}
      </mark>
    ) : (
      <span key={stretch.at}>{stretch.text}</span>
    ),
  );
}

function Foot({ document }: Part) {
  const { organ, issuedOn, copies, annexes } = document;
  const date = issuedOn === null ? "（签发时填写日期）" : chineseDate(issuedOn);
  return (
    <>
      {annexes.map(({ title }) => (
        <p key={title} className="sheet-text">
          附件：{title}
        </p>
      ))}
      <p className="sheet-signed">
        {organ}
        <br />
        {date}
      </p>
      {annexes.map((annex) => (
        <Annex key={annex.title} annex={annex} />
      ))}
      {issuedOn !== null && (
        <footer className="sheet-imprint">
          {copies !== null && <p>抄送：{copies}。</p>}
          <p>
            {organ}　{date}印发
          </p>
        </footer>
      )}
    </>
  );
}

function Annex({ annex: { title, columns, rows } }: { readonly annex: OfficialDocument["annexes"][number] }) {
  return (
    <section className="sheet-annex" aria-label={title}>
      <h3>{title}</h3>
      <PlainTable label={title} heads={columns} className="tight">
        <tbody>
          {rows.map(([name = "", ...cells]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells
                .map((cell, place) => ({ cell, column: columns[place + 1] }))
                .map(({ cell, column }) => (
                  <td key={column}>{cell}</td>
                ))}
            </tr>
          ))}
        </tbody>
      </PlainTable>
    </section>
  );
}

function chineseDate(date: string): string {
  const [year, month, day] = date.split("-").map(Number);
  return `${year}年${month}月${day}日`;
}
