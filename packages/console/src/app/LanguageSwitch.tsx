import { GlobalOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useWords } from "../words/language.tsx";

/** Turns the page from Chinese to English and back; says so in the language it leads to. */
export function LanguageSwitch() {
  const { t, language, choose } = useWords();
  return (
    <Button
      type="text"
      icon={<GlobalOutlined aria-hidden />}
      onClick={() => choose(language === "zh" ? "en" : "zh")}
    >
      <span lang={language === "zh" ? "en" : "zh-CN"}>{t("language")}</span>
    </Button>
  );
}
