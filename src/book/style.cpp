// See style.hpp. Every pair of text and ground has a contrast of 4.5 to 1 or more; nothing is told by colour alone.
#include "book/style.hpp"

namespace contra::book {

const std::string_view style = R"css(
:root {
  color-scheme: light dark;
  --ground: #fdfcfa; --raised: #ffffff; --text: #1f2733; --quiet: #55606e; --line: #dcdfe3;
  --accent: #1c6b66; --soft: #e3f0ee; --spread: #8a4b12; --rest: #a9c6c3;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #15191e; --raised: #1b2027; --text: #e4e8ee; --quiet: #a3adba; --line: #343c47;
    --accent: #6cc7bd; --soft: #20393a; --spread: #e0a368; --rest: #3f6b69;
  }
}
* { box-sizing: border-box; }
html { font-size: 100%; -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--ground); color: var(--text);
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: break-word;
}
h1, h2, h3, .title { font-family: Georgia, "Iowan Old Style", "Palatino Linotype", "Times New Roman", serif; font-weight: 600; line-height: 1.25; }
h1 { font-size: clamp(1.9rem, 5vw, 2.8rem); margin: 0 0 .5rem; letter-spacing: -.01em; }
h2 { font-size: 1.7rem; margin: 0 0 1rem; padding-bottom: .4rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.3rem; margin: 2.5rem 0 1rem; }
.check h3, .item h3 { margin: 0 0 .6rem; font-size: 1.15rem; }
h4 { font-size: 1.08rem; margin: 0; line-height: 1.35; }
p { margin: 0 0 .8rem; max-width: 68ch; }
a { color: var(--accent); text-underline-offset: .18em; text-decoration-thickness: 1px; text-decoration-color: var(--rest); }
a:hover { text-decoration-color: currentColor; }
th a { text-decoration: none; }
th a:hover { text-decoration: underline; }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
code { font: .86em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; color: var(--quiet); }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; display: block; padding: .6rem 1rem; background: var(--raised); }
.book { max-width: 78rem; margin: 0 auto; padding: 0 1.1rem; }
header.cover { padding: 3.5rem 0 2.5rem; border-bottom: 1px solid var(--line); margin-bottom: 2.5rem; }
.eyebrow { color: var(--quiet); margin: 0 0 .75rem; letter-spacing: .02em; }
.cover dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1.25rem; margin: 1.75rem 0 0; max-width: 60rem; }
.cover dt { color: var(--quiet); }
.cover dd { margin: 0; overflow-wrap: anywhere; }
.notice { border-left: 3px solid var(--accent); padding: .2rem 0 .2rem 1rem; margin: 1.75rem 0 0; max-width: 62ch; }
nav.contents { margin-bottom: 3rem; }
nav.contents h2 { font-size: 1rem; border: 0; padding: 0; margin: 0 0 .5rem; color: var(--quiet); font-family: inherit; }
nav.contents ul { list-style: none; margin: 0; padding: 0; }
nav.contents ul ul { padding-left: 1rem; font-size: .93rem; }
nav.contents li { margin: .28rem 0; }
nav.contents a { text-decoration: none; }
nav.contents a:hover { text-decoration: underline; }
main > section { margin: 0 0 4rem; }
.check, .item { border-top: 1px solid var(--line); padding: 1.5rem 0 1.25rem; }
.check:first-of-type, .item:first-of-type { border-top: 0; padding-top: 0; }
.kind { color: var(--quiet); font-size: .9rem; margin: .1rem 0 .7rem; }
.rule { font-size: 1.06rem; }
dl.facts { display: grid; grid-template-columns: 7.5rem 1fr; gap: .45rem 1rem; margin: .6rem 0 0; max-width: 46rem; }
dl.facts dt { color: var(--quiet); font-size: .9rem; padding-top: .08rem; }
dl.facts dd { margin: 0; font-size: .96rem; }
dl.facts ul { margin: 0; padding: 0; list-style: none; }
dl.facts li + li { margin-top: .2rem; }
.strength { display: inline-block; border: 1px solid var(--line); border-radius: 1rem; padding: 0 .55rem; font-size: .8rem; color: var(--quiet); white-space: nowrap; }
.part { margin: 1rem 0 0; padding: .9rem 0 .3rem 1rem; border-left: 3px solid var(--line); }
.part > p:first-child { font-weight: 600; }
details > summary { cursor: pointer; color: var(--accent); width: max-content; max-width: 100%; }
details ul { margin: .5rem 0 0 !important; font-size: .92rem; color: var(--quiet); }
figure { margin: .9rem 0 1rem; max-width: 42rem; }
figcaption { font-size: .9rem; color: var(--quiet); margin-top: .3rem; }
svg.window { display: block; overflow: visible; }
svg .must { fill: var(--accent); }
svg .better { fill: var(--soft); stroke: var(--accent); stroke-width: 1.2; }
svg .event { fill: var(--accent); stroke: var(--ground); stroke-width: 1; }
svg .spread { stroke: var(--spread); stroke-width: 2; }
svg .grid { stroke: var(--line); stroke-width: 1; stroke-dasharray: 2 3; }
svg .axis { stroke: var(--line); stroke-width: 1; }
svg text { fill: var(--quiet); font: 12px system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
svg text.row { fill: var(--text); font-size: 13px; }
svg text.tick { font-size: 11px; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; margin: 0 0 1.5rem; }
caption { text-align: left; color: var(--quiet); padding-bottom: .5rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .9rem .5rem 0; border-bottom: 1px solid var(--line); }
table { table-layout: fixed; }
.glance th:nth-child(1) { width: 36%; } .glance th:nth-child(2) { width: 46%; }
.advice th:nth-child(1) { width: 24%; } .advice th:nth-child(2) { width: 44%; }
.asked th:nth-child(1) { width: 32%; } .asked th:nth-child(2) { width: 33%; }
.terms th:nth-child(1) { width: 26%; } .terms th:nth-child(2) { width: 30%; }
thead th { font-size: .86rem; color: var(--quiet); font-weight: 600; }
tbody th { font-weight: 600; }
td ul, .plain { margin: 0; padding: 0; list-style: none; }
.state { font-weight: 600; }
footer { border-top: 1px solid var(--line); color: var(--quiet); font-size: .9rem; padding: 1.5rem 0 3rem; }
@media (min-width: 68rem) {
  .columns { display: grid; grid-template-columns: 15rem minmax(0, 1fr); gap: 3.5rem; align-items: start; }
  nav.contents { position: sticky; top: 0; max-height: 100vh; overflow-y: auto; padding: 1rem 0 2rem; }
}
@media (max-width: 40rem) {
  header.cover { padding: 2rem 0 1.75rem; }
  .cover dl, dl.facts { grid-template-columns: 1fr; gap: 0; }
  .cover dd, dl.facts dd { margin-bottom: .6rem; }
  table.stack thead { position: absolute; left: -100rem; }
  table.stack th, table.stack td { width: auto !important; }
  table.stack tr { display: block; border-bottom: 1px solid var(--line); padding: .55rem 0; }
  table.stack th, table.stack td { display: block; border: 0; padding: .08rem 0; }
}
@page { margin: 18mm 17mm 20mm; @bottom-center { content: counter(page); font: 9pt system-ui, sans-serif; color: #55606e; } }
@media print {
  :root {
    color-scheme: light;
    --ground: #ffffff; --raised: #ffffff; --text: #111820; --quiet: #4a5461; --line: #cfd4da;
    --accent: #14524e; --soft: #e8f1f0; --spread: #74400f;
  }
  html { font-size: 9.5pt; }
  body { line-height: 1.45; }
  .book { max-width: none; padding: 0; }
  .skip { display: none; }
  .columns { display: block; }
  header.cover { padding: 30mm 0 10mm; border: 0; margin: 0; }
  nav.contents { position: static; max-height: none; overflow: visible; padding: 0; break-after: page; }
  main > section { break-before: page; margin: 0 0 1rem; }
  #guarantees, #needs, #glance { break-before: auto; margin-top: 2.5rem; }
  h2, h3, h4, caption, .kind, .rule { break-after: avoid; }
  section > h3 { margin-top: 1.5rem; }
  .check, .item, figure, tr, li { break-inside: avoid; }
  p, dd { orphans: 3; widows: 3; }
  .check { padding: 1.1rem 0 .9rem; }
  a { color: inherit; text-decoration: none; }
  details::details-content { content-visibility: visible; }
  details:not([open])::details-content { display: block; }
  details > summary { list-style: none; color: inherit; }
  details ul { columns: 3; column-gap: 1.5rem; font-size: .82rem; line-height: 1.35; }
  thead { display: table-header-group; }
  .wide { overflow: visible; }
}
)css";

}  // namespace contra::book
