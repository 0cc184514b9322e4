import { Input, type InputRef } from "antd";
import { type Ref, useId } from "react";

/** A field of a sign-in that may be read while it is typed: a name, a code. */
export function LineField(props: {
  readonly label: string;
  readonly value: string;
  readonly autoComplete: "username" | "one-time-code";
  readonly isWrong?: boolean;
  readonly field: Ref<InputRef>;
  readonly onChange: (value: string) => void;
}) {
  const { label, value, autoComplete, isWrong = false, field, onChange } = props;
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <Input
        id={id}
        ref={field}
        size="large"
        value={value}
        autoComplete={autoComplete}
        spellCheck={false}
        aria-invalid={isWrong}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
