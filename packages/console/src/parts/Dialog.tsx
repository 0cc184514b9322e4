import { CloseOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { useWords } from "../words/language.tsx";

/** A modal dialog: the browser's own, which keeps the focus inside, gives it back after, and ends with Escape unless it `isHeld`. */
export function Dialog(props: {
  readonly title: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
  readonly isHeld?: boolean;
}) {
  const { t } = useWords();
  const { title, children, onClose, isHeld = false } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element !== null && !element.open) element.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        if (!isHeld) onClose();
      }}
    >
      <div className="dialog-head">
        <h2 id={id}>{title}</h2>
        {!isHeld && (
          <Button
            type="text"
            icon={<CloseOutlined aria-hidden />}
            aria-label={t("close")}
            onClick={onClose}
          />
        )}
      </div>
      {children}
    </dialog>
  );
}
