import type { Page } from "playwright-core";

/** A county's ledger, made by another program: merged cells, headings over two rows, two rows that are good and two that are not. */
export const faultyLedger = new URL(
  "../../packages/api/src/excel/fixtures/ledgerByExceljs.xlsx",
  import.meta.url,
);

/** Chooses a file on the page that imports ledgers, as if it lay on the reader's own machine. */
export const chooseLedger = (page: Page, buffer: Buffer): Promise<void> =>
  page.getByLabel(/^(选择 Excel 文件|Choose an Excel file)$/).setInputFiles({
    name: "督办台账.xlsx",
    mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    buffer,
  });
