import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { useDraft } from "../app/draft.ts";
import { callAll } from "../app/queries.ts";
import type { Person, Succession, Task } from "../app/shapes.ts";
import { apiFilter, listPath } from "../tasks/filter.ts";
import { useWords } from "../words/language.tsx";
import { PersonSelect } from "./PersonSelect.tsx";
import { SuccessionDialog, successionText } from "./SuccessionDialog.tsx";
import { useSave } from "./useSave.ts";

interface Draft {
  readonly successor: string;
  readonly reason: string;
}

const empty: Draft = { successor: "", reason: "" };

/** Ends what a person is and may, and hands what waits for him to a successor, after showing what that is. */
export function LeavePerson({ person, onClose }: { readonly person: Person; readonly onClose: () => void }) {
  const words = useWords();
  const { t, term, list } = words;
  const save = useSave();
  const [draft, setDraft, discard] = useDraft<Draft>(`leave.${person.id}`, empty);
  const filter = { handler: person.id, state: "open" };
  const { data: tasks } = useQuery({
    queryKey: ["tasks", "handled", person.id],
    queryFn: ({ signal }) => callAll<Task>("/v1/tasks", signal, apiFilter(filter)),
  });
  const roles = person.roles.map((role) => term("role", role));
  const moves = (
    <>
      <li>
        {t("movesHandled", { n: tasks?.length ?? "…" })}{" "}
        {tasks !== undefined && tasks.length > 0 && <Link href={listPath(filter)}>{t("seeTasks")}</Link>}
      </li>
      <li>{t("movesChains")}</li>
      <li>{t("endsRoles", { roles: roles.length === 0 ? t("none") : list(roles) })}</li>
    </>
  );
  const leave = async () => {
    const body = { successor: draft.successor, reason: draft.reason.trim() };
    const isDone = await save.send<Succession>(
      "POST",
      `/v1/people/${encodeURIComponent(person.id)}/leave`,
      body,
      (answer) => successionText(words, "leaveDone", answer),
    );
    if (isDone) discard();
  };
  return (
    <SuccessionDialog
      title={t("leaveTitle", { name: person.name })}
      warning={t("leaveSure", { name: person.name })}
      moves={moves}
      fields={
        <div className="field">
          <span className="field-label">{t("successor")}</span>
          <PersonSelect
            label={t("chooseSuccessor")}
            value={draft.successor === "" ? undefined : draft.successor}
            without={person.id}
            onChange={(id) => setDraft({ ...draft, successor: id ?? "" })}
          />
        </div>
      }
      reason={draft.reason}
      onReason={(reason) => setDraft({ ...draft, reason })}
      act={t("leave")}
      isReady={draft.successor !== ""}
      save={save}
      onSure={() => void leave()}
      onClose={onClose}
    />
  );
}
