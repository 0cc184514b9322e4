import type { ThemeConfig } from "antd";

/**
 * The colours that antd's parts take; styles/base.css has the same for ours.
 *
 * Text and controls keep 4.5:1 and 3:1 against what they stand on (WCAG 2.2, 1.4.3 and 1.4.11).
 */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: "#17558f",
    colorLink: "#17558f",
    colorText: "#1c2733",
    colorTextDescription: "#52606f",
    colorTextPlaceholder: "#667382",
    colorTextSecondary: "#52606f",
    colorBorder: "#8594a5",
    colorError: "#b3261e",
    colorSuccess: "#1b6b3a",
    colorWarning: "#8a5a00",
    colorWarningBg: "#fdf6e3",
    colorWarningBorder: "#d9b877",
    borderRadius: 6,
    controlHeight: 36,
    fontSize: 14,
    motion: false,
    fontFamily:
      '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", system-ui, sans-serif',
  },
};
