/** The picture's own style sheet: light, dark and paper, for itself alone and inside a page. */

/** Every rule is below the picture's class, because inside a page a style element is everybody's. */
export const SVG_STYLE = `
.tempo-sts-chain{--ground:#ffffff;--ink:#1f2328;--faint:#59636e;--line:#d1d9e0;--open:#f0fbf3;--good:#1a7f37;--shut:#fff5f4;--bad:#c5221f;
font-family:system-ui,-apple-system,"Segoe UI","Noto Sans","DejaVu Sans",sans-serif}
@media (prefers-color-scheme:dark){.tempo-sts-chain{--ground:#0d1117;--ink:#f0f6fc;--faint:#9198a1;--line:#3d444d;--open:#0f2417;--good:#3fb950;--shut:#2a1416;--bad:#ff7b72}}
@media print{.tempo-sts-chain{--ground:#ffffff;--ink:#000000;--faint:#444444;--line:#999999;--open:#ffffff;--good:#0b6b2b;--shut:#ffffff;--bad:#b3150f}}
.tempo-sts-chain .ground{fill:var(--ground);stroke:var(--line)}
.tempo-sts-chain text{fill:var(--ink);font-size:13px}
.tempo-sts-chain .title{font-size:22px;font-weight:600}
.tempo-sts-chain .name{font-size:15px;font-weight:600}
.tempo-sts-chain .small{fill:var(--faint);font-size:14px}
.tempo-sts-chain .label{fill:var(--faint);font-size:11.5px}
.tempo-sts-chain .mono{font-family:ui-monospace,"SFMono-Regular",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:11.5px;fill:var(--faint)}
.tempo-sts-chain .code{font-family:ui-monospace,"SFMono-Regular",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:11.5px;fill:var(--bad)}
.tempo-sts-chain .card{fill:var(--ground);stroke:var(--line);stroke-width:1.2}
.tempo-sts-chain .card.open{fill:var(--open);stroke:var(--good)}
.tempo-sts-chain .card.shut{fill:var(--shut);stroke:var(--bad)}
.tempo-sts-chain .mark{fill:none;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.tempo-sts-chain .mark.good{stroke:var(--good)}
.tempo-sts-chain .mark.bad{stroke:var(--bad)}
.tempo-sts-chain .mark.stop{stroke:var(--bad);stroke-width:1.6}
.tempo-sts-chain .arrow{fill:none;stroke-width:2.4;stroke-linecap:round;stroke-linejoin:round}
.tempo-sts-chain .arrow.way{stroke:var(--good)}
.tempo-sts-chain .arrow.closed{stroke:var(--bad)}
.tempo-sts-chain .arrow.unseen{stroke:var(--faint)}
.tempo-sts-chain .dashed{stroke-dasharray:2 6}
`;
