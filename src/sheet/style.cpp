// See style.hpp. Every pair of text and ground has a contrast of 4.5 to 1 or more; nothing is told by colour alone.
#include "sheet/style.hpp"

namespace contra::sheet {

const std::string_view style = R"css(
:root {
  color-scheme: light dark;
  --ground: #ffffff; --text: #1d252f; --quiet: #56606d; --line: #cfd5db; --soft: #f1f6f5; --accent: #1c6b66;
  --wait: #8a4b12; --wait-soft: #fbf2e8; --go: #1c6b45; --go-soft: #edf6f0; --override: #7a2e52; --override-soft: #f9eff4;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ground: #15191e; --text: #e4e8ee; --quiet: #a7b1bd; --line: #3a434e; --soft: #1d2829; --accent: #6cc7bd;
    --wait: #e0a368; --wait-soft: #2c241a; --go: #7fd0a2; --go-soft: #1b2a22; --override: #e29abf; --override-soft: #2d1f27;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 1.25rem 1rem 3rem; max-width: 52rem; background: var(--ground); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: break-word;
}
h1, h2, h3, h4 { font-family: Georgia, "Iowan Old Style", "Palatino Linotype", "Times New Roman", serif; font-weight: 600; line-height: 1.25; }
h1 { font-size: 2rem; margin: 0 0 1rem; }
h2 { font-size: 1.35rem; margin: 2rem 0 .6rem; }
h3 { font-size: 1.1rem; margin: 1.3rem 0 .5rem; }
h4 { font-size: 1rem; margin: 1.1rem 0 .35rem; }
p { margin: 0 0 .6rem; }
.clinic { color: var(--accent); font-weight: 600; margin: 0 0 .35rem; }
header { border-bottom: 2px solid var(--accent); padding-bottom: .6rem; margin-bottom: 1.1rem; }
dl { margin: 0 0 .8rem; }
dl > div { display: grid; grid-template-columns: 11rem 1fr; gap: 0 1rem; padding: .12rem 0; }
dt { color: var(--quiet); grid-column: 1; }
dd { margin: 0; grid-column: 2; }
ul { margin: 0 0 .8rem; padding-left: 1.2rem; }
li { margin: .25rem 0; }
li::marker { color: var(--accent); }
.list_title { font-weight: 600; margin: .9rem 0 .3rem; }
.notice { border-left: 4px solid var(--accent); background: var(--soft); padding: .7rem 1rem; margin: 0 0 1rem; }
.notice p { margin: 0 0 .3rem; }
.notice p:last-child { margin: 0; }
.headline { font-size: 1.12rem; }
.notice.go { border-color: var(--go); background: var(--go-soft); }
.notice.go .headline { color: var(--go); }
.notice.wait { border-color: var(--wait); background: var(--wait-soft); }
.notice.wait .headline { color: var(--wait); }
.notice.override { border: 2px solid var(--override); border-left-width: 6px; background: var(--override-soft); }
.notice.override .headline { color: var(--override); }
.quiet { color: var(--quiet); font-size: .92rem; }
table { border-collapse: collapse; width: 100%; margin: 0 0 1rem; font-size: .95rem; }
caption { text-align: left; color: var(--quiet); padding: 0 0 .4rem; font-size: .92rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .7rem .4rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
.client caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
thead th { color: var(--quiet); font-size: .88rem; border-bottom: 2px solid var(--line); padding-top: 0; }
th p, td p { margin: 0 0 .2rem; }
th p:last-child, td p:last-child { margin: 0; }
.columns_2 th[scope=row] { width: 26%; }
.file .columns_2 th[scope=row] { width: 58%; }
.columns_3 th[scope=row] { width: 30%; }
.columns_3 td { width: 35%; }
#day_by_day th[scope=row] { width: 24%; }
#day_by_day td { width: 38%; }
#avoid th[scope=row], #do th[scope=row] { width: 44%; }
#avoid td, #do td { width: 28%; }
#day_by_day th p + p { color: var(--quiet); font-size: .88rem; font-weight: 400; }
#answers table { font-size: .9rem; }
#answers th[scope=row] { width: 38%; }
#answers td { width: 24%; }
#answers td:last-child { width: 14%; }
#answers time { white-space: nowrap; }
.columns_3.quiet th[scope=row] { width: 20%; }
.columns_3.quiet td { width: 46%; }
.columns_3.quiet td:last-child { width: 34%; }
#rules td:nth-child(3) { font: .82rem/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
dd { overflow-wrap: anywhere; }
#call_us ul { columns: 2; column-gap: 2rem; }
#call_us li { break-inside: avoid; }
.blanks { display: flex; flex-wrap: wrap; gap: 0 1.5rem; margin: .4rem 0 .8rem; }
.blank { display: flex; flex: 1 1 16rem; align-items: flex-end; gap: .6rem; margin: 0; padding-top: 1rem; }
.blank .line { flex: 1 1 6rem; border-bottom: 1px solid var(--text); height: 1.2em; }
#signatures .blank:first-child { flex: 3 1 18rem; padding-top: 2.4rem; }
#signatures .blank { padding-top: 2.4rem; }
.write { border-bottom: 1px solid var(--text); height: 1.5em; min-width: 7rem; }
footer { margin-top: 2rem; color: var(--quiet); font-size: .88rem; }
@media screen and (max-width: 34rem) {
  h1 { font-size: 1.6rem; }
  dl > div { display: block; padding: .25rem 0; }
  #call_us ul { columns: 1; }
  table, tbody, tr, th[scope=row], td { display: block; width: auto !important; }
  caption { display: block; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { border-bottom: 1px solid var(--line); padding: .5rem 0; }
  th, td { border: 0; padding: .1rem 0; }
  th[scope=row] { font-weight: 600; }
  td.empty { display: none; }
  td::before { content: attr(data-label); display: block; color: var(--quiet); font-size: .85rem; }
}
@media print {
  html { font-size: 9.6pt; }
  body { padding: 0; max-width: none; line-height: 1.36; }
  h1 { margin-bottom: .6rem; }
  header dl { columns: 2; column-gap: 2rem; margin-bottom: .5rem; }
  header dl > div { grid-template-columns: 8.5rem 1fr; }
  header { padding-bottom: .2rem; margin-bottom: .9rem; }
  h2 { margin: 1.15rem 0 .4rem; }
  th, td { padding: .28rem .7rem .28rem 0; }
  h1, h2, h3, h4, caption, .list_title, thead { break-after: avoid; }
  tr, li, dl > div, .notice, .blank, #from_when table, #last_days table, #do table, #rules table { break-inside: avoid; }
  tbody tr:first-child { break-before: avoid; }
  #call_us, #next_session, #medicines, #contact, #counting, #signatures { break-inside: avoid; }
  li { margin: .15rem 0; }
  ul { margin-bottom: .5rem; }
  table { margin-bottom: .7rem; }
  p, li { orphans: 3; widows: 3; }
  thead { display: table-header-group; }
  .notice { padding: .5rem .8rem; }
  .blank { padding-top: .6rem; }
  .notice { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  footer { margin-top: 1rem; }
}
)css";

}  // namespace contra::sheet
