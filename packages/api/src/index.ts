/** The API: how the other packages and the tests start it. */
export { openApiDocument } from "./openapi.ts";
export { type ProblemKind, problemKinds } from "./problem.ts";
export { signatureOf } from "./signedRequest.ts";
export { type Duban, startDuban } from "./startDuban.ts";
export type { MatterView } from "./views/matterView.ts";
export type { TaskView } from "./views/taskView.ts";
