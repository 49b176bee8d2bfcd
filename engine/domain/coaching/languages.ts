/** Languages as call services write them: `en`, `eng`, `en-US`, `English`. */

/** ISO 639-2 codes (terminology and bibliography) by ISO 639-1, for the languages that call services transcribe. */
const THREE_LETTERS: Record<string, string[]> = {
	en: ['eng'],
	de: ['deu', 'ger'],
	fr: ['fra', 'fre'],
	es: ['spa'],
	it: ['ita'],
	pt: ['por'],
	nl: ['nld', 'dut'],
	sv: ['swe'],
	da: ['dan'],
	no: ['nor', 'nob', 'nno'],
	fi: ['fin'],
	pl: ['pol'],
	cs: ['ces', 'cze'],
	ru: ['rus'],
	uk: ['ukr'],
	tr: ['tur'],
	ar: ['ara'],
	he: ['heb'],
	hi: ['hin'],
	ja: ['jpn'],
	ko: ['kor'],
	zh: ['zho', 'chi', 'cmn'],
	el: ['ell', 'gre'],
	hu: ['hun'],
	ro: ['ron', 'rum'],
};

const UNKNOWN = new Set(['', 'und', 'unknown', 'mul', 'zxx']);

/** Whether a call's language is that of the tenant. A call whose language nobody knows is taken for one. */
export function sameLanguage(call: string, tenant: string): boolean {
	const spoken = primary(call);
	return UNKNOWN.has(spoken) || spoken === primary(tenant);
}

/** The ISO 639-1 code where there is one. */
function primary(language: string): string {
	const tag = language.trim().toLowerCase().split(/[-_]/)[0] ?? '';
	if (tag === 'english') return 'en';
	const known = Object.entries(THREE_LETTERS).find(([, codes]) => codes.includes(tag));
	return known ? known[0] : tag;
}
