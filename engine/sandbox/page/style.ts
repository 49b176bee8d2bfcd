/** The inbox page's style: one sheet, light and dark, wide and narrow, no outside resources. */
export const STYLE = `
:root {
	color-scheme: light dark;
	--page: light-dark(#fffdfb, #17141b);
	--side: light-dark(#f6f2ee, #1f1b25);
	--raised: light-dark(#ffffff, #221e29);
	--line: light-dark(#e7dfd8, #352f3f);
	--text: light-dark(#221c26, #ece7f0);
	--soft: light-dark(#6d6370, #a79db1);
	--accent: light-dark(#7a2e73, #d79ad0);
	--tint: light-dark(#f3e6f1, #37283a);
	--quote: light-dark(#c9a6c5, #7f5f80);
	--shadow: 0 1px 2px light-dark(rgb(60 30 60 / .08), rgb(0 0 0 / .4));
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
	margin: 0; height: 100dvh; display: grid; grid-template-columns: 20rem minmax(0, 1fr);
	background: var(--page); color: var(--text);
	font: 16px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif;
}
a { color: var(--accent); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.side { background: var(--side); border-right: 1px solid var(--line); overflow-y: auto; padding: 1.25rem .75rem 2rem; }
.brand { padding: 0 .75rem .25rem; display: flex; gap: .75rem; align-items: center; }
.brand svg { flex: none; }
.brand h1 { font-size: 1.0625rem; line-height: 1.25; margin: 0; letter-spacing: -.01em; }
.brand p { margin: 0; color: var(--soft); font-size: .8125rem; }
.side h2 { font-size: .75rem; font-weight: 600; color: var(--soft); margin: 1.5rem .75rem .375rem; }
.side ul { list-style: none; margin: 0; padding: 0; }
.entry {
	display: grid; grid-template-columns: auto minmax(0, 1fr) auto; gap: .125rem .75rem; align-items: center;
	padding: .5rem .75rem; border-radius: 10px; color: inherit; text-decoration: none;
}
.entry:hover { background: light-dark(rgb(122 46 115 / .06), rgb(255 255 255 / .05)); }
.entry[aria-current] { background: var(--tint); }
.entry .name { font-weight: 600; font-size: .9375rem; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.entry .sub { color: var(--soft); font-size: .8125rem; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.entry.quiet .name { font-weight: 500; color: var(--soft); }
.count {
	min-width: 1.5rem; padding: 0 .4375rem; border-radius: 1rem; text-align: center;
	background: var(--accent); color: var(--page); font-size: .75rem; font-weight: 600; line-height: 1.5rem;
}
.avatar {
	width: 2.25rem; height: 2.25rem; border-radius: 10px; display: grid; place-items: center; flex: none;
	font-size: .8125rem; font-weight: 600; color: #fff; background: hsl(var(--hue) 38% 42%);
}
.avatar.account { background: transparent; color: light-dark(hsl(var(--hue) 45% 34%), hsl(var(--hue) 40% 74%)); border: 1.5px solid currentColor; }
.main { overflow-y: auto; min-width: 0; }
.top {
	position: sticky; top: 0; z-index: 1; display: flex; gap: .875rem; align-items: center;
	padding: .875rem 2rem; background: var(--page); border-bottom: 1px solid var(--line);
}
.top h2 { margin: 0; font-size: 1.125rem; line-height: 1.3; letter-spacing: -.01em; }
.top p { margin: 0; color: var(--soft); font-size: .875rem; }
.back { display: none; }
.column { max-width: 48rem; padding: 1rem 2rem 4rem; }
.day { display: flex; align-items: center; gap: .875rem; margin: 1rem 0; color: var(--soft); font-size: .8125rem; font-weight: 600; }
.day::before, .day::after { content: ''; height: 1px; background: var(--line); flex: 1; }
.message { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 0 .75rem; margin: 0 0 2rem; }
.byline { display: flex; align-items: baseline; gap: .5rem; line-height: 1.3; }
.byline strong { font-size: .9375rem; }
.byline time, .note time { color: var(--soft); font-size: .8125rem; }
.app { font-size: .6875rem; font-weight: 600; color: var(--soft); background: var(--side); border: 1px solid var(--line); border-radius: 4px; padding: 0 .25rem; }
.body { overflow-wrap: anywhere; }
.body p { margin: .375rem 0; }
.section + .section { margin-top: .625rem; }
.note .body ul + p, .note .body ol + p { margin-top: .875rem; }
.body small { color: var(--soft); }
.body h3 { font-size: 1.1875rem; line-height: 1.3; letter-spacing: -.01em; margin: .5rem 0 .375rem; text-wrap: balance; }
.body h4 { font-size: .9375rem; margin: 1rem 0 .25rem; }
.body hr { border: 0; border-top: 1px solid var(--line); margin: .875rem 0; }
.body blockquote {
	margin: .5rem 0; padding: .125rem 0 .125rem .875rem; border-left: 4px solid var(--quote); color: var(--text);
}
.body ul, .body ol { margin: .375rem 0; padding-left: 1.375rem; }
.body li { margin: .1875rem 0; }
.body code { font: .875em ui-monospace, 'SF Mono', Consolas, monospace; background: var(--side); border: 1px solid var(--line); border-radius: 4px; padding: 0 .25rem; }
.context { color: var(--soft); font-size: .8125rem; }
.context p { margin: .25rem 0; }
.mention { background: var(--tint); color: var(--accent); border-radius: 4px; padding: 0 .1875rem; }
.fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: 0 1.5rem; }
.actions { display: flex; flex-wrap: wrap; gap: .5rem; margin: .5rem 0; }
.button { border: 1px solid var(--line); border-radius: 8px; padding: .25rem .75rem; font-size: .875rem; font-weight: 600; background: var(--raised); }
.button a { color: inherit; text-decoration: none; }
details { margin-top: .375rem; color: var(--soft); font-size: .8125rem; }
summary { cursor: pointer; width: fit-content; }
details pre { margin: .375rem 0 0; padding: .625rem .75rem; background: var(--side); border-radius: 8px; white-space: pre-wrap; overflow-wrap: anywhere; font: .75rem/1.5 ui-monospace, 'SF Mono', Consolas, monospace; }
.facts { display: flex; flex-wrap: wrap; gap: .375rem 2rem; margin: .5rem 0 1.5rem; padding: 0; }
.facts div { min-width: 0; }
.facts dt { color: var(--soft); font-size: .8125rem; }
.facts dd { margin: 0; font-size: .9375rem; }
.note { background: var(--raised); border: 1px solid var(--line); border-radius: 14px; padding: 1rem 1.25rem 1.125rem; margin: 0 0 1.25rem; box-shadow: var(--shadow); }
.note header { display: flex; flex-wrap: wrap; gap: .25rem .75rem; justify-content: space-between; align-items: baseline; margin-bottom: .25rem; }
.note header strong { font-size: .9375rem; }
.on { color: var(--soft); font-size: .8125rem; margin: .75rem 0 0; padding-top: .625rem; border-top: 1px solid var(--line); }
.empty { display: grid; place-content: center; justify-items: center; text-align: center; min-height: 100%; padding: 3rem 2rem; color: var(--soft); }
.empty h2 { color: var(--text); margin: 1.25rem 0 .25rem; font-size: 1.1875rem; }
.empty p { margin: 0; max-width: 26rem; text-wrap: balance; }
.sandwiched { min-height: 60vh; }
@media (max-width: 47.5rem) {
	body { display: block; height: auto; }
	.home .main, .open .side { display: none; }
	.home.nothing .main { display: block; }
	.side { border: 0; min-height: 100dvh; padding: 1rem .5rem 2rem; }
	.home.nothing .side { min-height: 0; padding-bottom: 0; }
	.entry { padding: .625rem .75rem; }
	.home .entry[aria-current] { background: none; }
	.top { padding: .625rem 1rem; gap: .625rem; }
	.back { display: grid; place-items: center; width: 2.5rem; height: 2.5rem; margin-left: -.5rem; flex: none; text-decoration: none; font-size: 1.75rem; line-height: 1; }
	.column { padding: .5rem 1rem 3rem; }
	.message > .avatar { width: 1.875rem; height: 1.875rem; font-size: .75rem; border-radius: 8px; }
	.message { gap: 0 .625rem; }
	.note { padding: .875rem 1rem 1rem; }
}
`;
