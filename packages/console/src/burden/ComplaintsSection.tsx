import { Link } from "wouter";
import { useNow, useUnits } from "../app/queries.ts";
import { useMe } from "../app/session.tsx";
import { Loading } from "../parts/Loading.tsx";
import { ProblemAlert } from "../parts/ProblemAlert.tsx";
import { useWords } from "../words/language.tsx";
import { timeText } from "../words/when.ts";
import { BoxForm } from "./BoxForm.tsx";
import { type Complaint, type ComplaintBox, useComplaintBox, useComplaints } from "./burdenQueries.ts";
import { ComplaintForm } from "./ComplaintForm.tsx";

/** The complaint box: who answers, the form for anybody, and what came of one's own and of those one's unit answers. */
export function ComplaintsSection() {
  const { t } = useWords();
  const box = useComplaintBox();
  const complaints = useComplaints();
  const me = useMe();
  const setsBox = me.roles.some((role) => role === "systemAdmin" || role === "leader");
  if (box.data === undefined || complaints.data === undefined) {
    const error = box.error ?? complaints.error;
    return error === null ? <Loading /> : <ProblemAlert error={error} />;
  }
  return (
    <>
      <p className="muted">{t("complaintsHelp")}</p>
      <Box box={box.data.box} />
      {setsBox && <BoxForm key={box.dataUpdatedAt} box={box.data.box} />}
      {box.data.box !== null && <ComplaintForm />}
      <section className="panel stack" aria-labelledby="complaints">
        <h2 id="complaints">{t("myComplaints")}</h2>
        {complaints.data.items.length === 0 ? (
          <p className="muted">{t("noComplaints")}</p>
        ) : (
          complaints.data.items.map((complaint) => <OneComplaint key={complaint.id} complaint={complaint} />)
        )}
      </section>
    </>
  );
}

function Box({ box }: { readonly box: ComplaintBox | null }) {
  const { t } = useWords();
  const units = useUnits();
  if (box === null) return <p className="banner banner-note">{t("noBox")}</p>;
  const { unit, other, workdays } = box;
  return <p>{t("boxSays", { unit: units.nameOf(unit), other: units.nameOf(other), workdays })}</p>;
}

function OneComplaint({ complaint }: { readonly complaint: Complaint }) {
  const words = useWords();
  const { t, term } = words;
  const units = useUnits();
  const now = useNow();
  const { words: said, about, unit, createdAt, matter, answer, mine } = complaint;
  const facts = [
    timeText(words, createdAt, now),
    t(mine ? "complaintFrom" : "complaintToAnswer"),
    ...(about === null ? [] : [t("aboutUnit", { unit: units.nameOf(about) })]),
    t("answersUnit", { unit: units.nameOf(unit) }),
  ];
  return (
    <article className="stack">
      <p className="complaint-words">{said}</p>
      <p className="muted">
        {facts.join(" · ")}
        {" · "}
        <Link href={`/matters/${matter.id}`}>{matter.number}</Link>
        {` ${term("matterState", matter.state)}`}
      </p>
      {answer === null ? (
        <p className="muted">{t("noAnswerYet")}</p>
      ) : (
        <p>{t("labelled", { label: t("complaintAnswer"), text: answer })}</p>
      )}
    </article>
  );
}
