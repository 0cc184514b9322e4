/** How a document looks as a web page: the sheet of A4 where there is room, the same words in one column where there is not. */
export const pageStyle = `
:root { color-scheme: light; }
body { margin: 0; background: #eceff3; color: #000; font: 16pt/1.8 "仿宋_GB2312", FangSong, STFangsong, "Noto Serif CJK SC", serif; }
main { box-sizing: border-box; max-width: 210mm; margin: 0 auto; padding: 20mm 26mm 20mm 28mm; background: #fff; }
.mark { margin: 0; color: #d00; text-align: center; font: 28pt/1.3 "方正小标宋简体", FZXiaoBiaoSong-B05S, "Noto Serif CJK SC", serif; }
.number { margin: 1.2em 0 1.6em; padding-bottom: .5em; border-bottom: 2px solid #d00; text-align: center; }
h1 { margin: 0 0 1em; text-align: center; font: 22pt/1.4 "方正小标宋简体", FZXiaoBiaoSong-B05S, "Noto Serif CJK SC", serif; }
h2, h3, p { margin: 0; font-size: 1em; font-weight: normal; overflow-wrap: anywhere; }
h2 { font-family: SimHei, "黑体", "Noto Sans CJK SC", sans-serif; }
h3 { font-family: "楷体_GB2312", KaiTi, STKaiti, serif; }
h2, h3, .text { text-indent: 2em; }
.signed { margin-top: 2em; padding-right: 4em; text-align: right; }
.annex { margin-top: 3em; overflow-x: auto; }
.annex table { width: 100%; border-collapse: collapse; font-size: 12pt; }
caption { padding-bottom: .5em; font-size: 16pt; }
th, td { padding: .2em .4em; border: 1px solid #000; text-align: center; font-weight: normal; }
th { font-family: SimHei, "黑体", "Noto Sans CJK SC", sans-serif; }
.imprint { margin-top: 3em; border-top: 1.5px solid #000; border-bottom: 1.5px solid #000; font-size: 14pt; }
@media (max-width: 700px) { body { font-size: 12pt; } main { padding: 16px; } .mark { font-size: 20pt; } h1 { font-size: 16pt; } .signed { padding-right: 1em; } }
@media print { body { background: #fff; } main { padding: 0; } .annex { break-before: page; } }
@page { size: A4; margin: 37mm 26mm 35mm 28mm; }
`;
