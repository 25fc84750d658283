namespace Vigil.Cli.Output.Reports;

/// <summary>The look of the page: two sets of colours, one column on a telephone, no colour needed on paper.</summary>
internal static class HtmlStyle
{
    /// <summary>The style sheet.</summary>
    public const string Sheet =
        """
        :root {
          color-scheme: light dark;
          --paper: #f6f7f9; --sheet: #ffffff; --ink: #1b2430; --soft: #566273; --line: #dfe3e9; --accent: #1f4e8c;
          --critical: #8f1237; --high: #d23f31; --medium: #e0932a; --low: #3d7fb8; --informational: #8592a3; --untriaged: #b3bcc8;
          --fixable: #1d7a4f; --attack: #8f1237;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #12161c; --sheet: #1b212a; --ink: #e6eaf0; --soft: #a3afbf; --line: #303946; --accent: #8fbcf3;
            --critical: #e0476f; --high: #ef6a5a; --medium: #e8ab4f; --low: #62a3da; --informational: #8592a3; --untriaged: #5d6877;
            --fixable: #58c08d; --attack: #ff87a5;
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
        header, main, footer { max-width: 70rem; margin: 0 auto; padding: 0 1.5rem; }
        header { padding-top: 2.5rem; }
        .kicker { margin: 0; color: var(--soft); text-transform: uppercase; letter-spacing: .08em; font-size: .8rem; }
        h1 { margin: .1rem 0 .6rem; font-size: 2rem; line-height: 1.2; overflow-wrap: anywhere; }
        h2 { margin: 0 0 .8rem; font-size: 1.3rem; }
        h3 { margin: 0 0 .5rem; font-size: 1rem; }
        .lead { margin: 0 0 1rem; font-size: 1.15rem; max-width: 48rem; }
        .facts { display: flex; flex-wrap: wrap; gap: .5rem 2rem; margin: 0 0 1.5rem; }
        .facts dt { color: var(--soft); font-size: .8rem; }
        .facts dd { margin: 0; }
        section { background: var(--sheet); border: 1px solid var(--line); border-radius: .6rem; padding: 1.3rem 1.5rem; margin: 0 0 1.2rem; }
        .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .8rem; list-style: none; margin: 0 0 1.2rem; padding: 0; }
        .card { border: 1px solid var(--line); border-left: .35rem solid var(--accent); border-radius: .4rem; padding: .6rem .9rem; }
        .card strong { display: block; font-size: 1.9rem; line-height: 1.1; font-variant-numeric: tabular-nums; }
        .card span { color: var(--soft); }
        .card.critical { border-left-color: var(--critical); } .card.high { border-left-color: var(--high); }
        .card.exploited { border-left-color: var(--attack); } .card.fixable { border-left-color: var(--fixable); }
        figure { margin: 0; }
        .stack { display: block; width: 100%; border-radius: .2rem; overflow: hidden; }
        .track { fill: var(--line); }
        rect.critical { fill: var(--critical); } rect.high { fill: var(--high); } rect.medium { fill: var(--medium); } rect.low { fill: var(--low); }
        rect.informational { fill: var(--informational); } rect.untriaged { fill: var(--untriaged); }
        .legend { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; list-style: none; padding: 0; margin: .6rem 0 0; }
        .swatch { display: inline-block; width: .8em; height: .8em; margin-right: .4em; border-radius: .15em; }
        .swatch.critical { background: var(--critical); } .swatch.high { background: var(--high); } .swatch.medium { background: var(--medium); }
        .swatch.low { background: var(--low); } .swatch.informational { background: var(--informational); } .swatch.untriaged { background: var(--untriaged); }
        .wide { overflow-x: auto; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; vertical-align: top; padding: .5rem .7rem .5rem 0; border-bottom: 1px solid var(--line); }
        thead th { color: var(--soft); font-weight: 600; font-size: .85rem; }
        tbody th { width: 45%; }
        tbody th code { display: block; font-weight: 400; color: var(--soft); }
        td:nth-child(3) { width: 22%; overflow-wrap: anywhere; }
        td:nth-child(4) { min-width: 12rem; }
        .numbers, .detail { color: var(--soft); font-size: .85rem; }
        .detail { overflow-wrap: anywhere; }
        code { font: .85em/1.4 ui-monospace, "SF Mono", Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
        .columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(19rem, 1fr)); gap: 1.5rem; }
        .groups ul { list-style: none; margin: 0; padding: 0; }
        .groups li { margin: 0 0 .7rem; }
        .finding { border-bottom: 1px solid var(--line); }
        .finding summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: .2rem .8rem; padding: .45rem 0; cursor: pointer; }
        .finding summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
        .finding p, .finding ul { margin: .2rem 0 .7rem; max-width: 56rem; overflow-wrap: anywhere; }
        .badge { flex: 0 0 6.6rem; font-size: .8rem; font-weight: 600; border-left: .35rem solid var(--untriaged); padding-left: .45rem; }
        .badge.critical { border-color: var(--critical); } .badge.high { border-color: var(--high); } .badge.medium { border-color: var(--medium); }
        .badge.low { border-color: var(--low); } .badge.informational { border-color: var(--informational); }
        .score { flex: 0 0 2.2rem; text-align: right; font-variant-numeric: tabular-nums; font-weight: 600; }
        .id { flex: 0 0 10.5rem; font-variant-numeric: tabular-nums; }
        .finding summary::before { content: "+"; flex: 0 0 .7rem; color: var(--soft); }
        .finding[open] summary::before { content: "−"; }
        .package { flex: 0 0 11rem; font-weight: 600; overflow-wrap: anywhere; }
        .title { flex: 1 1 14rem; color: var(--soft); }
        .mark { display: inline-block; white-space: nowrap; font-size: .8rem; border: 1px solid var(--line); border-radius: 1rem; padding: 0 .6rem; }
        .mark.attacked { border-color: var(--attack); color: var(--attack); font-weight: 600; }
        a { color: var(--accent); }
        .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
        footer { color: var(--soft); font-size: .85rem; padding-bottom: 2.5rem; }
        @media print {
          body { background: none; font-size: 11px; }
          section { border: 0; padding: 0; break-inside: auto; }
          tr, .finding, .groups li { break-inside: avoid; }
          rect, .swatch, .card, .badge { print-color-adjust: exact; }
        }

        """;
}
