namespace AesniCheck.Reports.Html;

/// <summary>The style of pages: for light and dark screens, wide and narrow, and for paper. No font, picture or rule is loaded from elsewhere.</summary>
internal static class PageStyle
{
    /// <summary>
    /// The colours: each text has a contrast of at least 4.5 to 1 on its background. The shades of the map approach the colour of the text as more is verified.
    /// </summary>
    private const string Colours = """

        :root { color-scheme: light dark;
          --ground: #ffffff; --panel: #f5f6f8; --line: #d5dae1; --text: #1b1f24; --muted: #57606a; --link: #0b57a4;
          --pass: #1a6b35; --fault: #b3201a; --inconclusive: #7a5200; --unsupported: #57606a; --differs: #fbe3e1;
          --shade1: #e3eef9; --shade2: #cfe1f4; --shade3: #b6d2ee; --shade4: #94bde5; --shade5: #6ca3d8; --shade6: #1f5c99;
          --found: #c4120a; --hatch: #e3e6eb; }
        @media screen and (prefers-color-scheme: dark) { :root {
          --ground: #111418; --panel: #1a1e24; --line: #343b45; --text: #e4e7eb; --muted: #9da7b3; --link: #7ab7ff;
          --pass: #6fd08c; --fault: #ff8d85; --inconclusive: #efb948; --unsupported: #9da7b3; --differs: #4a1f1d;
          --shade1: #182c42; --shade2: #1b3a59; --shade3: #1f4a73; --shade4: #255b8f; --shade5: #2f70ad; --shade6: #9cc9f1;
          --found: #ff7a6e; --hatch: #232931; } }
        @media print { :root { color-scheme: light; } }
        """;

    private const string Layout = """

        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; }
        body { margin: 0; background: var(--ground); color: var(--text); font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; overflow-wrap: anywhere; }
        main { max-width: 72rem; margin: 0 auto; padding: 1.5rem 1.5rem 3rem; }
        main.fleet { max-width: none; }
        .fleet > * { max-width: 72rem; }
        .fleet > .whole { max-width: none; }
        h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 0 0 .5rem; }
        h1 { font-size: 2.5rem; letter-spacing: .01em; }
        h2 { font-size: 1.25rem; margin-top: 2.25rem; }
        h3, h4 { font-size: 1.05rem; margin-top: 1.5rem; }
        h5, h6 { font-size: 1rem; margin-top: 1.25rem; }
        p, ul, dl, figure { margin: 0 0 .75rem; }
        ul { padding-left: 1.25rem; }
        a { color: var(--link); }
        code, pre, .hex, .state { font-family: ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", "Liberation Mono", monospace; font-size: .8125rem; }
        pre { background: var(--panel); border: 1px solid var(--line); border-radius: 4px; padding: .75rem; margin: 0 0 .75rem; overflow-x: auto; white-space: pre-wrap; }
        .muted, caption, figcaption, .kicker, dt { color: var(--muted); }
        .kicker { margin: 0; }
        .lead { font-size: 1.2rem; margin-bottom: 1.25rem; }
        .top { border-left: .5rem solid; padding-left: 1.25rem; }
        .top h1 { margin-bottom: .25rem; }
        .pass, .fault, .inconclusive, .unsupported { border-color: currentColor; }
        .pass { color: var(--pass); } .fault { color: var(--fault); } .inconclusive { color: var(--inconclusive); } .unsupported { color: var(--unsupported); }
        .top > p, .top > dl, .top > ul { color: var(--text); }
        .top > .kicker { color: var(--muted); }
        .word { font-weight: 650; white-space: nowrap; }
        .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); gap: .75rem 1.5rem; }
        .facts dd, .pairs dd { margin: 0; }
        .pairs dd { grid-column: 2; }
        .pairs { display: grid; grid-template-columns: minmax(6.5rem, max-content) minmax(0, 1fr); gap: .2rem 1.25rem; }
        .contents { border-block: 1px solid var(--line); padding: .5rem 0; margin: 1.5rem 0 0; }
        .contents a { margin-right: 1.1rem; white-space: nowrap; }
        details { margin: 0 0 .75rem; }
        summary { cursor: pointer; padding: .25rem 0; }
        details.run { border: 1px solid var(--line); border-radius: 4px; padding: .25rem 1rem; }
        .finding { border-top: 1px solid var(--line); padding-top: .25rem; margin-top: 1rem; }
        footer { margin-top: 3rem; padding-top: .75rem; border-top: 1px solid var(--line); color: var(--muted); font-size: .875rem; }
        """;

    private const string Tables = """

        .scroll { overflow-x: auto; margin: 0 0 1rem; }
        .scroll:focus-visible { outline: 2px solid var(--link); }
        table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
        caption { text-align: left; padding-bottom: .25rem; }
        th, td { text-align: left; vertical-align: top; padding: .25rem .9rem .25rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
        thead th { color: var(--muted); vertical-align: bottom; white-space: nowrap; }
        .numbers td, .numbers thead th + th { text-align: right; white-space: nowrap; }
        .numbers .text { text-align: left; }
        .numbers tbody th { white-space: nowrap; }
        tr.all > * { font-weight: 600; }
        tr.worse > * { background: var(--differs); }
        .numbers .few { min-width: 9rem; max-width: 26rem; white-space: normal; overflow-wrap: anywhere; } .numbers .wide { min-width: 16rem; white-space: normal; }
        .drawings { display: flex; flex-wrap: wrap; align-items: flex-start; gap: .5rem 2rem; margin: .5rem 0 1rem; }
        .state { width: auto; }
        .state td { border: 1px solid var(--line); padding: .2rem .45rem; text-align: center; }
        .state th { border: 0; padding: 0 .4rem; color: var(--muted); font-size: .6875rem; text-align: center; vertical-align: middle; }
        .state caption, .hex caption { font-family: system-ui, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; font-size: .875rem; }
        .hex td, .hex th { white-space: pre; padding-block: .05rem; border: 0; }
        .hex tbody tr:first-child > * { border-top: 1px solid var(--line); padding-top: .25rem; }
        .hex tbody tr:last-child > * { padding-bottom: .25rem; }
        td.differs, b { font-weight: 700; background: var(--differs); }
        td.differs { outline: 2px solid var(--fault); outline-offset: -2px; }
        b { text-decoration: underline; text-underline-offset: 2px; }
        .cards { width: 100%; }
        .cards button { all: unset; cursor: pointer; text-decoration: underline dotted; text-underline-offset: 3px; }
        .cards button:focus-visible { outline: 2px solid var(--link); }
        .cards [aria-sort=ascending] button::after { content: " ↑"; } .cards [aria-sort=descending] button::after { content: " ↓"; }
        .filter { display: block; margin-bottom: .5rem; color: var(--muted); }
        .filter input { font: inherit; color: var(--text); background: var(--panel); border: 1px solid var(--line); border-radius: 4px; padding: .15rem .4rem; }
        """;

    private const string Charts = """

        .chart { display: grid; grid-template-columns: 4.75rem minmax(0, 1fr); }
        .chart svg { display: block; overflow: visible; }
        .chart text { font-size: 11px; fill: var(--muted); }
        .plot { width: 100%; background: repeating-linear-gradient(135deg, var(--hatch) 0 1px, transparent 1px 6px); }
        .plot path { fill: none; }
        .shade1 { stroke: var(--shade1); } .shade2 { stroke: var(--shade2); } .shade3 { stroke: var(--shade3); }
        .shade4 { stroke: var(--shade4); } .shade5 { stroke: var(--shade5); } .shade6 { stroke: var(--shade6); }
        .ring, .found { stroke-linecap: round; vector-effect: non-scaling-stroke; }
        .ring { stroke: var(--ground); stroke-width: 10; } .found { stroke: var(--found); stroke-width: 6.5; } .ring.crowded { stroke-width: 4.5; } .found.crowded { stroke-width: 3; }
        .rule { stroke: var(--line); vector-effect: non-scaling-stroke; }
        .plot path.area { fill: var(--shade1); }
        .rate { stroke: var(--shade6); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
        .rates { background: none; border-bottom: 1px solid var(--line); }
        .ends { width: 100%; grid-column: 2; }
        .bars ul { list-style: none; padding: 0; }
        .bars li { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 2fr) minmax(0, 3fr); gap: .75rem; align-items: center; padding: .1rem 0; }
        .bar { display: block; height: .9rem; min-width: 2px; background: var(--shade2); border-radius: 2px; }
        .part { display: block; height: 100%; background: var(--found); border-radius: 2px; }
        .bars .value { color: var(--muted); font-size: .875rem; }
        .counted { stroke: var(--found); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
        figcaption { margin-top: .25rem; font-size: .875rem; }
        .legend { display: flex; flex-wrap: wrap; gap: .1rem 1rem; list-style: none; padding: 0; margin: .25rem 0; }
        .legend svg { margin-right: .35rem; vertical-align: -1px; }
        """;

    private const string Media = """

        @media (max-width: 40rem) {
          main { padding: 1rem 1rem 2rem; }
          h1 { font-size: 2rem; }
          .top { padding-left: .75rem; }
          .pairs { grid-template-columns: 1fr; gap: 0; }
          .pairs dd { grid-column: 1; margin-bottom: .4rem; }
          .chart { grid-template-columns: 3.9rem minmax(0, 1fr); }
          .ends .odd { display: none; }
          .bars li { grid-template-columns: 1fr; gap: 0; padding: .3rem 0; }
          .cards thead, .cards tbody td:empty { display: none; }
          .cards, .cards tbody, .cards tr, .cards caption { display: block; }
          .cards tr { border: 1px solid var(--line); border-radius: 4px; padding: .4rem .75rem; margin-bottom: .6rem; }
          .cards tr[hidden] { display: none; }
          .cards tr.worse { background: var(--differs); } .cards tr.worse > * { background: none; }
          .cards tbody th, .cards tbody td { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); border: 0; padding: .1rem 0; text-align: left; white-space: normal; overflow-wrap: anywhere; }
          .cards tbody th { display: block; }
          .cards tbody td::before { content: attr(data-label); color: var(--muted); }
        }
        @media print {
          body { font-size: 10pt; }
          main { max-width: none; padding: 0; }
          .contents { display: none; }
          .scroll { overflow: visible; }
          .numbers { font-size: 8pt; overflow-wrap: anywhere; }
          .numbers tr > *, .numbers tbody th { white-space: normal; padding-right: .5rem; }
          .numbers .few, .numbers .wide { min-width: 5rem; }
          figure, .finding, tr, pre { break-inside: avoid; }
          h1, h2, h3, h4, h5, h6 { break-after: avoid; }
          .plot, .differs, b, .bar, .part, tr.worse > * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        }

        """;

    /// <summary>The whole style sheet.</summary>
    public static string Sheet => Colours + Layout + Tables + Charts + Media;
}
