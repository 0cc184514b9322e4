/** The API: how the other packages and the tests start it. */
export type { Sheet } from "./excel/cells.ts";
export { readWorkbook } from "./excel/readWorkbook.ts";
export { type SheetSpec, writeWorkbook } from "./excel/writeWorkbook.ts";
export { openApiDocument } from "./openapi.ts";
export { type Operation, type Reading, readings } from "./operation.ts";
export { operations } from "./operations.ts";
export { type ProblemKind, problemKinds } from "./problem.ts";
export { signatureOf } from "./signedRequest.ts";
export { type Duban, startDuban } from "./startDuban.ts";
export type { MatterView } from "./views/matterView.ts";
export type { TaskView } from "./views/taskView.ts";
