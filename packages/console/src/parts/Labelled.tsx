import { type ReactNode, useId } from "react";

/** A field under its label; `children` gets the id that ties the two together. */
export function Labelled(props: {
  readonly label: string;
  readonly help?: string;
  readonly children: (id: string) => ReactNode;
}) {
  const { label, help, children } = props;
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children(id)}
      {help !== undefined && <span className="muted">{help}</span>}
    </div>
  );
}
