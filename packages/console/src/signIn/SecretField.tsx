import { Input, type InputRef } from "antd";
import { type Ref, useId } from "react";

/** A field for a password, which managers of passwords know by its `autoComplete`. */
export function SecretField(props: {
  readonly label: string;
  readonly help?: string;
  readonly value: string;
  readonly autoComplete: "current-password" | "new-password";
  readonly isWrong?: boolean;
  readonly field?: Ref<InputRef>;
  readonly onChange: (value: string) => void;
}) {
  const { label, help, value, autoComplete, isWrong = false, field, onChange } = props;
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <Input.Password
        id={id}
        ref={field ?? null}
        size="large"
        value={value}
        autoComplete={autoComplete}
        spellCheck={false}
        aria-invalid={isWrong}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        onChange={(event) => onChange(event.target.value)}
      />
      {help !== undefined && (
        <span className="muted" id={`${id}-help`}>
          {help}
        </span>
      )}
    </div>
  );
}
