/** A recurring duty as the server shows it. */
export interface Duty {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  readonly rule: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly time: string | null;
  readonly adjust: Adjustment;
  readonly calendar: string;
  readonly matter: Readonly<Record<string, unknown>>;
  readonly catchUp: number;
  readonly enabled: boolean;
  readonly next: { readonly on: string; readonly at: string } | null;
}

export const adjustments = ["none", "previous-workday", "next-workday"] as const;
export type Adjustment = (typeof adjustments)[number];

/** A duty as far as it is filled in. */
export interface DutyDraft {
  readonly id: string;
  readonly title: string;
  readonly rule: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly time: string;
  readonly adjust: Adjustment;
  readonly enabled: boolean;
  readonly lead: string;
  readonly assist: readonly string[];
  readonly workdays: number;
}

/** A draft of a duty as it stands, or of a new one that begins today. */
export function dutyDraftOf(duty: Duty | undefined, today: string): DutyDraft {
  if (duty === undefined) {
    return {
      ...{
        id: "",
        title: "",
        rule: "FREQ=MONTHLY;BYMONTHDAY=25",
        startsOn: today,
        endsOn: "",
        time: "09:00",
      },
      ...{ adjust: "none", enabled: true, lead: "", assist: [], workdays: 5 },
    };
  }
  const { matter } = duty;
  const due = matter["due"] as { readonly workdays?: number; readonly days?: number } | undefined;
  return {
    ...duty,
    endsOn: duty.endsOn ?? "",
    time: duty.time ?? "",
    lead: String(matter["lead"] ?? ""),
    assist: Array.isArray(matter["assist"]) ? matter["assist"].map(String) : [],
    workdays: due?.workdays ?? 5,
  };
}

/** The draft as `PUT /v1/duties/{id}` takes it; what the form doesn't show of the matter stays as it was. */
export function dutyRequestOf(draft: DutyDraft, duty: Duty | undefined): Readonly<Record<string, unknown>> {
  const { title, rule, startsOn, endsOn, time, adjust, enabled, lead, assist, workdays } = draft;
  const before = duty?.matter ?? { source: { kind: "other" } };
  const due = before["due"] as { readonly days?: number } | undefined;
  return {
    ...{ title: title.trim(), rule: rule.trim(), startsOn, adjust, enabled },
    ...(endsOn === "" ? {} : { endsOn }),
    ...(time === "" ? {} : { time }),
    ...(duty === undefined ? {} : { calendar: duty.calendar, catchUp: duty.catchUp }),
    matter: {
      ...before,
      title: title.trim(),
      lead,
      assist: assist.filter((unit) => unit !== lead),
      // A deadline in calendar days is kept; the form speaks of working days only.
      due: due?.days === undefined ? { workdays } : due,
    },
  };
}
