import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App.tsx";
import { watchAttendance } from "./app/api.ts";
import "./styles/base.css";
import "./styles/shell.css";
import "./styles/forms.css";
import "./styles/overview.css";
import "./styles/tables.css";
import "./styles/list.css";
import "./styles/task.css";
import "./styles/calendar.css";
import "./styles/history.css";
import "./styles/approvals.css";
import "./styles/admin.css";
import "./styles/audit.css";
import "./styles/funds.css";
import "./styles/ledger.css";
import "./styles/villages.css";
import "./styles/diagnosis.css";
import "./styles/documents.css";
import "./styles/narrow.css";

watchAttendance();
const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
