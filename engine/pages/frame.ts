/** The frame of every page: head, mark, and where the style and the script come from. */
import { assetAddress } from './assets.ts';
import { type Html, html } from './html.ts';

export type Framed = { title: string; body: Html; script?: boolean; class: string };

/** Addresses are relative: a proxy may put a path before ours. Every page lies one folder deep. */
export function frame({ title, body, script, class: name }: Framed): Html {
	return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${title} · Sophia</title>
<link rel="icon" href="${assetAddress('owl.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${assetAddress('page.css')}">
${script && html`<script src="${assetAddress('call-page.js')}" defer></script>`}
</head>
<body class="${name}">
<p class="brand"><img src="${assetAddress('owl.svg')}" width="28" height="28" alt="">Sophia</p>
<main>
${body}
</main>
</body>
</html>
`;
}
