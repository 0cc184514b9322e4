import { CloseOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { useWords } from "../words/language.tsx";

/**
 * A modal dialog: the browser's own, which keeps the focus inside, gives it back after, and ends with Escape unless it `isHeld`.
 * As a sheet it comes from the window's foot, as wide as the window.
 */
export function Dialog(props: {
  readonly title: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
  readonly isHeld?: boolean;
  readonly isSheet?: boolean;
}) {
  const { t } = useWords();
  const { title, children, onClose, isHeld = false, isSheet = false } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Before it leaves the page: the browser gives the focus back where a dialog is closed, not where it is taken away.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element !== null && !element.open) element.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={isSheet ? "dialog dialog-sheet" : "dialog"}
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
